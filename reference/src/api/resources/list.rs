//! `resources.list`: the resources of a stack, filtered.

use heat_spec::{Fault, Value, fault, value};

use super::view::Shown;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::{boolean_text, natural_text, split_status};
use crate::api::stacks::{Deleted, stack_of};
use crate::store::resources::{self, ResourceQuery};
use crate::store::stacks::{self, StackRecord};
use crate::store::{StoreError, templates};

/// Filters by name and the column that each is about; several values are alternatives.
const FILTERS: &[(&str, &str)] = &[
    ("status", "status"),
    ("name", "name"),
    ("action", "action"),
    // Upstream compares it with a number of its own that no client is ever told.
    ("id", "NULL"),
    ("physical_resource_id", "physical_resource_id"),
];

/// What else a query may hold.
const OTHERS: &[&str] = &["type", "nested_depth", "with_detail"];

/// Lists the resources, and those of the stacks inside; a deleted stack has none left.
pub(in crate::api) async fn list(call: Call) -> Answer {
    check_names(&call)?;
    let depth = match call.query("nested_depth") {
        Some(depth) => natural_text(depth, "nested_depth")?.unsigned_abs(),
        None => 0,
    };
    let with_detail = match call.query("with_detail") {
        Some(text) => boolean_text(text, "with_detail")?,
        None => false,
    };
    let query = query(&call)?;
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let found = call
        .app
        .store
        .call(move |tx| {
            let stacks = match depth {
                0 => vec![stack],
                depth => stacks::tree(tx, &stack, depth)?,
            };
            let of_stack = |stack: StackRecord| {
                let template = templates::get(tx, stack.template_id)?;
                let records = resources::list(tx, stack.row, &query)?;
                let dependants = resources::dependants(tx, stack.row)?;
                Ok((stack, template, records, dependants))
            };
            stacks
                .into_iter()
                .map(of_stack)
                .collect::<Result<Vec<_>, StoreError>>()
        })
        .await?;
    let mut items = Vec::new();
    for (stack, template, records, dependants) in found {
        let definitions = &call.app.definitions;
        let definition = definitions.get(&stack, stack.template_id, template)?;
        for record in &records {
            let shown = Shown {
                stack: &stack,
                definition: &definition,
                record,
                dependants: &dependants,
            };
            items.push(Value::Map(if with_detail {
                shown.details(&call, &[]).await?
            } else {
                shown.summary(&call)?
            }));
        }
    }
    Ok(Reply::ok(value!({ "resources": items })))
}

/// Refuses what is neither a filter nor anything else that the list knows.
fn check_names(call: &Call) -> Result<(), Fault> {
    let is_known =
        |name: &str| OTHERS.contains(&name) || FILTERS.iter().any(|(filter, _)| *filter == name);
    let mut unknown: Vec<&str> = Vec::new();
    for (name, _) in &call.query {
        if !is_known(name) && !unknown.contains(&name.as_str()) {
            unknown.push(name);
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    unknown.sort_unstable();
    let unknown: Value = Value::List(unknown.into_iter().map(Value::from).collect());
    Err(fault::invalid_filters(unknown.python_repr()))
}

fn query(call: &Call) -> Result<ResourceQuery, Fault> {
    let given = |name: &str| {
        let values: Vec<String> = call.query_all(name).map(str::to_owned).collect();
        // A single empty value is no filter.
        (!values.iter().all(String::is_empty) || values.len() > 1).then_some(values)
    };
    let type_part = match given("type").as_deref() {
        None => None,
        Some([part]) => Some(part.clone()),
        Some(_) => return Err(fault::bad_request()),
    };
    let mut filters: Vec<(&str, Vec<String>)> = FILTERS
        .iter()
        .filter_map(|(name, column)| Some((*column, given(name)?)))
        .collect();
    let mut actions = Vec::new();
    if let Some((_, statuses)) = filters.iter_mut().find(|(column, _)| *column == "status") {
        for text in statuses {
            let (action, status) = split_status(text);
            actions.extend(action.map(str::to_owned));
            *text = status.to_owned();
        }
    }
    if !actions.is_empty() {
        match filters.iter_mut().find(|(column, _)| *column == "action") {
            Some((_, known)) => known.extend(actions),
            None => filters.push(("action", actions)),
        }
    }
    Ok(ResourceQuery { type_part, filters })
}
