//! The end of an action: complete, failed, cancelled, or failed and rolled back.

use heat_spec::{Value, value};
use heat_template::{Environment, StackDefinition};
use jiff::Timestamp;
use rusqlite::Transaction;

use super::begin::{Change, begin};
use super::step::StepContext;
use super::transition::{add_stack_event, set_stack_state};
use super::{Definitions, document};
use crate::resources::{ResourceType, registry};
use crate::store::stacks::{self, StackRecord};
use crate::store::templates::TemplateRecord;
use crate::store::{StoreError, events, resources, snapshots, steps, templates};

/// Marks the stack's action complete, if the traversal is still the current one; or failed, if
/// there were failures that it outlived.
pub(super) async fn complete(context: &StepContext) -> Result<(), StoreError> {
    let now = context.app.clock.now();
    let (stack_row, traversal) = (context.stack.row, context.traversal.clone());
    let suffix = suffix(context);
    let max_events = context.app.config.limits.max_events_per_stack;
    context
        .app
        .store
        .call(move |tx| {
            let Some(mut stack) = current(tx, stack_row, &traversal)? else {
                return Ok(());
            };
            let action = stack.action.clone();
            let failures = steps::failures(tx, stack_row, &traversal)?;
            let (status, reason) = if failures.is_empty() {
                let reason = format!("Stack {action} completed successfully{suffix}");
                ("COMPLETE", reason)
            } else {
                let failures: Vec<_> = failures
                    .iter()
                    .map(|(name, reason)| format!("{name}: {reason}"))
                    .collect();
                let failures = failures.join("; ");
                let reason = format!("Resource {action} failed: {failures}{suffix}");
                ("FAILED", reason)
            };
            let previous = stack.previous_template_id.take();
            if action == "DELETE" {
                stack.deleted_at = Some(now);
            }
            end(tx, &mut stack, status, &reason, now)?;
            events::forget_oldest(tx, stack_row, max_events)?;
            previous.map_or(Ok(()), |id| templates::retire(tx, id, now))
        })
        .await
}

/// Marks the stack's action failed, if the traversal is still the current one, and begins to roll
/// back where that is wanted.
pub(super) async fn fail(context: &StepContext, reason: &str) -> Result<(), StoreError> {
    let now = context.app.clock.now();
    let (stack_row, traversal) = (context.stack.row, context.traversal.clone());
    let reason = format!("{reason}{}", suffix(context));
    let definitions = context.app.definitions.clone();
    let max_events = context.app.config.limits.max_events_per_stack;
    context
        .app
        .store
        .call(move |tx| {
            let Some(mut stack) = current(tx, stack_row, &traversal)? else {
                return Ok(());
            };
            end(tx, &mut stack, "FAILED", &reason, now)?;
            events::forget_oldest(tx, stack_row, max_events)?;
            let is_undone = matches!(
                stack.action.as_str(),
                "CREATE" | "ADOPT" | "UPDATE" | "RESTORE"
            );
            if is_undone && !stack.disable_rollback {
                begin_roll_back(tx, &definitions, &mut stack, now)?;
            }
            Ok(())
        })
        .await
}

/// Tells of a failure in an action that has ended already, or given way to another: the stack has
/// the event, and stays as it is.
///
/// What leaves the template as it is goes on in one place, which stops at the first failure: nothing
/// is told of the others.
pub(super) async fn fail_late(context: &StepContext, reason: &str) -> Result<(), StoreError> {
    if matches!(
        context.stack.action.as_str(),
        "CHECK" | "RESUME" | "SNAPSHOT" | "SUSPEND"
    ) {
        return Ok(());
    }
    let now = context.app.clock.now();
    let (stack, reason) = (context.stack.clone(), reason.to_owned());
    context
        .app
        .store
        .call(move |tx| {
            let state = (stack.action.as_str(), "FAILED");
            match stacks::by_row(tx, stack.row)? {
                Some(_) => add_stack_event(tx, &stack, state, &reason, now),
                None => Ok(()),
            }
        })
        .await
}

/// Marks the stack's action failed because somebody wants it to end; what runs comes to its own
/// end, and nothing else begins.
pub(crate) fn cancel(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    let action = stack.action.clone();
    stack.traversal = None;
    let reason = format!("Stack {action} cancelled");
    set_stack_state(tx, stack, (&action, "FAILED"), &reason, now)?;
    steps::clear(tx, stack.row)
}

/// The same with what is being made or changed in the stacks inside of a stack.
///
/// Gives their rows, so that the caller tells their workers.
pub(crate) fn cancel_inside(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    now: Timestamp,
) -> Result<Vec<i64>, StoreError> {
    let mut cancelled = Vec::new();
    for mut inside in stacks::tree(tx, stack, u64::MAX)?.into_iter().skip(1) {
        let is_cancellable = matches!(inside.action.as_str(), "CREATE" | "UPDATE");
        if is_cancellable && inside.traversal.is_some() {
            cancel(tx, &mut inside, now)?;
            cancelled.push(inside.row);
        }
    }
    Ok(cancelled)
}

/// Begins to go back to the previous template, or to an empty one if there was none.
pub(crate) fn begin_roll_back(
    tx: &Transaction<'_>,
    definitions: &Definitions,
    stack: &mut StackRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (template_id, definition) = if let Some(id) = stack.previous_template_id.take() {
        let template = templates::get(tx, id)?;
        (id, Some(definitions.get(stack, id, template)?))
    } else {
        let failed = templates::get(tx, stack.template_id)?;
        let definition = definitions.get(stack, stack.template_id, failed)?;
        let empty = TemplateRecord {
            document: definition.template().empty_like(),
            environment: Environment::default().stored(),
            files: value!({}),
            facade: Value::Null,
        };
        (templates::insert(tx, &empty)?, None)
    };
    let change = Change {
        action: "ROLLBACK",
        template_id,
        definition: definition.as_deref(),
        now,
    };
    begin(tx, stack, change)
}

/// Puts the stack to rest with its action, and the snapshot that it made with it.
fn end(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    status: &str,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let action = stack.action.clone();
    let traversal = stack.traversal.take();
    set_stack_state(tx, stack, (&action, status), reason, now)?;
    resources::purge_deleted(tx, stack.row)?;
    steps::clear(tx, stack.row)?;
    if let ("SNAPSHOT", Some(id)) = (action.as_str(), traversal)
        && let Some(mut snapshot) = snapshots::get(tx, &id)?
    {
        let template = templates::get(tx, stack.template_id)?;
        snapshot.data = document::document(stack, template, Value::Map(heat_spec::Map::new()));
        status.clone_into(&mut snapshot.status);
        snapshot.status_reason = Some(reason.to_owned());
        snapshots::update(tx, &snapshot)?;
    }
    Ok(())
}

/// What the reason of a check says at its end if there is a resource that cannot be checked.
fn suffix(context: &StepContext) -> &'static str {
    let is_partial = context.stack.action == "CHECK" && !can_be_checked(&context.definition);
    if is_partial {
        ". 'CHECK' not fully supported (see resources)"
    } else {
        ""
    }
}

fn can_be_checked(definition: &StackDefinition) -> bool {
    definition.resources().values().all(|resource| {
        resource
            .schema()
            .ok()
            .and_then(|schema| registry().get(&schema.name))
            .is_some_and(ResourceType::can_be_checked)
    })
}

fn current(
    tx: &Transaction<'_>,
    stack_row: i64,
    traversal: &str,
) -> Result<Option<StackRecord>, StoreError> {
    let stack = stacks::by_row(tx, stack_row)?;
    Ok(stack.filter(|stack| stack.traversal.as_deref() == Some(traversal)))
}
