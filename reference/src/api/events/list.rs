//! `events.list`: what happened to a stack, newest first.

use heat_spec::{Fault, Value, fault, value};

use super::view::summary;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data::natural_text;
use crate::api::stacks::{Deleted, stack_of};
use crate::store::events::{self, EventQuery};

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
    let asked = Asked::new(&call)?;
    let items = items(&call, asked).await?;
    Ok(Reply::ok(value!({ "events": items })))
}

/// Which events a query asks for, and in which form.
pub(super) struct Asked {
    pub(super) query: EventQuery,
    /// Whether nested stacks are asked about.
    is_nested: bool,
}

/// The events that are asked for, as clients see them.
pub(super) async fn items(call: &Call, asked: Asked) -> Result<Vec<Value>, Refusal> {
    let Asked { query, is_nested } = asked;
    let stack = stack_of(call, Deleted::Allowed).await?;
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
    let items = events.iter();
    Ok(items
        .map(|event| Value::Map(summary(call, &stack, event, is_nested)))
        .collect())
}

impl Asked {
    /// Reads the query of a call.
    pub(super) fn new(call: &Call) -> Result<Self, Fault> {
        let query = query(call)?;
        // No stack of this server is nested; the depth only shows in the links.
        let depth = call.query("nested_depth").filter(|text| !text.is_empty());
        let is_nested = match depth {
            Some(depth) => natural_text(depth, "nested_depth")? > 0,
            None => false,
        };
        Ok(Self { query, is_nested })
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
