//! The step that resumes a resource.

use super::in_place::{end, start, subject, wrong_state};
use super::step::{StepContext, StepError};
use crate::store::resources::ResourceRecord;

const RESUME: &str = "RESUME";

/// Resumes the resource, or goes on with that after a restart.
pub(super) async fn resume(
    context: &StepContext,
    position: usize,
    resource_id: i64,
) -> Result<(), StepError> {
    let (resource_type, record) = subject(context, resource_id, RESUME).await?;
    if !record.is(RESUME, "IN_PROGRESS") {
        check_state(&record)?;
    }
    let mut work = start(context, resource_type, record, RESUME).await?;
    let result = resource_type.resume(&mut work).await;
    end(
        context,
        position,
        (resource_type, work),
        (RESUME, result),
        None,
    )
    .await
}

/// Refuses a resource that was not suspended.
pub(super) fn check_state(record: &ResourceRecord) -> Result<(), StepError> {
    let state = (record.action.as_str(), record.status.as_str());
    match state {
        ("SUSPEND", "COMPLETE") | (RESUME, "COMPLETE" | "FAILED") => Ok(()),
        _ => Err(wrong_state(record, RESUME)),
    }
}
