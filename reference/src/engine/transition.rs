//! Changes of state, each with its event.

use jiff::Timestamp;
use rusqlite::Transaction;

use super::physical_name::physical_name;
use crate::resources::registry;
use crate::store::StoreError;
use crate::store::events::{self, EventRecord};
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::{self, StackRecord};

/// What a resource's status reason says unless there is a better one.
pub(super) const STATE_CHANGED: &str = "state changed";

/// Writes a stack with a new state and the event that says so.
///
/// A stack has an event for every state that is set, even if it is the one that it had.
pub(super) fn set_stack_state(
    tx: &Transaction<'_>,
    stack: &mut StackRecord,
    (action, status): (&str, &str),
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    action.clone_into(&mut stack.action);
    status.clone_into(&mut stack.status);
    reason.clone_into(&mut stack.status_reason);
    stacks::update(tx, stack)?;
    add_stack_event(tx, stack, (action, status), reason, now)
}

/// Adds an event of a stack without a change of its state.
pub(super) fn add_stack_event(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    (action, status): (&str, &str),
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    events::insert(
        tx,
        stack.row,
        &EventRecord {
            stack_row: stack.row,
            id: uuid::Uuid::new_v4().to_string(),
            created_at: now,
            resource_name: stack.name.clone(),
            resource_type: "OS::Heat::Stack".to_owned(),
            physical_resource_id: Some(stack.id.clone()),
            action: action.to_owned(),
            status: status.to_owned(),
            status_reason: reason.to_owned(),
            property_data_id: None,
        },
    )
}

/// Writes a resource with a new state, and an event if the state is another than it had.
pub(super) fn set_resource_state(
    tx: &Transaction<'_>,
    resource: &mut ResourceRecord,
    (action, status): (&str, &str),
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let is_new = !resource.is(action, status);
    action.clone_into(&mut resource.action);
    status.clone_into(&mut resource.status);
    reason.clone_into(&mut resource.status_reason);
    if action == "UPDATE" {
        resource.updated_at = now;
    }
    resource.store_properties(tx)?;
    resources::update(tx, resource)?;
    resource.metadata_stored();
    if is_new {
        add_resource_event(tx, resource, (action, status), reason, now)?;
    }
    Ok(())
}

/// Adds an event of a resource without a change of its state.
pub(super) fn add_resource_event(
    tx: &Transaction<'_>,
    resource: &ResourceRecord,
    state: (&str, &str),
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let physical_id = physical_id(tx, resource)?;
    add_event(tx, resource, physical_id, (state, reason), now)
}

/// Tells of a hook, with the id of the real thing alone, as there may be none yet.
pub(super) fn add_hook_event(
    tx: &Transaction<'_>,
    resource: &ResourceRecord,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let state = (resource.action.as_str(), resource.status.as_str());
    let physical_id = resource.physical_resource_id.clone();
    add_event(tx, resource, physical_id, (state, reason), now)
}

fn add_event(
    tx: &Transaction<'_>,
    resource: &ResourceRecord,
    physical_resource_id: Option<String>,
    ((action, status), reason): ((&str, &str), &str),
    now: Timestamp,
) -> Result<(), StoreError> {
    events::insert(
        tx,
        resource.stack_row,
        &EventRecord {
            stack_row: resource.stack_row,
            id: uuid::Uuid::new_v4().to_string(),
            created_at: now,
            resource_name: resource.name.clone(),
            resource_type: resource.resource_type.clone(),
            physical_resource_id,
            action: action.to_owned(),
            status: status.to_owned(),
            status_reason: reason.to_owned(),
            property_data_id: resource.property_data_id,
        },
    )
}

/// What an event calls the real thing: by its id or, until it has one, by its physical name.
fn physical_id(
    tx: &Transaction<'_>,
    resource: &ResourceRecord,
) -> Result<Option<String>, StoreError> {
    if resource.physical_resource_id.is_some() {
        return Ok(resource.physical_resource_id.clone());
    }
    let (Some(stack_name), Some(resource_type)) = (
        stacks::name(tx, resource.stack_row)?,
        registry().get(&resource.resolved_type),
    ) else {
        return Ok(None);
    };
    Ok(Some(physical_name(
        &stack_name,
        &resource.name,
        &resource.uuid,
        resource_type.physical_name_limit(),
    )))
}
