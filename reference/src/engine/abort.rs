//! What is left of a resource's action that was told to stop.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::Message;
use super::finish::cancel;
use super::step::StepContext;
use super::transition::{add_resource_event, set_resource_state};
use crate::resources::registry;
use crate::store::resources::{self, ResourceRecord};
use crate::store::{StoreError, stacks};

/// Why an action is told to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AbortReason {
    /// The stack is being deleted, or its action cancelled.
    Cancelled,
    /// The stack's time is up.
    TimedOut,
}

/// Marks the resource, or the one that is being made to replace it, as failed.
pub(super) async fn abort(
    context: &StepContext,
    resource_id: i64,
    reason: AbortReason,
) -> Result<(), StoreError> {
    let (stack_name, stack_id) = (context.stack.name.clone(), context.stack.id.clone());
    let now = context.app.clock.now();
    let inside = context
        .app
        .store
        .call(move |tx| {
            let mut inside = Vec::new();
            let mut next = Some(resource_id);
            while let Some(record) = next.map(|id| resources::get(tx, id)).transpose()?.flatten() {
                next = record.replaced_by.filter(|id| *id > record.id);
                if record.hook.is_some() {
                    leave_hook(tx, &record, reason, now)?;
                }
                if record.status == "IN_PROGRESS" {
                    let mut record = record;
                    let action = record.action.clone();
                    let text = text(&record, &stack_name, &stack_id, reason);
                    inside.extend(cancel_inside(tx, &record, now)?);
                    set_resource_state(tx, &mut record, (&action, "FAILED"), &text, now)?;
                }
            }
            Ok::<_, StoreError>(inside)
        })
        .await?;
    for row in inside {
        context
            .app
            .workers
            .tell(&context.app, row, Message::Aborted);
    }
    Ok(())
}

/// Has the resource wait at its hook no longer.
fn leave_hook(
    tx: &Transaction<'_>,
    record: &ResourceRecord,
    reason: AbortReason,
    now: Timestamp,
) -> Result<(), StoreError> {
    resources::set_hook(tx, record.id, None)?;
    if reason == AbortReason::Cancelled {
        return Ok(());
    }
    let state = (record.action.as_str(), record.status.as_str());
    add_resource_event(tx, record, state, "Failure occurred while waiting.", now)
}

/// Cancels what is being done with the stack inside of the resource, if there is one.
pub(super) fn cancel_inside(
    tx: &Transaction<'_>,
    record: &ResourceRecord,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let is_stack = registry()
        .get(&record.resolved_type)
        .is_some_and(|resource_type| resource_type.stack_type().is_some());
    let Some(id) = record.physical_resource_id.as_ref().filter(|_| is_stack) else {
        return Ok(None);
    };
    let stack = stacks::by_id(tx, None, id)?;
    let Some(mut stack) = stack.filter(|stack| stack.traversal.is_some()) else {
        return Ok(None);
    };
    cancel(tx, &mut stack, now)?;
    Ok(Some(stack.row))
}

fn text(record: &ResourceRecord, stack_name: &str, stack_id: &str, reason: AbortReason) -> String {
    let action = &record.action;
    match reason {
        AbortReason::Cancelled => format!("{action} aborted (user triggered cancel)"),
        AbortReason::TimedOut => {
            let class = registry()
                .get(&record.resolved_type)
                .map_or("Resource", |resource_type| resource_type.class_name());
            // A creation was named before there was anything.
            let physical = record
                .physical_resource_id
                .as_ref()
                .filter(|_| action != "CREATE")
                .map(|id| format!(" [{id}]"))
                .unwrap_or_default();
            format!(
                "{action} aborted (Task {task} from {class} \"{name}\"{physical} Stack \
                 \"{stack_name}\" [{stack_id}] Timed out)",
                task = action.to_lowercase(),
                name = record.name,
            )
        }
    }
}
