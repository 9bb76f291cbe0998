//! Resources from outside (`external_id`): adopted and checked, never changed and never deleted.

use heat_spec::Value;
use heat_template::{FrozenDefinition, Properties};

use super::create_resource::set_state;
use super::observation::{self, Observation};
use super::step::{StepContext, StepError};
use super::transition::STATE_CHANGED;
use super::{Failure, states};
use crate::resources::{ResourceType, Work, registry};
use crate::store::resources::ResourceRecord;

/// The definition that the template gives the resource now, if that makes it one from outside.
pub(super) fn definition(context: &StepContext, name: &str) -> Option<FrozenDefinition> {
    let resource = context.definition.resources().get(name)?;
    if !resource.is_external() {
        return None;
    }
    // What cannot be evaluated fails where every resource's definition is evaluated.
    let frozen = context.definition.frozen(name, &context.states).ok()?;
    (!frozen.external_id.is_null()).then_some(frozen)
}

/// Takes the real thing over and looks whether it is there.
pub(super) async fn adopt(
    context: &StepContext,
    position: usize,
    mut record: ResourceRecord,
    frozen: &FrozenDefinition,
) -> Result<(), StepError> {
    let name = record.name.clone();
    let schema = context.definition.resources().get(&name);
    let schema = schema.and_then(|resource| resource.schema().ok());
    let Some(schema) = schema else {
        return Err(StepError::Superseded);
    };
    let resource_type = match registry().require(&schema.name) {
        Ok(resource_type) => resource_type,
        Err(failure) => return Err(StepError::failed("ADOPT", &name, &failure)),
    };
    resource_type.name().clone_into(&mut record.resolved_type);
    frozen.resource_type.clone_into(&mut record.resource_type);
    record.template_id = context.stack.template_id;
    record.definition = frozen.to_value();
    record.set_metadata(frozen.metadata.clone());
    let properties = Properties::stored(schema, &frozen.given_properties());
    let mut work = context.work(record, properties);
    for (action, status) in [
        ("ADOPT", "IN_PROGRESS"),
        ("ADOPT", "COMPLETE"),
        ("CHECK", "IN_PROGRESS"),
    ] {
        set_state(context, &mut work.record, (action, status), STATE_CHANGED).await?;
        work.record.physical_resource_id = Some(frozen.external_id.python_str());
    }
    match check(resource_type, &mut work).await {
        Ok(reason) => {
            set_state(context, &mut work.record, ("CHECK", "COMPLETE"), &reason).await?;
        }
        Err(failure) => {
            let reason = failure.reason(&name);
            set_state(context, &mut work.record, ("CHECK", "FAILED"), &reason).await?;
            return Err(StepError::failed("CHECK", &name, &failure));
        }
    }
    states::settle_unchanged(context, position, resource_type, &mut work).await
}

/// Looks whether the real thing is there; the reason to be complete.
async fn check(resource_type: &dyn ResourceType, work: &mut Work) -> Result<String, Failure> {
    if resource_type.can_be_checked() {
        resource_type.check(work).await?;
        return Ok(STATE_CHANGED.to_owned());
    }
    let declared = &work.record.resource_type;
    match observation::observe(resource_type, work).await {
        Observation::Gone => Err(Failure::new("NotFound", format!("{declared} is not there"))),
        Observation::Unknown => Ok(format!("CHECK not supported for {declared}")),
        Observation::Seen(_) => Ok(STATE_CHANGED.to_owned()),
    }
}

/// Leaves a resource from outside as it is; refuses to make one of it or another one of it.
pub(super) async fn update(
    context: &StepContext,
    position: usize,
    mut record: ResourceRecord,
    after: Option<&FrozenDefinition>,
) -> Result<(), StepError> {
    let before = FrozenDefinition::from_value(&record.definition).external_id;
    let wanted = after.map_or(&Value::Null, |frozen| &frozen.external_id);
    if before != *wanted {
        let feature = format!(
            "Update to property external_id of {} ({})",
            record.name, record.resource_type
        );
        let failure = heat_spec::fault::not_supported(feature).into();
        return Err(StepError::failed("UPDATE", &record.name, &failure));
    }
    let resource_type = match registry().require(&record.resolved_type) {
        Ok(resource_type) => resource_type,
        Err(failure) => return Err(StepError::failed("UPDATE", &record.name, &failure)),
    };
    record.template_id = context.stack.template_id;
    let mut work = context.work(record, Properties::default());
    states::settle_unchanged(context, position, resource_type, &mut work).await
}

/// Whether a resource is from outside, or is to be.
pub(super) fn is_concerned(record: &ResourceRecord, after: Option<&FrozenDefinition>) -> bool {
    let before = FrozenDefinition::from_value(&record.definition).external_id;
    !before.is_null() || after.is_some()
}
