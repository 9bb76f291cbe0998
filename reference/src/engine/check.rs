//! The step that looks whether a resource is as it should be.

use super::Failure;
use super::create_resource::set_state;
use super::in_place::{end, settle, start, subject};
use super::step::{StepContext, StepError};
use crate::store::resources::ResourceRecord;

const CHECK: &str = "CHECK";

/// Checks the resource, or says that its type has no check.
pub(super) async fn check(
    context: &StepContext,
    position: usize,
    resource_id: i64,
) -> Result<(), StepError> {
    let (resource_type, record) = subject(context, resource_id, CHECK).await?;
    let is_made = !record.is("INIT", "COMPLETE");
    match (resource_type.can_be_checked(), is_made) {
        (true, true) => {
            let mut work = start(context, resource_type, record, CHECK).await?;
            let result = resource_type.check(&mut work).await;
            end(
                context,
                position,
                (resource_type, work),
                (CHECK, result),
                None,
            )
            .await
        }
        (true, false) => refuse(context, record).await,
        (false, true) => {
            let reason = format!("CHECK not supported for {}", record.resource_type);
            settle(context, position, record, (CHECK, &reason), None).await
        }
        // Nothing is known of it, and nothing can be found out.
        (false, false) => context.finish(position).await,
    }
}

/// Fails a resource that was never made.
async fn refuse(context: &StepContext, mut record: ResourceRecord) -> Result<(), StepError> {
    let name = record.name.clone();
    let reason = format!("Can not check {name}, resource not created yet.");
    set_state(context, &mut record, (CHECK, "FAILED"), &reason).await?;
    let failure = Failure::new("Exception", format!("Resource {name} not created yet."));
    Err(StepError::failed(CHECK, &name, &failure))
}
