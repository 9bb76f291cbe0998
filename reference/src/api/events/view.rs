//! Events as clients see them.

use heat_spec::{Map, Value, value};

use crate::api::call::Call;
use crate::api::times::seconds;
use crate::store::events::EventRecord;
use crate::store::stacks::StackRecord;

/// An item of a list; with a link to the stack at the root if nested stacks are asked about.
pub(super) fn summary(
    call: &Call,
    stack: &StackRecord,
    event: &EventRecord,
    root: Option<&str>,
) -> Map {
    let stack_url = call.stack_url(&stack.project_id, &stack.name, &stack.id);
    let resource_url = Call::resource_url(&stack_url, &event.resource_name);
    let mut view = Map::new();
    let mut insert = |key: &str, value: Value| view.insert(key.into(), value);
    insert("id", Value::from(&event.id));
    let mut links = vec![
        value!({ "href": format!("{resource_url}/events/{}", event.id), "rel": "self" }),
        value!({ "href": resource_url, "rel": "resource" }),
        value!({ "href": &stack_url, "rel": "stack" }),
    ];
    if let Some(root) = root {
        links.push(value!({ "href": root, "rel": "root_stack" }));
    }
    insert("links", Value::List(links));
    insert("event_time", seconds(event.created_at));
    insert("logical_resource_id", Value::from(&event.resource_name));
    insert("resource_name", Value::from(&event.resource_name));
    insert(
        "physical_resource_id",
        Value::from(event.physical_resource_id.as_deref()),
    );
    insert(
        "resource_status",
        Value::from(format!("{}_{}", event.action, event.status)),
    );
    insert("resource_status_reason", Value::from(&event.status_reason));
    view
}
