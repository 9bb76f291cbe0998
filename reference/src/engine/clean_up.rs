//! The backward step: deletes a resource that the template does not want.

use super::create_resource::{ACTION_RETRY_LIMIT, pause, set_state};
use super::step::{StepContext, StepError};
use super::transition::STATE_CHANGED;
use super::{Failure, hook};
use crate::resources::{ResourceType, Work, registry, stored_properties};
use crate::store::resources::{self, ResourceRecord};

/// Deletes the resource unless it belongs to the current template.
pub(super) async fn clean_up(
    context: &StepContext,
    position: usize,
    resource_id: i64,
) -> Result<(), StepError> {
    let mut found = context.record(resource_id).await?;
    if let Some(record) = &mut found
        && hook::is_resumed(context, position, record).await?
    {
        return Ok(());
    }
    if let Some(record) = found
        && record.template_id != context.stack.template_id
        && !record.is("DELETE", "COMPLETE")
    {
        if record.action == "INIT" {
            context
                .app
                .store
                .call(move |tx| resources::remove(tx, resource_id))
                .await?;
        } else {
            delete_record(context, record).await?;
        }
    }
    context.finish(position).await
}

async fn delete_record(context: &StepContext, mut record: ResourceRecord) -> Result<(), StepError> {
    let replaced_by = record.replaced_by;
    // What was replaced, or is left over, is not held.
    let is_last = context.stack.action == "DELETE";
    if is_last && !record.is("DELETE", "IN_PROGRESS") {
        hook::hold(context, &mut record, ("DELETE", "pre-delete")).await?;
    }
    match registry().require(&record.resolved_type) {
        Ok(resource_type) => {
            let properties = stored_properties(resource_type, &record.definition);
            let mut work = context.work(record, properties);
            let is_retained = is_retained(context, &work.record);
            delete(context, &mut work, resource_type, is_retained).await?;
            if is_last {
                hook::hold(context, &mut work.record, ("DELETE", "post-delete")).await?;
            }
        }
        Err(failure) => {
            return Err(StepError::failed("DELETE", &record.name, &failure));
        }
    }
    // The replacement stands on its own from now on.
    let template_id = context.stack.template_id;
    context
        .app
        .store
        .call(move |tx| {
            let replacement = replaced_by
                .map(|id| resources::get(tx, id))
                .transpose()?
                .flatten();
            match replacement.filter(|replacement| replacement.template_id == template_id) {
                Some(mut replacement) => {
                    replacement.replaces = None;
                    resources::update(tx, &replacement)
                }
                None => Ok(()),
            }
        })
        .await
        .map_err(StepError::from)
}

/// Deletes the real thing, unless it is to be retained; again if something is in the way.
pub(super) async fn delete(
    context: &StepContext,
    work: &mut Work,
    resource_type: &dyn ResourceType,
    is_retained: bool,
) -> Result<(), StepError> {
    // Of what failed there is nothing worth keeping.
    let leaves_snapshot = has_policy(&work.record, "snapshot") && work.record.status != "FAILED";
    set_state(
        context,
        &mut work.record,
        ("DELETE", "IN_PROGRESS"),
        STATE_CHANGED,
    )
    .await?;
    if !is_retained
        && let Err(failure) = delete_real_thing(context, work, resource_type, leaves_snapshot).await
    {
        let reason = failure.reason(&work.record.name);
        set_state(context, &mut work.record, ("DELETE", "FAILED"), &reason).await?;
        return Err(StepError::failed("DELETE", &work.record.name, &failure));
    }
    set_state(
        context,
        &mut work.record,
        ("DELETE", "COMPLETE"),
        STATE_CHANGED,
    )
    .await
}

/// Whether the real thing is to outlive the resource: by its policy, because the stack is
/// abandoned, or because it was not the stack that made it.
fn is_retained(context: &StepContext, record: &ResourceRecord) -> bool {
    let stack = &context.stack;
    // What is inside is abandoned as well, which only that stack can do.
    let is_inside = registry()
        .get(&record.resolved_type)
        .is_some_and(|resource_type| resource_type.stack_type().is_some());
    if stack.is_abandoned && is_inside {
        return false;
    }
    if stack.is_abandoned || (stack.action == "ROLLBACK" && !stack.adoption.is_null()) {
        return true;
    }
    has_policy(record, "retain")
}

/// Whether that is the resource's deletion policy.
fn has_policy(record: &ResourceRecord, wanted: &str) -> bool {
    let policy = record.definition.get("deletion_policy");
    policy
        .and_then(heat_spec::Value::as_str)
        .is_some_and(|policy| policy.eq_ignore_ascii_case(wanted))
}

/// Deletes, and tries again while something is in the way.
async fn delete_real_thing(
    context: &StepContext,
    work: &mut Work,
    resource_type: &dyn ResourceType,
    leaves_snapshot: bool,
) -> Result<(), Failure> {
    if work.physical_id().is_none() {
        // The server may have ended before it stored the id.
        resource_type.find_unfinished(work).await?;
    }
    if leaves_snapshot && work.physical_id().is_some() {
        resource_type.snapshot(work).await?;
    }
    let mut n_failures = 0;
    loop {
        match resource_type.delete(work).await {
            Err(Failure::Conflict { .. }) if n_failures < ACTION_RETRY_LIMIT => n_failures += 1,
            result => return result,
        }
        context.app.clock.sleep(pause(n_failures)).await;
    }
}
