//! `events.show`: one event of a resource, with the properties that the resource had.

use heat_spec::{Value, fault, value};

use super::view::summary;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::stacks::{Deleted, stack_of};
use crate::store::events::{self, EventQuery};
use crate::store::{StoreError, resources};

/// Shows an event; works for a deleted stack as well.
pub(in crate::api) async fn show(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let (name, id) = (call.path("resource_name"), call.path("event_id"));
    let query = EventQuery {
        filters: vec![
            ("resource_name", vec![name.to_owned()]),
            ("id", vec![id.to_owned()]),
        ],
        ..EventQuery::default()
    };
    let row = stack.row;
    let found = call
        .app
        .store
        .call(move |tx| {
            let Some(event) = events::list(tx, &[row], &query)?.pop() else {
                return Ok(None);
            };
            let properties = match event.property_data_id {
                Some(id) => resources::property_data(tx, id)?,
                None => Value::Null,
            };
            Ok::<_, StoreError>(Some((event, properties)))
        })
        .await?;
    let (event, properties) = found.ok_or_else(|| fault::event_not_found(id))?;
    let mut view = summary(&call, &stack, &event, None);
    let properties = properties.as_map().cloned().unwrap_or_default();
    view.insert("resource_type".into(), Value::from(&event.resource_type));
    view.insert("resource_properties".into(), Value::Map(properties));
    Ok(Reply::ok(value!({ "event": Value::Map(view) })))
}
