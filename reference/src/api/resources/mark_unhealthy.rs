//! `resources.mark_unhealthy`: has the next update replace a resource, or keep it after all.

use heat_spec::{Map, Value, fault};

use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data::{self, boolean_text};
use crate::api::stacks::{Deleted, stack_of};
use crate::engine;
use crate::store::{stacks, templates};

const KEYS: [&str; 2] = ["mark_unhealthy", "resource_status_reason"];

/// What a resource's status reason says unless the client says something.
const REASON: &str = "state changed by resource_mark_unhealthy api";

/// Marks a resource as unhealthy, or as healthy again.
pub(in crate::api) async fn mark_unhealthy(call: Call) -> Answer {
    let (is_unhealthy, reason) = arguments(request_data::body(call.body.as_ref())?)?;
    let stack = stack_of(&call, Deleted::Refused).await?;
    let name = call.path("resource_name").to_owned();
    let now = call.app.clock.now();
    let definitions = call.app.definitions.clone();
    call.app
        .store
        .call(move |tx| {
            let found = stacks::by_row(tx, stack.row)?.filter(|stack| !stack.is_deleted());
            let stack = found.ok_or_else(|| fault::stack_not_found(stack.name))?;
            let template = templates::get(tx, stack.template_id)?;
            let definition = definitions.get(&stack, stack.template_id, template)?;
            let mark = (is_unhealthy, reason.as_deref());
            engine::mark_unhealthy(tx, &stack, &definition, &name, mark, now)?
                .map_err(Refusal::from)
        })
        .await?;
    Ok(Reply::ok(Value::Null))
}

/// Whether the resource is unhealthy, and why; no reason, if what was given is no text.
fn arguments(body: &Map) -> Result<(bool, Option<String>), Refusal> {
    let is_known = |key: &str| KEYS.contains(&key);
    let unknown: Vec<String> = body
        .keys()
        .filter(|key| !key.as_str().is_some_and(is_known))
        .map(|key| Value::from(key.json_text()).python_repr())
        .collect();
    if !unknown.is_empty() {
        return Err(fault::unhealthy_keys(format!("{{{}}}", unknown.join(", "))).into());
    }
    let Some(is_unhealthy) = body.get("mark_unhealthy") else {
        return Err(fault::no_mark_unhealthy().into());
    };
    let is_unhealthy = boolean_text(&is_unhealthy.python_str(), "mark_unhealthy")?;
    let reason = match body.get("resource_status_reason") {
        Some(Value::String(reason)) if !reason.is_empty() => Some(reason.clone()),
        Some(reason) if reason.is_truthy() => None,
        _ => Some(REASON.to_owned()),
    };
    Ok((is_unhealthy, reason))
}
