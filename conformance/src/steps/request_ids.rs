//! Steps about the ids that a service gives to requests.

use std::sync::Arc;

use cucumber::then;

use crate::check::At;
use crate::client::{Body, Request};
use crate::world::{Differences, RequirementId, Stop, World};

/// The header with the id.
const HEADER: &str = "x-openstack-request-id";

/// The last request, without a body, is sent again.
#[then(expr = "another such request gets another id [{requirement}]")]
async fn another_id(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let first = Arc::clone(world.last()?);
    let root = world.endpoint(first.role)?.root();
    let address = first.url.strip_prefix(root).unwrap_or(&first.url);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let request = Request {
        role: first.role,
        method: first.method.clone(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Vec::new(),
        body: Body::None,
    };
    let second = world.send(request).await?;
    let mut differences = Differences::default();
    let at = || At::Header(HEADER.to_owned());
    match (first.header(HEADER), second.header(HEADER)) {
        (Some(before), Some(after)) if before == after => {
            differences.add(at(), format!("another id than {before}"), after);
        }
        (Some(_), Some(_)) => {}
        _ => differences.add(at(), "an id", "none"),
    }
    world.check(&id, Some(&second), differences)
}
