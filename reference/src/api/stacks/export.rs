//! `stacks.export`: everything about a stack in one document, from which it can be adopted again.

use heat_spec::{Fault, Key, Map, Value, fault, value};
use rusqlite::Transaction;

use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::engine::document;
use crate::resources::registry;
use crate::store::resources::ResourceRecord;
use crate::store::stacks::StackRecord;
use crate::store::{StoreError, resources, stacks, templates};

/// Exports a stack.
pub(in crate::api) async fn export(call: Call) -> Answer {
    check_enabled(&call)?;
    let stack = stack_of(&call, Deleted::Refused).await?;
    Ok(Reply::ok(exported(&call, stack).await?))
}

/// Refuses what the configuration does not allow.
pub(super) fn check_enabled(call: &Call) -> Result<(), Fault> {
    if call.app.config.enable_stack_abandon {
        Ok(())
    } else {
        Err(fault::not_supported("Stack Abandon"))
    }
}

/// The document of a stack.
pub(super) async fn exported(call: &Call, stack: StackRecord) -> Result<Value, Refusal> {
    let store = &call.app.store;
    Ok(store.call(move |tx| whole(tx, &stack)).await?)
}

/// A stack with what is in it; one inside of it stands in the place of the resource that it is.
fn whole(tx: &Transaction<'_>, stack: &StackRecord) -> Result<Value, StoreError> {
    let template = templates::get(tx, stack.template_id)?;
    let mut shown = Map::new();
    for record in resources::of_stack(tx, stack.row)? {
        if record.replaced_by.is_some() || record.is("DELETE", "COMPLETE") {
            continue;
        }
        let view = match (is_stack(&record), &record.physical_resource_id) {
            (false, _) => resource(&record),
            (true, None) => Value::Map(Map::new()),
            (true, Some(id)) => match stacks::by_id(tx, None, id)? {
                Some(inside) => whole(tx, &inside)?,
                None => Value::Map(Map::new()),
            },
        };
        shown.insert(Key::from(record.name), view);
    }
    Ok(document(stack, template, Value::Map(shown)))
}

/// Whether a resource is a stack inside of its stack.
fn is_stack(record: &ResourceRecord) -> bool {
    let resource_type = registry().get(&record.resolved_type);
    resource_type.is_some_and(|resource_type| resource_type.stack_type().is_some())
}

fn resource(record: &ResourceRecord) -> Value {
    let metadata = record.metadata.as_map().cloned().unwrap_or_default();
    value!({
        "name": &record.name,
        "resource_id": record.physical_resource_id.as_deref(),
        "type": &record.resource_type,
        "action": &record.action,
        "status": &record.status,
        "metadata": Value::Map(metadata),
        "resource_data": record.shown_data()
    })
}
