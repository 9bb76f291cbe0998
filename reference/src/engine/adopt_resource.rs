//! Adopting: a resource takes over a real thing that exists, in place of making one.

use heat_spec::Value;

use super::create_resource::{prepare, set_state};
use super::step::{StepContext, StepError};
use super::{Failure, states};
use crate::resources::Work;
use crate::store::resources::ResourceRecord;

/// Takes over what the exported stack, which the stack adopts, has of the resource's name.
pub(super) async fn adopt(
    context: &StepContext,
    position: usize,
    record: ResourceRecord,
) -> Result<(), StepError> {
    let (resource_type, mut work) = prepare(context, record, "ADOPT").await?;
    let exported = context.stack.adoption.get(work.record.name.as_str());
    if let Err(failure) = take(&mut work, exported.unwrap_or(&Value::Null)) {
        let reason = failure.reason(&work.record.name);
        set_state(context, &mut work.record, ("ADOPT", "FAILED"), &reason).await?;
        return Err(StepError::failed("ADOPT", &work.record.name, &failure));
    }
    states::settle(context, position, resource_type, &mut work, "ADOPT").await
}

/// The id, what the type keeps, and the metadata.
fn take(work: &mut Work, exported: &Value) -> Result<(), Failure> {
    let id = exported.get("resource_id").filter(|id| id.is_truthy());
    let id = id.ok_or_else(|| Failure::new("Exception", "Resource ID was not provided."))?;
    work.record.physical_resource_id = Some(id.python_str());
    if let (Value::Map(data), Some(Value::Map(more))) =
        (&mut work.record.data, exported.get("resource_data"))
    {
        data.extend(more.clone());
    }
    if let Some(metadata @ Value::Map(_)) = exported.get("metadata") {
        work.record.set_metadata(metadata.clone());
    }
    Ok(())
}
