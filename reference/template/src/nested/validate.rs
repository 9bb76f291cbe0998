//! Validation of the stacks inside of a stack, along with it.

use heat_spec::{Fault, fault};

use super::child::{Nested, Purpose};
use crate::constraint::inquiry::Inquiry;
use crate::properties::Properties;
use crate::resource::definition::ResourceDefinition;
use crate::stack::definition::StackDefinition;
use crate::stack::validate::Strictness;
use crate::types::ResourceTypes;

/// Validates the stack inside of a resource, if there is one.
pub(crate) fn validate(
    stack: &StackDefinition,
    resource: &ResourceDefinition,
    properties: &Properties,
    types: &dyn ResourceTypes,
    inquiry: &Inquiry<'_>,
) -> Result<(), Fault> {
    let Some(nested) = types.nested(stack, resource, properties, Purpose::Validation)? else {
        return Ok(());
    };
    let (source, looks_up_types) = (nested.source.clone(), nested.looks_up_types);
    inside(stack, resource, nested, types, inquiry).map_err(|fault| {
        if looks_up_types && fault.id == "resource_type_unknown" && fault.path.is_empty() {
            return fault;
        }
        stack.fault_inside(&resource.name, &source, fault)
    })
}

fn inside(
    stack: &StackDefinition,
    resource: &ResourceDefinition,
    nested: Nested,
    types: &dyn ResourceTypes,
    inquiry: &Inquiry<'_>,
) -> Result<(), Fault> {
    let max_depth = types.max_depth();
    if stack.depth() >= max_depth {
        return Err(fault::request_limit_exceeded(format_args!(
            "Recursion depth exceeds {max_depth}."
        )));
    }
    inquiry.spend(nested.template.resource_count())?;
    let identity = stack.child_identity(&resource.name);
    let child = stack.child(resource, nested, identity, types)?;
    child.template().check_sections()?;
    child.validate_with(Strictness::TemplateOnly, types, inquiry)
}
