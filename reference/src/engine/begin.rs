//! The start of an action: what is wanted, and the steps to it, stored in one transaction.

use std::collections::HashMap;

use heat_template::StackDefinition;
use jiff::Timestamp;
use rusqlite::Transaction;

use super::plan::{Wanted, best_existing, plan};
use super::transition::set_stack_state;
use crate::store::StoreError;
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::StackRecord;
use crate::store::steps;

/// What an action changes on a stack before its steps begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change<'a> {
    /// The action: `CREATE`, `UPDATE`, `ROLLBACK`.
    pub(crate) action: &'a str,
    /// The stored template that the stack is to be brought in line with.
    pub(crate) template_id: i64,
    /// The same, parsed; none for a template without resources.
    pub(crate) definition: Option<&'a StackDefinition>,
    /// When.
    pub(crate) now: Timestamp,
}

/// Sets the stack in progress towards a template and stores the steps.
///
/// Every resource that the template wants and that does not exist is stored, so that it is listed
/// before anything is done with it.
pub(crate) fn begin(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    change: Change<'_>,
) -> Result<(), StoreError> {
    if !matches!(change.action, "CREATE" | "ADOPT" | "ROLLBACK") {
        stack.previous_template_id = Some(stack.template_id);
    }
    if change.action != "CREATE" {
        stack.updated_at = Some(change.now);
    }
    if !matches!(change.action, "ADOPT" | "ROLLBACK") {
        stack.adoption = heat_spec::Value::Null;
    }
    stack.template_id = change.template_id;
    stack.started_at = change.now;
    let traversal = uuid::Uuid::new_v4().to_string();
    stack.traversal = Some(traversal.clone());
    let reason = format!("Stack {} started", change.action);
    set_stack_state(
        tx,
        stack,
        (change.action, "IN_PROGRESS"),
        &reason,
        change.now,
    )?;

    let existing = resources::of_stack(tx, stack.row)?;
    let wanted = store_wanted(tx, stack, &existing, change)?;
    steps::replace(tx, stack.row, &traversal, &plan(&wanted, &existing))
}

/// Begins a delete: the same towards a template without resources.
///
/// An action that is under way is cancelled first; the caller tells the worker to abort what runs.
pub(crate) fn begin_delete(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    template_id: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    if stack.is_in_progress() {
        let action = stack.action.clone();
        let reason = format!("Stack {action} cancelled");
        set_stack_state(tx, stack, (&action, "FAILED"), &reason, now)?;
    }
    begin(
        tx,
        stack,
        Change {
            action: "DELETE",
            template_id,
            definition: None,
            now,
        },
    )
}

fn store_wanted(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    existing: &[ResourceRecord],
    change: Change<'_>,
) -> Result<Vec<Wanted>, StoreError> {
    let Some(definition) = change.definition else {
        return Ok(Vec::new());
    };
    let dependencies = definition.dependencies().map_err(StoreError::Template)?;
    let mut ids: HashMap<&str, i64> = HashMap::new();
    // Dependants first, which is the order that resource lists show.
    for name in dependencies.order().iter().rev() {
        let found = best_existing(
            existing,
            name,
            stack.template_id,
            stack.previous_template_id,
        );
        let id = if let Some(resource) = found {
            resource.id
        } else {
            let resource = definition.resources().get(name);
            let declared = resource.map_or("", |resource| &resource.declared_type);
            let schema = resource.and_then(|resource| resource.schema().ok());
            let types = (declared, schema.map_or("", |schema| &schema.name));
            let record =
                ResourceRecord::new(stack.row, name, types, change.template_id, change.now);
            resources::insert(tx, &record)?
        };
        ids.insert(name.as_str(), id);
    }
    Ok(dependencies
        .order()
        .iter()
        .map(|name| Wanted {
            resource_id: ids.get(name.as_str()).copied().unwrap_or_default(),
            requires: dependencies
                .requires(name)
                .filter_map(|required| ids.get(required).copied())
                .collect(),
        })
        .collect())
}
