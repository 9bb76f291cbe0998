//! `stacks.export`: everything about a stack in one document, from which it can be adopted again.

use heat_spec::{Fault, Value, fault, value};

use super::{Deleted, stack_of};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::engine::document;
use crate::store::resources::ResourceRecord;
use crate::store::stacks::StackRecord;
use crate::store::{StoreError, resources, templates};

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
    let (row, template_id) = (stack.row, stack.template_id);
    let (template, records) = call
        .app
        .store
        .call(move |tx| {
            let template = templates::get(tx, template_id)?;
            Ok::<_, StoreError>((template, resources::of_stack(tx, row)?))
        })
        .await?;
    let resources: Value = records
        .iter()
        .filter(|record| record.replaced_by.is_none() && !record.is("DELETE", "COMPLETE"))
        .map(|record| (record.name.as_str(), resource(record)))
        .collect();
    Ok(document(&stack, template, resources))
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
        "resource_data": record.data.clone()
    })
}
