//! `events.list_of_resource`: what happened to one resource, newest first.

use heat_spec::{fault, value};

use super::list::{Asked, items};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};

/// The column that the path's resource is looked for in.
const NAME: &str = "resource_name";

/// Lists the events of a resource; no event at all is not found.
pub(in crate::api) async fn list_of_resource(call: Call) -> Answer {
    let mut asked = Asked::new(&call)?;
    let name = call.path(NAME);
    asked.query.filters.retain(|(column, _)| *column != NAME);
    asked.query.filters.push((NAME, vec![name.to_owned()]));
    let items = items(&call, asked).await?;
    if items.is_empty() {
        return Err(fault::no_events_of_resource(name).into());
    }
    Ok(Reply::ok(value!({ "events": items })))
}
