//! The forward step: brings a resource in line with the template.

use super::step::{StepContext, StepError};
use super::{adopt_resource, create_resource, external_resource, hook, update_resource};
use crate::store::resources::ResourceRecord;

/// Creates, adopts, updates or replaces a resource as the template wants it.
pub(super) async fn converge(
    context: &StepContext,
    position: usize,
    resource_id: i64,
) -> Result<(), StepError> {
    let Some(mut record) = current_record(context, resource_id).await? else {
        return Err(StepError::Superseded);
    };
    if hook::is_resumed(context, position, &mut record).await? {
        return Ok(());
    }
    let external = external_resource::definition(context, &record.name);
    let is_new = record.action == "INIT"
        || (record.status == "IN_PROGRESS" && matches!(record.action.as_str(), "ADOPT" | "CREATE"));
    let is_taken = record.is("ADOPT", "COMPLETE") || record.is("CHECK", "IN_PROGRESS");
    if let Some(external) = external.as_ref().filter(|_| is_new || is_taken) {
        external_resource::adopt(context, position, record, external).await
    } else if is_new && context.stack.action == "ADOPT" {
        adopt_resource::adopt(context, position, record).await
    } else if is_new {
        create_resource::create(context, position, record).await
    } else if external_resource::is_concerned(&record, external.as_ref()) {
        external_resource::update(context, position, record, external.as_ref()).await
    } else {
        Box::pin(update_resource::update(context, position, record)).await
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
