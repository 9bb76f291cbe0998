//! The stack inside of a resource.

use std::sync::Arc;

use heat_spec::{Fault, Map, Rendering, Value, fault};

use crate::Files;
use crate::expression::resolve::resolve;
use crate::resource::definition::ResourceDefinition;
use crate::resource::frozen::FrozenDefinition;
use crate::stack::definition::StackDefinition;
use crate::stack::identity::StackIdentity;
use crate::state::Initial;
use crate::template::Template;
use crate::texts;
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
    /// Files that the stack around it may have no more, for what is kept of a former template.
    pub former_files: Files,
    /// Whether the resource itself looks up the types of what is inside, so that one that there is
    /// not is told without the way to it.
    pub looks_up_types: bool,
}

impl Nested {
    /// The stack of a template that a resource type makes up, without parameters.
    ///
    /// Fails as [`Template::new`] does.
    pub fn made_up(document: Value) -> Result<Self, Fault> {
        Ok(Self {
            template: Template::new(document)?,
            parameters: Map::new(),
            source: "nested_stack".to_owned(),
            former_files: Files::new(),
            looks_up_types: false,
        })
    }

    /// The stack of a template that stands at an address.
    ///
    /// Fails with `value_error` if the text cannot be read, and as [`Template::new`] does.
    pub fn fetched(text: &str, url: &str, parameters: Map) -> Result<Self, Fault> {
        // The reader takes any text for that of a template of a request.
        let document = texts::template(text)
            .map_err(|reason| fault::value_error(reason.replacen("[root stack]", url, 1)))?;
        Ok(Self {
            parameters,
            ..Self::made_up(document)?
        })
    }
}

/// What a stack inside of a resource is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be validated with the stack around it: of members that are all alike, one will do.
    Validation,
    /// To be asked for its parameters, whatever values are still missing around it: of members that
    /// are all alike one, even if there are to be none.
    Parameters,
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
        let mut files = nested.former_files;
        files.extend(self.files.clone());
        let mut child = Self::new(nested.template, environment, files, identity, types)?;
        child.depth = self.depth + 1;
        child.has_compute = self.has_compute;
        child.facade = Some(Arc::new(self.facade_by(resource)));
        Ok(child)
    }

    /// The same stack inside of a resource that is as its definition says.
    #[must_use]
    pub fn behind(mut self, facade: FrozenDefinition) -> Self {
        self.facade = Some(Arc::new(facade));
        self
    }

    /// The resource that the stack is inside of, as `resource_facade` sees it.
    pub fn facade(&self) -> Option<&FrozenDefinition> {
        self.facade.as_deref()
    }

    /// What the stack inside of a resource sees of that before anything is made.
    fn facade_by(&self, resource: &ResourceDefinition) -> FrozenDefinition {
        let scope = self.scope(&Initial);
        let update_policy = resource.update_policy.as_ref();
        let update_policy = update_policy.and_then(|policy| resolve(policy, &scope).ok());
        let metadata = self.metadata(&resource.name, &Initial).unwrap_or_default();
        FrozenDefinition {
            metadata: Value::Map(metadata),
            update_policy: update_policy.unwrap_or_default(),
            deletion_policy: resource.deletion_policy().name().into(),
            ..FrozenDefinition::default()
        }
    }

    /// A stack beside this one that a resource makes, of a template as text; files and environment
    /// are those of this stack.
    ///
    /// Fails with `nested_template_format` and as [`StackDefinition::new`] does.
    pub fn beside(
        &self,
        text: &str,
        parameters: Map,
        identity: StackIdentity,
        types: &dyn ResourceTypes,
    ) -> Result<Self, Fault> {
        let template = read(text)?;
        let environment = self.environment.with_parameters(parameters);
        let beside = Self::new(template, environment, self.files.clone(), identity, types)?;
        Ok(beside.with_compute(self.has_compute))
    }

    /// Validates a stack beside this one as `POST /validate` does; the error is what is told.
    pub fn check_beside(
        &self,
        text: &str,
        parameters: Map,
        types: &dyn ResourceTypes,
    ) -> Result<(), String> {
        let template = read(text).map_err(|fault| fault.message)?;
        let identity = StackIdentity {
            name: "dummy".to_owned(),
            id: None,
            project_id: self.identity.project_id.clone(),
        };
        let environment = self.environment.with_parameters(parameters);
        let files = self.files.clone();
        template
            .check_sections()
            .and_then(|()| Self::of_template(template, environment, files, identity, types))
            .map(drop)
            .map_err(|fault| format!("ERROR: {}", fault.text(Rendering::Once)))
    }

    /// What is wrong with the stack inside of a resource, as a fault of that resource: its type
    /// becomes the heading, unless it is that of validation itself.
    #[must_use]
    pub fn fault_inside(&self, resource: &str, source: &str, fault: Fault) -> Fault {
        let fault = if fault.error_type == "StackValidationFailed" {
            fault
        } else {
            Fault {
                error_type: "StackValidationFailed",
                heading: fault.error_type.to_owned(),
                path: String::new(),
                message: fault.text(Rendering::Once),
                ..fault
            }
        };
        let section = self.template.words().resources;
        fault.under(&[section, &format!("{resource}<{source}>")])
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
}

fn read(text: &str) -> Result<Template, Fault> {
    let document = texts::template(text).map_err(fault::nested_template_format)?;
    Template::new(document)
}
