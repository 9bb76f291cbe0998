//! Steps that follow a redirect, which the client never does by itself.

use std::sync::Arc;

use cucumber::when;

use crate::client::{Body, Request};
use crate::world::{Stop, World};

/// The same verb and body, as the same role, at the address that the last answer names.
#[when("the request is repeated at the Location")]
async fn repeat_at_location(world: &mut World) -> Result<(), Stop> {
    let last = Arc::clone(world.last()?);
    let location = last
        .header("location")
        .ok_or_else(|| Stop::Blocked(format!("the answer has no Location: {last}")))?;
    let root = world.endpoint(last.role)?.root();
    // A token is not sent to whatever a service names.
    let address = location
        .strip_prefix(root)
        .filter(|address| address.starts_with('/'))
        .ok_or_else(|| Stop::Blocked(format!("the Location {location} is not below {root}")))?;
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let request = Request {
        role: last.role,
        method: last.method.clone(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Vec::new(),
        body: match &last.request_body {
            None => Body::None,
            Some(text) => Body::Text {
                media_type: Some("application/json".to_owned()),
                text: text.clone(),
            },
        },
    };
    world.send(request).await?;
    Ok(())
}
