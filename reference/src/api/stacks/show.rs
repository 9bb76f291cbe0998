//! `stacks.show`: everything about a stack, its outputs among it.

use std::sync::Arc;

use heat_spec::{Map, Value};

use super::view::{details, insert, outputs};
use super::{Deleted, Loaded, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data::boolean_text;
use crate::engine::States;
use crate::store::stacks::StackRecord;

/// Shows a stack.
pub(in crate::api) async fn show(call: Call) -> Answer {
    let with_outputs = match call.query("resolve_outputs") {
        Some(text) => boolean_text(text, "resolve_outputs")?,
        None => true,
    };
    if let Some(body) = call.app.views.get(&call, with_outputs) {
        return Ok(Reply::Rendered(body));
    }
    let stack = stack_of(&call, Deleted::Allowed).await?;
    let project_id = stack.project_id.clone();
    let revision = call.app.store.revisions().of(stack.row);
    let body: Arc<str> = render(&call, stack, with_outputs)
        .await?
        .to_strict_json()
        .into();
    let views = &call.app.views;
    views.put(&call, project_id, with_outputs, revision, &body);
    Ok(Reply::Rendered(body))
}

async fn render(call: &Call, stack: StackRecord, with_outputs: bool) -> Result<Value, Refusal> {
    let Loaded {
        stack,
        definition,
        records,
    } = &Loaded::of(call, stack).await?;
    let mut view = details(call, stack, definition)?;
    insert(&mut view, "stack_status", stack.stack_status());
    insert(&mut view, "stack_status_reason", &stack.status_reason);
    if with_outputs && !(stack.action == "DELETE" && stack.status == "COMPLETE") {
        let states = States::new(definition, records);
        insert(&mut view, "outputs", outputs(definition, &states)?);
    }
    let mut body = Map::new();
    insert(&mut body, "stack", Value::Map(view));
    Ok(Value::Map(body))
}
