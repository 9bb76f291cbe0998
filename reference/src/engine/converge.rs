//! The forward step: brings a resource in line with the template.

use super::step::{StepContext, StepError};
use super::{create_resource, update_resource};
use crate::store::resources::ResourceRecord;

/// Creates, updates or replaces a resource as the template wants it.
pub(super) async fn converge(
    context: &StepContext,
    position: usize,
    resource_id: i64,
) -> Result<(), StepError> {
    let Some(record) = current_record(context, resource_id).await? else {
        return Err(StepError::Superseded);
    };
    if record.action == "INIT" || record.is("CREATE", "IN_PROGRESS") {
        create_resource::create(context, position, record).await
    } else {
        update_resource::update(context, position, record).await
    }
}

/// The record that the step is about: the replacement, if one was begun for this template.
async fn current_record(
    context: &StepContext,
    resource_id: i64,
) -> Result<Option<ResourceRecord>, StepError> {
    let Some(record) = context.record(resource_id).await? else {
        return Ok(None);
    };
    if let Some(replacement_id) = record.replaced_by
        && let Some(replacement) = context.record(replacement_id).await?
        && replacement.replaces == Some(record.id)
        && replacement.template_id == context.stack.template_id
        && record.template_id != context.stack.template_id
    {
        return Ok(Some(replacement));
    }
    Ok(Some(record))
}
