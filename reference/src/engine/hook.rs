//! Hooks: where the environment has a resource wait until somebody lets it go on.

use std::pin::pin;

use super::states;
use super::step::{StepContext, StepError};
use super::transition::add_hook_event;
use crate::resources::{ResourceType, Work};
use crate::store::resources::{self, ResourceRecord};
use crate::store::{StoreError, stacks};

/// Waits at the hook if the resource has it.
///
/// One that waited when the server ended goes on waiting, unless its hook is cleared. Ends with `StepError::Superseded` when
/// the stack's action has ended without it.
pub(super) async fn hold(
    context: &StepContext,
    record: &mut ResourceRecord,
    (action, hook): (&str, &str),
) -> Result<(), StepError> {
    if record.is_cleared(&context.traversal, hook) {
        return Ok(());
    }
    if record.hook.as_deref() != Some(hook) {
        if !has(context, &record.name, hook) {
            return Ok(());
        }
        let (held, now) = (record.clone(), context.app.clock.now());
        let (name, reason) = (
            hook.to_owned(),
            format!("{action} paused until Hook {hook} is cleared"),
        );
        context
            .app
            .store
            .call(move |tx| {
                resources::set_hook(tx, held.id, Some(&name))?;
                add_hook_event(tx, &held, &reason, now)
            })
            .await?;
    }
    wait(context, record.id).await?;
    record.hook = None;
    Ok(())
}

/// Ends a step whose action succeeded, when the hook after the action is cleared if there is one.
pub(super) async fn settle(
    context: &StepContext,
    position: usize,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    (action, hook): (&'static str, &str),
) -> Result<(), StepError> {
    if !has(context, &work.record.name, hook) {
        return states::settle(context, position, resource_type, work, action).await;
    }
    states::settle_before_hook(context, resource_type, work, action).await?;
    hold(context, &mut work.record, (action, hook)).await?;
    context.finish(position).await
}

/// Waits on if the resource waited after its action when the server ended, or goes on if its hook is
/// cleared; whether it waited.
pub(super) async fn is_resumed(
    context: &StepContext,
    position: usize,
    record: &mut ResourceRecord,
) -> Result<bool, StepError> {
    let action = record.action.clone();
    let hook = format!("post-{}", action.to_lowercase());
    let waits = record.hook.as_deref() == Some(&hook);
    if !waits && !record.is_cleared(&context.traversal, &hook) {
        return Ok(false);
    }
    hold(context, record, (&action, &hook)).await?;
    context.finish(position).await?;
    Ok(true)
}

fn has(context: &StepContext, resource_name: &str, hook: &str) -> bool {
    let hooks = context.definition.environment().hooks(resource_name);
    hooks.iter().any(|name| name == hook)
}

/// Waits until the hook is cleared.
async fn wait(context: &StepContext, resource_id: i64) -> Result<(), StepError> {
    let row = context.stack.row;
    loop {
        // What comes after this line wakes the wait below, whether it is seen here or not.
        let mut signalled = pin!(context.app.workers.signalled(row).notified());
        signalled.as_mut().enable();
        let traversal = context.traversal.clone();
        let (is_held, is_current) = context
            .app
            .store
            .call(move |tx| {
                let stack = stacks::by_row(tx, row)?;
                let current = stack.and_then(|stack| stack.traversal);
                let is_current = current.as_deref() == Some(traversal.as_str());
                let record = resources::get(tx, resource_id)?;
                let is_held = record.is_some_and(|record| record.hook.is_some());
                if is_held && !is_current {
                    resources::set_hook(tx, resource_id, None)?;
                }
                Ok::<_, StoreError>((is_held, is_current))
            })
            .await?;
        match (is_held, is_current) {
            (_, false) => return Err(StepError::Superseded),
            (false, true) => return Ok(()),
            (true, true) => signalled.await,
        }
    }
}
