//! The step that suspends a resource.

use super::in_place::{end, start, subject, wrong_state};
use super::step::{StepContext, StepError};
use crate::store::resources::ResourceRecord;

const SUSPEND: &str = "SUSPEND";

/// Suspends the resource.
pub(super) async fn suspend(
    context: &StepContext,
    position: usize,
    resource_id: i64,
) -> Result<(), StepError> {
    let (resource_type, record) = subject(context, resource_id, SUSPEND).await?;
    check_state(&record)?;
    let mut work = start(context, resource_type, record, SUSPEND).await?;
    let result = resource_type.suspend(&mut work).await;
    end(
        context,
        position,
        (resource_type, work),
        (SUSPEND, result),
        None,
    )
    .await
}

/// Refuses a resource that is not whole, unless it is so because of a suspension.
pub(super) fn check_state(record: &ResourceRecord) -> Result<(), StepError> {
    let is_right = match record.action.as_str() {
        "DELETE" => false,
        SUSPEND => true,
        _ => record.status == "COMPLETE",
    };
    if is_right {
        Ok(())
    } else {
        Err(wrong_state(record, SUSPEND))
    }
}
