//! Stacks as clients see them.

use heat_spec::{Fault, Map, Value, value};
use heat_template::{OutputDefinition, StackDefinition, State};

use crate::api::call::Call;
use crate::api::times::seconds;
use crate::store::stacks::StackRecord;

/// The answer to a create: id and link.
pub(super) fn created(call: &Call, stack: &StackRecord) -> Value {
    value!({ "stack": { "id": &stack.id, "links": links(call, stack) } })
}

/// An item of a list; with the project if an administrator asks.
pub(super) fn summary(call: &Call, stack: &StackRecord, with_project: bool) -> Value {
    let tags = if stack.tags.is_empty() {
        Value::Null
    } else {
        stack.tags.clone().into()
    };
    let mut view = times(call, stack);
    insert(&mut view, "description", "");
    insert(&mut view, "stack_status", stack.stack_status());
    insert(&mut view, "stack_status_reason", &stack.status_reason);
    insert(&mut view, "stack_owner", &stack.username);
    insert(&mut view, "parent", stack.owner_id.as_deref());
    insert(
        &mut view,
        "stack_user_project_id",
        stack.stack_user_project_id.as_deref(),
    );
    insert(&mut view, "tags", tags);
    if with_project {
        insert(&mut view, "project", &stack.project_id);
    }
    Value::Map(view)
}

/// Everything about a stack but its state, which a preview has not, and its outputs.
pub(super) fn details(
    call: &Call,
    stack: &StackRecord,
    definition: &StackDefinition,
) -> Result<Map, Fault> {
    let mut view = times(call, stack);
    let description = definition.template().description();
    insert(&mut view, "notification_topics", value!([]));
    insert(&mut view, "parameters", definition.parameters().as_text()?);
    insert(&mut view, "description", &description);
    insert(&mut view, "template_description", description);
    insert(&mut view, "capabilities", value!([]));
    insert(&mut view, "disable_rollback", stack.disable_rollback);
    insert(&mut view, "timeout_mins", stack.timeout_mins);
    insert(&mut view, "stack_owner", &stack.username);
    insert(&mut view, "parent", stack.owner_id.as_deref());
    insert(
        &mut view,
        "stack_user_project_id",
        stack.stack_user_project_id.as_deref(),
    );
    insert(&mut view, "tags", stack.tags.clone());
    Ok(view)
}

/// The outputs with their values; one that cannot be had says why.
pub(super) fn outputs(definition: &StackDefinition, state: &dyn State) -> Result<Value, Fault> {
    let outputs = definition.outputs()?.values();
    let outputs = outputs.map(|one| Value::Map(output(definition, one, state)));
    Ok(Value::List(outputs.collect()))
}

/// An output with its value, or with the reason why it has none.
pub(in crate::api) fn output(
    definition: &StackDefinition,
    output: &OutputDefinition,
    state: &dyn State,
) -> Map {
    let mut view = output_summary(output);
    match definition.output(&output.name, state) {
        Ok(value) => insert(&mut view, "output_value", value),
        Err(fault) => {
            insert(
                &mut view,
                "output_error",
                fault.text(heat_spec::Rendering::Once),
            );
            insert(&mut view, "output_value", Value::Null);
        }
    }
    view
}

/// An output without its value.
pub(in crate::api) fn output_summary(output: &OutputDefinition) -> Map {
    let mut view = Map::new();
    insert(&mut view, "output_key", &output.name);
    insert(&mut view, "description", output.description());
    view
}

/// Sets a key.
pub(in crate::api) fn insert(view: &mut Map, key: &str, value: impl Into<Value>) {
    view.insert(key.into(), value.into());
}

fn links(call: &Call, stack: &StackRecord) -> Value {
    let href = call.stack_url(&stack.project_id, &stack.name, &stack.id);
    value!([{ "href": href, "rel": "self" }])
}

fn times(call: &Call, stack: &StackRecord) -> Map {
    let mut view = Map::new();
    insert(&mut view, "stack_name", &stack.name);
    insert(&mut view, "id", &stack.id);
    insert(&mut view, "links", links(call, stack));
    insert(&mut view, "creation_time", seconds(stack.created_at));
    insert(&mut view, "updated_time", stack.updated_at.map(seconds));
    insert(&mut view, "deletion_time", stack.deleted_at.map(seconds));
    view
}
