//! `actions.perform`: suspend, resume, check, and both ways to cancel.

use heat_spec::{Map, Value, fault};

use crate::api::call::Call;
use crate::api::policy::{check_project, check_roles};
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::stacks::{Deleted, stack_of};
use crate::api::type_policy::check_types;
use crate::engine::{InPlace, Message, begin_in_place, begin_roll_back, cancel, cancel_inside};
use crate::store::stacks::{self, StackRecord};
use crate::store::templates;

/// Performs the action that the body names.
pub(in crate::api) async fn perform(call: Call) -> Answer {
    let name = name(call.body.as_ref())?;
    check_policy(&call, &name)?;
    let stack = stack_of(&call, Deleted::Refused).await?;
    match name.as_str() {
        "suspend" => in_place(&call, stack, InPlace::Suspend).await?,
        "resume" => in_place(&call, stack, InPlace::Resume).await?,
        "check" => in_place(&call, stack, InPlace::Check).await?,
        "cancel_update" => end(&call, stack, true).await?,
        "cancel_without_rollback" => end(&call, stack, false).await?,
        _ => return Err(fault::invalid_action(name).into()),
    }
    Ok(Reply::ok(Value::Null))
}

/// The one key of the body; its value means nothing.
fn name(body: Option<&Map>) -> Result<String, Refusal> {
    let mut names = body.into_iter().flat_map(Map::keys);
    let name = names.next().ok_or_else(fault::no_action)?;
    if names.next().is_some() {
        return Err(fault::multiple_actions().into());
    }
    Ok(name.json_text())
}

/// Every action has a policy; what has none is no action, whosever project it is.
fn check_policy(call: &Call, name: &str) -> Result<(), Refusal> {
    let operation = call.app.catalogue.operations.get("actions.perform");
    let policy = operation
        .and_then(|operation| operation.policies.get(name))
        .ok_or_else(|| fault::invalid_action(name))?;
    check_project(&call.identity, call.path("project_id"))?;
    let overridden = call.app.config.policy.get(&policy.rule);
    let roles = overridden.unwrap_or(&policy.roles);
    Ok(check_roles(&call.identity, &policy.rule, roles)?)
}

/// Begins an action that leaves the template as it is; nothing, if its end is reached already.
async fn in_place(call: &Call, stack: StackRecord, action: InPlace) -> Result<(), Refusal> {
    let app = call.app.clone();
    let (row, now) = (stack.row, call.app.clock.now());
    let template_id = stack.template_id;
    let template = app
        .store
        .call(move |tx| templates::get(tx, template_id))
        .await?;
    let definition = app.definitions.get(&stack, template_id, template)?;
    if action != InPlace::Check {
        check_types(call, &definition)?;
    }
    let definitions = app.definitions.clone();
    let has_begun = app
        .store
        .call(move |tx| {
            let mut stack = live(tx, stack)?;
            let is_repeated = matches!(action, InPlace::Suspend | InPlace::Resume)
                && stack.action == action.name()
                && stack.status == "COMPLETE";
            if is_repeated {
                return Ok(false);
            }
            // Another request may have changed the template since.
            let template = templates::get(tx, stack.template_id)?;
            let definition = definitions.get(&stack, stack.template_id, template)?;
            begin_in_place(tx, &mut stack, &action, &definition, now)?;
            Ok::<_, Refusal>(true)
        })
        .await?;
    if has_begun {
        app.workers.tell(&app, row, Message::Changed);
    }
    Ok(())
}

/// Ends an update that goes on, or a creation; an update can be undone.
async fn end(call: &Call, stack: StackRecord, is_undone: bool) -> Result<(), Refusal> {
    let app = call.app.clone();
    let (row, now) = (stack.row, call.app.clock.now());
    let definitions = app.definitions.clone();
    let inside = app
        .store
        .call(move |tx| {
            let mut stack = live(tx, stack)?;
            let is_cancellable =
                stack.action == "UPDATE" || (stack.action == "CREATE" && !is_undone);
            if !is_cancellable || !stack.is_in_progress() {
                let state = stack.stack_status();
                let feature = format!("Cancelling update when stack is {state}");
                return Err(fault::not_supported(feature).into());
            }
            if is_undone {
                begin_roll_back(tx, &definitions, &mut stack, now)?;
            } else {
                cancel(tx, &mut stack, now)?;
            }
            Ok::<_, Refusal>(cancel_inside(tx, &stack, now)?)
        })
        .await?;
    app.workers.tell(&app, row, Message::Changed);
    for inside in inside {
        app.workers.tell(&app, inside, Message::Changed);
        // The resource around it does not wait for what comes to its end there.
        app.workers.at_rest(inside).notify_waiters();
    }
    Ok(())
}

/// The stack as it is now.
fn live(tx: &rusqlite::Transaction<'_>, stack: StackRecord) -> Result<StackRecord, Refusal> {
    let found = stacks::by_row(tx, stack.row)?.filter(|stack| !stack.is_deleted());
    Ok(found.ok_or_else(|| fault::stack_not_found(stack.name))?)
}
