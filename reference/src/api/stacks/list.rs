//! `stacks.list`: filters, order and pages of a project's stacks; an administrator's list
//! is that of every project.

use heat_spec::{Fault, Map, Value, fault, value};

use super::view::{insert, summary};
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::request_data::{boolean_text, natural_text, split_status, split_tags};
use crate::store::stack_list::{self, StackColumn, StackQuery};
use crate::store::stacks::StackRecord;

/// Filters by the names of the query and of the view; several values are alternatives.
const FILTERS: &[(&str, StackColumn)] = &[
    ("id", StackColumn::Id),
    ("name", StackColumn::Name),
    ("stack_name", StackColumn::Name),
    ("status", StackColumn::Status),
    ("stack_status", StackColumn::Status),
    ("action", StackColumn::Action),
    ("stack_action", StackColumn::Action),
    ("tenant", StackColumn::Tenant),
    ("username", StackColumn::Username),
    ("stack_owner", StackColumn::Username),
    ("owner_id", StackColumn::OwnerId),
    ("parent", StackColumn::OwnerId),
    ("stack_status_reason", StackColumn::StatusReason),
    ("disable_rollback", StackColumn::DisableRollback),
    ("timeout_mins", StackColumn::TimeoutMins),
    ("stack_user_project_id", StackColumn::StackUserProjectId),
];

const SORT_KEYS: &[(&str, StackColumn)] = &[
    ("stack_name", StackColumn::Name),
    ("stack_status", StackColumn::Status),
    ("creation_time", StackColumn::CreatedAt),
    ("updated_time", StackColumn::UpdatedAt),
];

/// Lists stacks.
pub(in crate::api) async fn list(call: Call) -> Answer {
    let is_global = call.query("global_tenant").is_some()
        && boolean_text(
            call.query("global_tenant").unwrap_or_default(),
            "global_tenant",
        )?;
    if is_global {
        // Upstream's policy admits nobody.
        return Err(fault::not_authorized("stacks:global_index").into());
    }
    let query = query(&call)?;
    let is_counted = flag(&call, "with_count")?;
    let (stacks, count) = call
        .app
        .store
        .call(move |tx| {
            let stacks = match query.limit {
                Some(0) => Vec::new(),
                _ => stack_list::list(tx, &query)?,
            };
            let count = is_counted
                .then(|| stack_list::count(tx, &query))
                .transpose()?;
            Ok::<_, crate::store::StoreError>((stacks, count))
        })
        .await?;
    Ok(Reply::ok(view(&call, &stacks, count)))
}

fn view(call: &Call, stacks: &[StackRecord], count: Option<u64>) -> Value {
    let with_project = call.identity.is_admin();
    let items = stacks
        .iter()
        .map(|stack| summary(call, stack, with_project))
        .collect();
    let mut view = Map::new();
    insert(&mut view, "stacks", Value::List(items));
    if let Some(last) = stacks.last()
        && call.query("limit").and_then(|limit| limit.parse().ok()) == Some(stacks.len())
    {
        insert(
            &mut view,
            "links",
            value!([{ "rel": "next", "href": next_page(call, &last.id) }]),
        );
    }
    if let Some(count) = count {
        insert(&mut view, "count", count);
    }
    Value::Map(view)
}

/// This page's URL with the marker behind its last stack.
fn next_page(call: &Call, marker: &str) -> String {
    let kept = call.query.iter().filter(|(name, _)| name != "marker");
    let pairs = kept.map(|(name, value)| (name.as_str(), value.as_str()));
    let query = crate::api::query::encode(pairs.chain([("marker", marker)]));
    format!(
        "{}/v1/{}/stacks?{query}",
        call.base_url,
        call.path("project_id")
    )
}

fn query(call: &Call) -> Result<StackQuery, Fault> {
    let tags = |name: &str| {
        let given = call.query(name).filter(|text| !text.is_empty());
        given.map(|text| split_tags(&Value::from(text))).transpose()
    };
    let show_deleted = flag(call, "show_deleted")?;
    let show_nested = flag(call, "show_nested")?;
    let limit = call.query("limit").filter(|limit| !limit.is_empty());
    let limit = limit
        .map(|limit| natural_text(limit, "limit"))
        .transpose()?;
    let show_hidden = flag(call, "show_hidden")?;
    let hidden_tags = &call.app.config.hidden_stack_tags;
    Ok(StackQuery {
        project_id: call.scope().map(str::to_owned),
        filters: filters(call),
        show_deleted,
        show_nested,
        tags: tags("tags")?,
        tags_any: tags("tags_any")?,
        not_tags: tags("not_tags")?,
        not_tags_any: tags("not_tags_any")?,
        hidden_tags: if show_hidden {
            Vec::new()
        } else {
            hidden_tags.clone()
        },
        sort_keys: call
            .query_all("sort_keys")
            .filter_map(|key| SORT_KEYS.iter().find(|(name, _)| *name == key))
            .map(|(_, column)| *column)
            .collect(),
        is_descending: match call
            .query("sort_dir")
            .filter(|direction| !direction.is_empty())
        {
            None => None,
            Some("asc") => Some(false),
            Some("desc") => Some(true),
            Some(_) => return Err(fault::value_error("sort_dir is asc or desc")),
        },
        limit: limit.map(i64::unsigned_abs),
        marker: call
            .query("marker")
            .filter(|marker| !marker.is_empty())
            .map(str::to_owned),
    })
}

fn flag(call: &Call, name: &str) -> Result<bool, Fault> {
    let given = call.query(name).filter(|text| !text.is_empty());
    given.map_or(Ok(false), |text| boolean_text(text, name))
}

fn filters(call: &Call) -> Vec<(StackColumn, Vec<String>)> {
    let mut filters: Vec<(StackColumn, Vec<String>)> = Vec::new();
    let mut add = |column: StackColumn, value: String| match filters
        .iter_mut()
        .find(|(known, _)| *known == column)
    {
        Some((_, values)) => values.push(value),
        None => filters.push((column, vec![value])),
    };
    for (name, column) in FILTERS {
        for value in call.query_all(name).filter(|value| !value.is_empty()) {
            if *column == StackColumn::Status {
                let (action, status) = split_status(value);
                add(StackColumn::Status, status.to_owned());
                if let Some(action) = action {
                    add(StackColumn::Action, action.to_owned());
                }
            } else {
                add(*column, value.to_owned());
            }
        }
    }
    filters
}
