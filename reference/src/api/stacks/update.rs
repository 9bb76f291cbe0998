//! `stacks.update`: everything anew but the name; what is left out falls back to its default.

use heat_spec::fault;
use heat_template::StackIdentity;

use super::proposal::{define, to_store};
use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::api::type_policy::{check_supported, check_types};
use crate::engine::{Change, Message, begin, validation};
use crate::store::stacks::{self, StackRecord};
use crate::store::templates;

/// Updates a stack.
pub(in crate::api) async fn update(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?;
    request_data::check_arguments(body, true)?;
    let data = request_data::template_data(body, &call.app.config).await?;
    let stack = stack_of(&call, Deleted::Refused).await?;
    check_state(&stack)?;
    let (template, environment) = data.parse()?;
    request_data::check_resource_count(&call, &template)?;
    let arguments = request_data::arguments(body)?;
    let identity = StackIdentity {
        name: stack.name.clone(),
        id: Some(stack.id.clone()),
        project_id: stack.project_id.clone(),
    };
    let definition = define(template, environment, &data, identity)?;
    check_immutable(&call, &stack, &definition).await?;
    check_types(&call, &definition)?;
    validation::validate(&call.app, &stack.project_id, &definition).await?;
    check_supported(&definition)?;
    let template = to_store(&data, &definition);
    let (row, name, now) = (stack.row, stack.name, call.app.clock.now());
    call.app
        .store
        .call(move |tx| {
            let stack = stacks::by_row(tx, row)?.filter(|stack| !stack.is_deleted());
            let Some(mut stack) = stack else {
                return Err(Refusal::Fault(fault::stack_not_found(name)));
            };
            check_state(&stack)?;
            stack.timeout_mins = arguments.timeout_mins.or(stack.timeout_mins);
            stack.disable_rollback = arguments.disable_rollback.unwrap_or(stack.disable_rollback);
            stack.tags = arguments.tags.unwrap_or_default();
            stacks::set_tags(tx, row, &stack.tags)?;
            let template_id = templates::insert(tx, &template)?;
            let change = Change {
                action: "UPDATE",
                template_id,
                definition: Some(&definition),
                now,
            };
            Ok(begin(tx, &mut stack, change)?)
        })
        .await?;
    call.app.workers.tell(&call.app, row, Message::Changed);
    Ok(Reply::Plain {
        status: 202,
        location: None,
    })
}

/// Refuses an update of a stack that is suspended or being deleted.
fn check_state(stack: &StackRecord) -> Result<(), Refusal> {
    let feature = match stack.action.as_str() {
        "SUSPEND" => "Updating a stack when it is suspended",
        "DELETE" => "Updating a stack when it is deleting",
        _ => return Ok(()),
    };
    Err(fault::not_supported(feature).into())
}

/// Refuses new values of parameters that are immutable.
async fn check_immutable(
    call: &Call,
    stack: &StackRecord,
    proposed: &heat_template::StackDefinition,
) -> Result<(), Refusal> {
    let template_id = stack.template_id;
    let template = call
        .app
        .store
        .call(move |tx| templates::get(tx, template_id))
        .await?;
    let current = call.app.definitions.get(stack, template_id, template)?;
    let given = proposed.environment().parameters();
    Ok(current
        .parameters()
        .check_unchanged(proposed.parameters(), given)?)
}
