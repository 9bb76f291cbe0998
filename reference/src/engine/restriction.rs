//! Actions that the environment forbids for single resources (`restricted_actions`).

use super::Failure;
use super::step::{StepContext, StepError};
use super::transition::add_resource_event;
use crate::store::StoreError;
use crate::store::resources::ResourceRecord;

/// Refuses `update` or `replace` where the environment forbids it.
///
/// Only an event tells of that: the resource keeps its state.
pub(super) async fn check(
    context: &StepContext,
    record: &ResourceRecord,
    action: &str,
) -> Result<(), StepError> {
    let environment = context.definition.environment();
    let restricted = environment.restricted_actions(&record.name);
    if !restricted.iter().any(|restricted| restricted == action) {
        return Ok(());
    }
    let message = format!("{action} is restricted for resource.");
    let failure = Failure::new("ResourceActionRestricted", message.as_str());
    let error = StepError::failed("UPDATE", &record.name, &failure);
    let (record, now) = (record.clone(), context.app.clock.now());
    context
        .app
        .store
        .call(move |tx| {
            add_resource_event(tx, &record, ("UPDATE", "FAILED"), &message, now)?;
            Ok::<_, StoreError>(())
        })
        .await?;
    Err(error)
}
