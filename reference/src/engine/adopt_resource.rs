//! Adopting: a resource takes over a real thing that exists, in place of making one.

use heat_spec::Value;

use super::create_resource::{prepare, set_state};
use super::step::{StepContext, StepError};
use super::{Failure, states};
use crate::resources::{ResourceType, Work, uninterrupted};
use crate::store::resources::ResourceRecord;

/// Takes over what the exported stack, which the stack adopts, has of the resource's name.
pub(super) async fn adopt(
    context: &StepContext,
    position: usize,
    record: ResourceRecord,
) -> Result<(), StepError> {
    let (resource_type, mut work) = prepare(context, record, "ADOPT").await?;
    let exported = context.stack.adoption.get(work.record.name.as_str());
    let exported = exported.unwrap_or(&Value::Null);
    if let Err(failure) = take_over(resource_type, &mut work, exported).await {
        let reason = failure.reason(&work.record.name);
        set_state(context, &mut work.record, ("ADOPT", "FAILED"), &reason).await?;
        return Err(StepError::failed("ADOPT", &work.record.name, &failure));
    }
    states::settle(context, position, resource_type, &mut work, "ADOPT").await
}

async fn take_over(
    resource_type: &dyn ResourceType,
    work: &mut Work,
    exported: &Value,
) -> Result<(), Failure> {
    uninterrupted(resource_type.adopt(work, exported)).await?;
    resource_type.wait_adopted(work).await
}
