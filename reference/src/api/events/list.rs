//! `events.list`: what happened to a stack, newest first.

use std::collections::HashMap;

use heat_spec::{Fault, Map, Value, fault, value};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::natural_text;
use crate::api::stacks::{Deleted, stack_of};
use crate::api::times::seconds;
use crate::store::StoreError;
use crate::store::events::{self, EventQuery, EventRecord};
use crate::store::stacks::{self, StackRecord};

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

/// Lists a stack's events, and those of the stacks inside; works for a deleted stack as well.
pub(in crate::api) async fn list(call: Call) -> Answer {
    let query = query(&call)?;
    let depth = match call.query("nested_depth").filter(|text| !text.is_empty()) {
        Some(depth) => natural_text(depth, "nested_depth")?.unsigned_abs(),
        None => 0,
    };
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let root = (depth > 0).then(|| call.stack_url(&stack.project_id, &stack.name, &stack.id));
    let found = call.app.store.call(move |tx| {
        let stacks = match depth {
            0 => vec![stack],
            depth => stacks::tree(tx, &stack, depth)?,
        };
        let rows: Vec<i64> = stacks.iter().map(|stack| stack.row).collect();
        let events = match query.limit {
            Some(0) => Vec::new(),
            _ => events::list(tx, &rows, &query)?,
        };
        Ok::<_, StoreError>((stacks, events))
    });
    let (stacks, events) = found.await?;
    let stacks: HashMap<i64, &StackRecord> =
        stacks.iter().map(|stack| (stack.row, stack)).collect();
    let items: Vec<Value> = events
        .iter()
        .filter_map(|event| Some((stacks.get(&event.stack_row)?, event)))
        .map(|(stack, event)| view(&call, stack, event, root.as_deref()))
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

fn view(call: &Call, stack: &StackRecord, event: &EventRecord, root: Option<&str>) -> Value {
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
    Value::Map(view)
}
