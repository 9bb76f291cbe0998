//! What suspending, resuming, checking and keeping a resource have in common: the states before
//! and after.

use heat_spec::Value;
use rusqlite::Transaction;

use super::create_resource::set_state;
use super::step::{StepContext, StepError};
use super::transition::{STATE_CHANGED, set_resource_state};
use super::{Failure, states};
use crate::resources::{ResourceType, Work, registry, stored_properties};
use crate::store::resources::ResourceRecord;
use crate::store::{StoreError, steps};

/// The resource that a step is about, with its type.
pub(super) async fn subject(
    context: &StepContext,
    resource_id: i64,
    action: &str,
) -> Result<(&'static dyn ResourceType, ResourceRecord), StepError> {
    let Some(record) = context.record(resource_id).await? else {
        return Err(StepError::Superseded);
    };
    match registry().require(&record.resolved_type) {
        Ok(resource_type) => Ok((resource_type, record)),
        Err(failure) => Err(StepError::failed(action, &record.name, &failure)),
    }
}

/// Marks the action as begun, and gives what the type's function for it gets.
pub(super) async fn start(
    context: &StepContext,
    resource_type: &dyn ResourceType,
    mut record: ResourceRecord,
    action: &str,
) -> Result<Work, StepError> {
    let is_interrupted = record.is(action, "IN_PROGRESS");
    set_state(context, &mut record, (action, "IN_PROGRESS"), STATE_CHANGED).await?;
    let properties = stored_properties(resource_type, &record.definition);
    let mut work = context.work(record, properties);
    work.is_interrupted = is_interrupted;
    Ok(work)
}

/// What is stored together with the end of an action, if anything.
pub(super) type Also =
    Option<Box<dyn FnOnce(&Transaction<'_>, &ResourceRecord) -> Result<(), StoreError> + Send>>;

/// Marks the action as ended, and the step as done if it succeeded; `also` is done with that.
pub(super) async fn end(
    context: &StepContext,
    position: usize,
    (resource_type, work): (&dyn ResourceType, Work),
    (action, result): (&'static str, Result<(), Failure>),
    also: Also,
) -> Result<(), StepError> {
    let mut work = work;
    if let Err(failure) = result {
        let reason = failure.reason(&work.record.name);
        set_state(context, &mut work.record, (action, "FAILED"), &reason).await?;
        return Err(StepError::failed(action, &work.record.name, &failure));
    }
    // What the real thing is like may have changed with the action.
    if !work.record.attributes.is_null() {
        let attributes = states::attributes(context, resource_type, &work).await;
        work.record.attributes = Value::Map(attributes);
    }
    let record = work.record;
    settle(context, position, record, (action, STATE_CHANGED), also).await
}

/// Marks the action as complete and the step as done.
pub(super) async fn settle(
    context: &StepContext,
    position: usize,
    mut record: ResourceRecord,
    (action, reason): (&'static str, &str),
    also: Also,
) -> Result<(), StepError> {
    let now = context.app.clock.now();
    let (row, traversal) = (context.stack.row, context.traversal.clone());
    let reason = reason.to_owned();
    context
        .app
        .store
        .call(move |tx| {
            set_resource_state(tx, &mut record, (action, "COMPLETE"), &reason, now)?;
            if let Some(also) = also {
                also(tx, &record)?;
            }
            steps::finish(tx, row, &traversal, position)
        })
        .await
        .map_err(|error: StoreError| error.into())
}

/// A resource whose state does not allow the action.
pub(super) fn wrong_state(record: &ResourceRecord, action: &str) -> StepError {
    let (state, status) = (&record.action, &record.status);
    let verb = action.to_lowercase();
    let message = format!("State ('{state}', '{status}') invalid for {verb}");
    StepError::failed(action, &record.name, &Failure::new("Error", message))
}
