//! Which resource types a caller may use, and which can be made.

use heat_spec::{Fault, fault};
use heat_template::StackDefinition;

use super::call::Call;
use crate::resources::{documented, permission, registry};

/// Refuses a stack with a resource of a type that somebody may not use.
pub(super) fn check_types(call: &Call, stack: &StackDefinition) -> Result<(), Fault> {
    permission::check_stack(&call.identity.roles, &call.app.config.policy, stack)
}

/// Refuses a stack with a resource of a type that is documented but cannot be made yet.
pub(super) fn check_supported(stack: &StackDefinition) -> Result<(), Fault> {
    let mut resources = stack.resources().values();
    resources.try_for_each(|resource| {
        let name = &resource.schema()?.name;
        if documented::find(name).is_some() && registry().get(name).is_none() {
            return Err(fault::resource_type_not_supported_yet(name));
        }
        Ok(())
    })
}

/// Refuses a caller who may not use the type of that name.
pub(super) fn check_type(call: &Call, name: &str) -> Result<(), Fault> {
    permission::check(&call.identity.roles, &call.app.config.policy, name)
}
