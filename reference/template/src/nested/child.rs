//! The stack inside of a resource.

use heat_spec::{Fault, Map, Value};

use crate::resource::definition::ResourceDefinition;
use crate::stack::definition::StackDefinition;
use crate::stack::identity::StackIdentity;
use crate::template::Template;
use crate::types::ResourceTypes;

/// What a resource that stands for a stack makes that stack of.
#[derive(Clone, Debug)]
pub struct Nested {
    /// The template.
    pub template: Template,
    /// The values of its parameters.
    pub parameters: Map,
    /// How messages show where the template comes from: its file, or `nested_stack` if it was made
    /// up.
    pub source: String,
}

/// What a stack inside of a resource is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be validated with the stack around it: of members that are all alike, one will do.
    Validation,
    /// To be shown, or to be made.
    Whole,
}

impl StackDefinition {
    /// The stack inside of one of the resources, as its template and the environment of this stack
    /// define it.
    ///
    /// Fails as [`StackDefinition::new`] does.
    pub fn child(
        &self,
        resource: &ResourceDefinition,
        nested: Nested,
        identity: StackIdentity,
        types: &dyn ResourceTypes,
    ) -> Result<Self, Fault> {
        let environment =
            self.environment
                .child(&resource.name, &resource.declared_type, nested.parameters);
        let mut child = Self::new(
            nested.template,
            environment,
            self.files.clone(),
            identity,
            types,
        )?;
        child.depth = self.depth + 1;
        Ok(child)
    }

    /// How deep inside of others the stack is: zero for a stack of its own.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The identity of the stack inside of a resource before it is made.
    pub fn child_identity(&self, resource: &str) -> StackIdentity {
        StackIdentity {
            name: format!("{}-{resource}", self.identity.name),
            id: None,
            project_id: self.identity.project_id.clone(),
        }
    }

    /// The templates that the resources stand for, as far as they stand for templates, to be shown
    /// or stored: the document of each as it is used.
    pub fn document(&self) -> Value {
        self.template.document()
    }
}
