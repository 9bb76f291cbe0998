//! What the crate needs to know of resource types: the caller's registry.

use std::sync::Arc;

use heat_spec::{Fault, Value};

use crate::Files;
use crate::constraint::inquiry::Inquiry;
use crate::lent::Lent;
use crate::nested::child::{Nested, Purpose};
use crate::properties::Properties;
use crate::resource::definition::ResourceDefinition;
use crate::schema::resource::ResourceSchema;
use crate::stack::definition::StackDefinition;

/// The resource types of a service.
///
/// The methods with a body are the places where a service puts its own checks between those of
/// the template, in Heat's order; the defaults check nothing.
pub trait ResourceTypes {
    /// The schema of a type of the service, such as `OS::Heat::RandomString`.
    ///
    /// Names that the environment maps to others are not asked for.
    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>>;

    /// The names that the operator maps to others: `("OS::Quantum::*", "OS::Neutron::*")`.
    fn aliases(&self) -> &[(&str, &str)] {
        &[]
    }

    /// The time, and the source of chance, that the functions of a stack see.
    ///
    /// Asked once for each stack that is read.
    fn lent(&self) -> Lent {
        Lent::default()
    }

    /// How deep stacks may be inside of each other: 5, as upstream's default has it.
    fn max_depth(&self) -> usize {
        5
    }

    /// Which resources of a stack need which others although they do not refer to them: pairs of
    /// names, the one in need first.
    ///
    /// The dependencies that the stack has when this is asked are those that it says itself.
    fn hidden_dependencies(&self, _stack: &StackDefinition) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Refuses a resource whose service is not there. Asked before anything else of the resource
    /// is checked.
    fn check_available(&self, _resource: &ResourceDefinition) -> Result<(), Fault> {
        Ok(())
    }

    /// Whether the fault that a resource's service is not there is overlooked, and with it
    /// everything else about the resource.
    fn overlooks_unavailable(&self) -> bool {
        false
    }

    /// What the stack inside of a resource is made of, if the resource stands for one.
    ///
    /// Fails with what is wrong in the resource itself that keeps the stack from being made up.
    fn nested(
        &self,
        _stack: &StackDefinition,
        resource: &ResourceDefinition,
        properties: &Properties,
        _purpose: Purpose,
    ) -> Result<Option<Nested>, Fault> {
        Ok(resource.provider().map(|provider| Nested {
            template: provider.template().clone(),
            parameters: provider.parameters(properties),
            source: provider.schema().name.clone(),
            former_files: Files::new(),
            looks_up_types: false,
        }))
    }

    /// Checks that the resource from outside with this id exists; only the cloud knows that, so that
    /// it is asked of the inquiry.
    fn check_external(
        &self,
        _resource: &ResourceDefinition,
        _external_id: &Value,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        Ok(())
    }

    /// Checks that are particular to a type. Asked when the resource's properties are right.
    ///
    /// What only the cloud knows may be asked of the inquiry, like custom constraints.
    fn check_properties(
        &self,
        _resource: &ResourceDefinition,
        _properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        Ok(())
    }
}
