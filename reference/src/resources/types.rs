//! The resource types as they are offered to a request: all of the registry's, of which those
//! whose service the cloud has can be used.

use std::sync::Arc;

use heat_spec::{Fault, Value, fault};
use heat_template::{
    Answer, Inquiry, Lent, Nested, Properties, Purpose, ResourceDefinition, ResourceSchema,
    ResourceTypes, StackDefinition,
};

use super::availability::what_is_missing;
use super::documented;
use super::registry::registry;
use crate::cloud::client::Client;
use crate::config::Limits;

/// The word of the question whether there is a thing of an id.
pub(crate) const EXTERNAL: &str = "external";

/// The types, the cloud that decides which of them are there, and how deep stacks may be nested.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Types<'a> {
    cloud: &'a Client,
    limits: &'a Limits,
    overlooks_unavailable: bool,
}

impl<'a> Types<'a> {
    /// The types that this cloud has the services for.
    pub(crate) fn new(cloud: &'a Client, limits: &'a Limits) -> Self {
        Self {
            cloud,
            limits,
            overlooks_unavailable: false,
        }
    }

    /// The same, without a word about those that it has not.
    pub(crate) fn overlooking_unavailable(self, overlooks_unavailable: bool) -> Self {
        Self {
            overlooks_unavailable,
            ..self
        }
    }
}

impl ResourceTypes for Types<'_> {
    fn max_depth(&self) -> usize {
        usize::try_from(self.limits.max_nested_stack_depth).unwrap_or(usize::MAX)
    }

    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>> {
        registry().find(resource_type)
    }

    fn aliases(&self) -> &[(&str, &str)] {
        registry().aliases()
    }

    fn lent(&self) -> Lent {
        registry().lent()
    }

    fn hidden_dependencies(&self, stack: &StackDefinition) -> Vec<(String, String)> {
        registry().hidden_dependencies(stack)
    }

    fn check_external(
        &self,
        resource: &ResourceDefinition,
        id: &Value,
        inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let question = format!("{} {EXTERNAL}", resource.schema()?.name);
        match inquiry.ask(&question, id) {
            Some(Answer::Invalid(_)) if !id.is_null() => Err(fault::external_resource_missing(
                id.python_str(),
                &resource.declared_type,
            )),
            _ => Ok(()),
        }
    }

    fn check_available(&self, resource: &ResourceDefinition) -> Result<(), Fault> {
        let documented = resource
            .schema()
            .ok()
            .and_then(|schema| documented::find(&schema.name));
        match documented.and_then(|documented| what_is_missing(documented, self.cloud)) {
            Some((service, reason)) => Err(fault::resource_type_unavailable(
                service,
                &resource.declared_type,
                reason,
            )),
            None => Ok(()),
        }
    }

    fn overlooks_unavailable(&self) -> bool {
        self.overlooks_unavailable
    }

    fn nested(
        &self,
        stack: &StackDefinition,
        resource: &ResourceDefinition,
        properties: &Properties,
        purpose: Purpose,
    ) -> Result<Option<Nested>, Fault> {
        registry().nested(stack, resource, properties, purpose)
    }

    fn check_properties(
        &self,
        resource: &ResourceDefinition,
        properties: &Properties,
        inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        registry().check_properties(resource, properties, inquiry)
    }
}
