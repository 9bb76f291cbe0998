//! `events.list`: what happened to a stack, newest first.

use std::collections::HashMap;

use heat_spec::{Fault, Value, fault, value};

use super::view::summary;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data::natural_text;
use crate::api::stacks::{Deleted, stack_of};
use crate::store::StoreError;
use crate::store::events::{self, EventQuery};
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
    let asked = Asked::new(&call)?;
    let items = items(&call, asked).await?;
    Ok(Reply::ok(value!({ "events": items })))
}

/// Which events a query asks for, and in which form.
pub(super) struct Asked {
    pub(super) query: EventQuery,
    /// How deep the stacks inside are asked about.
    depth: u64,
}

/// The events that are asked for, as clients see them.
pub(super) async fn items(call: &Call, asked: Asked) -> Result<Vec<Value>, Refusal> {
    let Asked { query, depth } = asked;
    let stack = stack_of(call, Deleted::Allowed).await?;
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
    Ok(events
        .iter()
        .filter_map(|event| Some((stacks.get(&event.stack_row)?, event)))
        .map(|(stack, event)| Value::Map(summary(call, stack, event, root.as_deref())))
        .collect())
}

impl Asked {
    /// Reads the query of a call.
    pub(super) fn new(call: &Call) -> Result<Self, Fault> {
        let query = query(call)?;
        let depth = call.query("nested_depth").filter(|text| !text.is_empty());
        let depth = match depth {
            Some(depth) => natural_text(depth, "nested_depth")?.unsigned_abs(),
            None => 0,
        };
        Ok(Self { query, depth })
    }
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
        // A single empty value is no filter.
        (!values.iter().all(String::is_empty) || values.len() > 1).then_some((*column, values))
    });
    Ok(EventQuery {
        limit: limit.map(i64::unsigned_abs),
        marker: given("marker").map(str::to_owned),
        filters: filters.collect(),
        sort_keys,
        is_descending,
    })
}
