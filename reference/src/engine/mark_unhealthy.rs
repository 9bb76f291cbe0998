//! Marking a resource as unhealthy, so that the next update replaces it.

use heat_spec::{Fault, fault};
use heat_template::StackDefinition;
use jiff::Timestamp;
use rusqlite::Transaction;

use super::plan::best_existing;
use super::transition::set_resource_state;
use crate::resources::registry;
use crate::store::StoreError;
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::StackRecord;

/// Marks the resource of that name or physical id as unhealthy, or takes the mark away.
///
/// Fails with `resource_not_found`, `physical_id_ambiguous`, `action_in_progress` while something
/// is being done with the resource, or `bad_request` if a reason is needed and there is none.
pub(crate) fn mark_unhealthy(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    definition: &StackDefinition,
    name: &str,
    (is_unhealthy, reason): (bool, Option<&str>),
    now: Timestamp,
) -> Result<Result<(), Fault>, StoreError> {
    let mut record = match find(tx, stack, definition, name)? {
        Ok(record) => record,
        Err(fault) => return Ok(Err(fault)),
    };
    if record.status == "IN_PROGRESS" {
        return Ok(Err(fault::action_in_progress(&stack.name, &stack.action)));
    }
    let state = match is_unhealthy {
        true if record.action != "DELETE" => ("CHECK", "FAILED"),
        false if record.is("CHECK", "FAILED") => ("CHECK", "COMPLETE"),
        _ => return Ok(Ok(())),
    };
    let Some(reason) = reason else {
        return Ok(Err(fault::bad_request()));
    };
    set_resource_state(tx, &mut record, state, reason, now)?;
    Ok(Ok(()))
}

/// The stack's resource of that name; if there is none, the one whose real thing is called so.
fn find(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    definition: &StackDefinition,
    name: &str,
) -> Result<Result<ResourceRecord, Fault>, StoreError> {
    let existing = resources::of_stack(tx, stack.row)?;
    let current = |name: &str| {
        let (template_id, previous) = (stack.template_id, stack.previous_template_id);
        best_existing(&existing, name, template_id, previous)
    };
    let not_found = || fault::resource_not_found(name, &stack.name);
    if definition.resources().contains_key(name) {
        return Ok(current(name).cloned().ok_or_else(not_found));
    }
    let wanted: Vec<&ResourceRecord> = definition
        .resources()
        .keys()
        .filter_map(|name| current(name))
        .collect();
    let of_physical_id: Vec<&ResourceRecord> = wanted
        .iter()
        .copied()
        .filter(|record| record.physical_resource_id.as_deref() == Some(name))
        .collect();
    Ok(match of_physical_id.as_slice() {
        [record] => Ok((*record).clone()),
        [] => wanted
            .into_iter()
            .find(|record| is_called(record, name))
            .cloned()
            .ok_or_else(not_found),
        _ => Err(fault::physical_id_ambiguous(name)),
    })
}

/// Whether that is what other resources get for a resource that is whole, as upstream has it.
fn is_called(record: &ResourceRecord, name: &str) -> bool {
    let is_whole = matches!(
        (record.action.as_str(), record.status.as_str()),
        ("CREATE" | "RESUME" | "UPDATE", "IN_PROGRESS" | "COMPLETE") | ("CHECK", "COMPLETE")
    );
    is_whole
        && registry()
            .get(&record.resolved_type)
            .is_some_and(|resource_type| resource_type.reference_id(record).as_str() == Some(name))
}
