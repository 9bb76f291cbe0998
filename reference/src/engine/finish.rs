//! The end of an action: complete, failed, or failed and rolled back.

use rusqlite::Transaction;

use super::begin::{Change, begin};
use super::transition::set_stack_state;
use crate::app::App;
use crate::store::stacks::{self, StackRecord};
use crate::store::templates::TemplateRecord;
use crate::store::{StoreError, resources, steps, templates};

/// Marks the stack's action complete, if the traversal is still the current one.
pub(super) async fn complete(app: &App, stack_row: i64, traversal: &str) -> Result<(), StoreError> {
    let now = app.clock.now();
    let traversal = traversal.to_owned();
    app.store
        .call(move |tx| {
            let Some(mut stack) = current(tx, stack_row, &traversal)? else {
                return Ok(());
            };
            let action = stack.action.clone();
            stack.traversal = None;
            let previous = stack.previous_template_id.take();
            if action == "DELETE" {
                stack.deleted_at = Some(now);
            }
            let reason = format!("Stack {action} completed successfully");
            set_stack_state(tx, &mut stack, (&action, "COMPLETE"), &reason, now)?;
            resources::purge_deleted(tx, stack_row)?;
            steps::clear(tx, stack_row)?;
            previous.map_or(Ok(()), |id| templates::remove_unused(tx, id))
        })
        .await
}

/// Marks the stack's action failed, if the traversal is still the current one, and begins to roll
/// back where that is wanted.
pub(super) async fn fail(
    app: &App,
    stack: &StackRecord,
    traversal: &str,
    reason: &str,
) -> Result<(), StoreError> {
    let now = app.clock.now();
    let stack_row = stack.row;
    let target = roll_back_target(app, stack).await?;
    let (traversal, reason) = (traversal.to_owned(), reason.to_owned());
    app.store
        .call(move |tx| {
            let Some(mut stack) = current(tx, stack_row, &traversal)? else {
                return Ok(());
            };
            let action = stack.action.clone();
            stack.traversal = None;
            set_stack_state(tx, &mut stack, (&action, "FAILED"), &reason, now)?;
            resources::purge_deleted(tx, stack_row)?;
            steps::clear(tx, stack_row)?;
            let Some(target) = target else { return Ok(()) };
            let failed_template_id = stack.template_id;
            stack.previous_template_id = None;
            let template_id = match target.template_id {
                Some(id) => id,
                None => templates::insert(tx, &target.template)?,
            };
            let definition = target.definition.as_deref();
            let change = Change {
                action: "ROLLBACK",
                template_id,
                definition,
                now,
            };
            begin(tx, &mut stack, change)?;
            templates::remove_unused(tx, failed_template_id)
        })
        .await
}

/// What a failed stack goes back to.
struct RollBackTarget {
    template_id: Option<i64>,
    template: TemplateRecord,
    definition: Option<std::sync::Arc<heat_template::StackDefinition>>,
}

/// The previous template, or an empty one after a failed create; none if nothing is rolled back.
async fn roll_back_target(
    app: &App,
    stack: &StackRecord,
) -> Result<Option<RollBackTarget>, StoreError> {
    if stack.disable_rollback || !matches!(stack.action.as_str(), "CREATE" | "ADOPT" | "UPDATE") {
        return Ok(None);
    }
    let (current_id, previous_id) = (stack.template_id, stack.previous_template_id);
    let template = app
        .store
        .call(move |tx| templates::get(tx, previous_id.unwrap_or(current_id)))
        .await?;
    Ok(Some(match previous_id {
        Some(template_id) => {
            let definition = app.definitions.get(stack, template_id, template.clone())?;
            RollBackTarget {
                template_id: Some(template_id),
                template,
                definition: Some(definition),
            }
        }
        None => RollBackTarget {
            template_id: None,
            template: TemplateRecord {
                document: app
                    .definitions
                    .get(stack, current_id, template)?
                    .template()
                    .empty_like(),
                environment: heat_spec::value!({}),
                files: heat_spec::value!({}),
            },
            definition: None,
        },
    }))
}

fn current(
    tx: &Transaction<'_>,
    stack_row: i64,
    traversal: &str,
) -> Result<Option<StackRecord>, StoreError> {
    let stack = stacks::by_row(tx, stack_row)?;
    Ok(stack.filter(|stack| stack.traversal.as_deref() == Some(traversal)))
}
