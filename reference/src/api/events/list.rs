//! `events.list`: what happened to a stack, newest first.

use heat_spec::{Fault, Map, Value, fault, value};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::natural_text;
use crate::api::stacks::{Deleted, stack_of};
use crate::api::times::seconds;
use crate::store::events::{self, EventQuery, EventRecord};
use crate::store::stacks::StackRecord;

/// Filters by name and the column that each is about.
const FILTERS: &[(&str, &str)] = &[
    ("resource_action", "action"),
    ("resource_status", "status"),
    ("resource_name", "resource_name"),
    ("resource_type", "resource_type"),
];

const SORT_KEYS: &[(&str, &str)] = &[
    ("event_time", "created_at"),
    ("resource_type", "resource_type"),
];

/// Lists a stack's events; works for a deleted stack as well.
pub(in crate::api) async fn list(call: Call) -> Answer {
    let query = query(&call)?;
    // No stack of this server is nested; the depth only shows in the links.
    let is_nested = match call.query("nested_depth").filter(|text| !text.is_empty()) {
        Some(depth) => natural_text(depth, "nested_depth")? > 0,
        None => false,
    };
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let row = stack.row;
    let events = match query.limit {
        Some(0) => Vec::new(),
        _ => {
            call.app
                .store
                .call(move |tx| events::list(tx, row, &query))
                .await?
        }
    };
    let items: Vec<Value> = events
        .iter()
        .map(|event| view(&call, &stack, event, is_nested))
        .collect();
    Ok(Reply::ok(value!({ "events": items })))
}

fn query(call: &Call) -> Result<EventQuery, Fault> {
    let given = |name: &str| call.query(name).filter(|text| !text.is_empty());
    let limit = given("limit")
        .map(|text| natural_text(text, "limit"))
        .transpose()?;
    let sort_keys: Vec<&str> = call
        .query_all("sort_keys")
        .filter_map(|key| SORT_KEYS.iter().find(|(name, _)| *name == key))
        .map(|(_, column)| *column)
        .collect();
    let is_descending = match given("sort_dir") {
        None => sort_keys.is_empty(),
        Some("asc") => false,
        Some("desc") => true,
        Some(_) => return Err(fault::value_error("sort_dir is asc or desc")),
    };
    let filters = FILTERS.iter().filter_map(|(name, column)| {
        let values: Vec<String> = call.query_all(name).map(str::to_owned).collect();
        (!values.is_empty()).then_some((*column, values))
    });
    Ok(EventQuery {
        limit: limit.map(i64::unsigned_abs),
        marker: given("marker").map(str::to_owned),
        filters: filters.collect(),
        sort_keys,
        is_descending,
    })
}

fn view(call: &Call, stack: &StackRecord, event: &EventRecord, is_nested: bool) -> Value {
    let stack_url = call.stack_url(&stack.project_id, &stack.name, &stack.id);
    let resource_url = format!("{stack_url}/resources/{}", event.resource_name);
    let mut view = Map::new();
    let mut insert = |key: &str, value: Value| view.insert(key.into(), value);
    insert("id", Value::from(&event.id));
    let mut links = vec![
        value!({ "href": format!("{resource_url}/events/{}", event.id), "rel": "self" }),
        value!({ "href": resource_url, "rel": "resource" }),
        value!({ "href": &stack_url, "rel": "stack" }),
    ];
    if is_nested {
        links.push(value!({ "href": &stack_url, "rel": "root_stack" }));
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
    Value::Map(view)
}
