//! The definition of a stack: template, environment, files and identity, read once.

use std::collections::HashMap;
use std::sync::Arc;

use heat_spec::{Fault, Map, Value, fault};
use indexmap::IndexMap;

use super::attribute_path::AttributePath;
use super::identity::StackIdentity;
use crate::Files;
use crate::constraint::inquiry::{Answers, Inquiry};
use crate::dependencies::Dependencies;
use crate::environment::Environment;
use crate::expression::Expression;
use crate::expression::budget::Budget;
use crate::expression::resolve::{resolve, resolve_present, resolve_without_missing};
use crate::expression::scope::Scope;
use crate::lent::Lent;
use crate::output::definition::OutputDefinition;
use crate::parameter::parameters::Parameters;
use crate::properties::Properties;
use crate::properties::given::Given;
use crate::properties::read::read_leniently;
use crate::resource::definition::{ResourceDefinition, Written};
use crate::resource::frozen::FrozenDefinition;
use crate::state::{Initial, State};
use crate::template::Template;

/// A stack as its template defines it, with the values of its parameters.
///
/// Made by [`StackDefinition::new`]; nothing in it changes afterwards, so it can be shared.
#[derive(Clone, Debug)]
pub struct StackDefinition {
    pub(crate) template: Template,
    pub(crate) environment: Environment,
    pub(crate) files: Files,
    pub(crate) identity: StackIdentity,
    pub(crate) parameters: Parameters,
    pub(crate) conditions: IndexMap<String, Expression>,
    pub(crate) resources: IndexMap<String, Arc<ResourceDefinition>>,
    pub(crate) outputs: Result<IndexMap<String, OutputDefinition>, Fault>,
    pub(crate) dependencies: Result<Dependencies, Fault>,
    pub(crate) attributes: ReferencedAttributes,
    pub(crate) lent: Lent,
    pub(crate) depth: usize,
    pub(crate) has_compute: bool,
    pub(crate) facade: Option<Arc<FrozenDefinition>>,
    pub(crate) fetched: Arc<Fetched>,
}

/// Templates that resources name by their addresses: what was fetched from there, or why nothing
/// was.
pub type Fetched = HashMap<String, Result<String, String>>;

/// The attributes that functions refer to, by resource; those of one in the order of their names.
pub(crate) type ReferencedAttributes = HashMap<String, Vec<(String, AttributePath)>>;

impl StackDefinition {
    /// The same where the cloud may have no compute service, which knows the availability zones;
    /// a new definition, and what is inside of it, has one.
    #[must_use]
    pub fn with_compute(mut self, has_compute: bool) -> Self {
        self.has_compute = has_compute;
        self
    }

    /// The same with templates at hand that its resources name by their addresses.
    #[must_use]
    pub fn with_fetched(mut self, fetched: Fetched) -> Self {
        self.fetched = Arc::new(fetched);
        self
    }

    /// What was fetched from an address, or why nothing was; nothing if that was not tried.
    pub fn fetched(&self, url: &str) -> Option<&Result<String, String>> {
        self.fetched.get(url)
    }

    /// The template.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The environment, with what was found out about the types of resources.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The files that came with the template.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Who the stack is.
    pub fn identity(&self) -> &StackIdentity {
        &self.identity
    }

    /// The parameters.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The resources whose conditions hold, in the order of the template.
    pub fn resources(&self) -> &IndexMap<String, Arc<ResourceDefinition>> {
        &self.resources
    }

    /// The graph of the resources.
    ///
    /// Fails with `template_reference` if one refers to a resource that is not there, and with
    /// `external_resource_dependency`; validation finds both.
    pub fn dependencies(&self) -> Result<&Dependencies, Fault> {
        self.dependencies.as_ref().map_err(Clone::clone)
    }

    /// The attributes of a resource that other resources and outputs refer to, by the names of
    /// [`AttributePath::name`]; all but `show` where one of them refers to all.
    pub fn referenced_attributes(&self, resource: &str) -> impl Iterator<Item = &str> {
        let paths = self.attributes.get(resource).into_iter();
        paths.flatten().map(|(name, _)| name.as_str())
    }

    /// The same, with their paths.
    pub fn referenced_paths(&self, resource: &str) -> impl Iterator<Item = &AttributePath> {
        let paths = self.attributes.get(resource).into_iter();
        paths.flatten().map(|(_, path)| path)
    }

    /// The outputs, in the order of the template.
    ///
    /// Fails with the faults of their definitions, which validation finds.
    pub fn outputs(&self) -> Result<&IndexMap<String, OutputDefinition>, Fault> {
        self.outputs.as_ref().map_err(Clone::clone)
    }

    /// The value of an output.
    ///
    /// A fault is shown as `output_error` (its message), the value being `null` then.
    pub fn output(&self, name: &str, state: &dyn State) -> Result<Value, Fault> {
        match self
            .outputs()?
            .get(name)
            .and_then(|output| output.value.as_ref())
        {
            Some(value) => resolve(value, &self.scope(state)),
            None => Ok(Value::Null),
        }
    }

    /// A resource's definition with all functions evaluated.
    ///
    /// Fails with `template_reference` if there is no such resource, and with what a function
    /// says, which at run time becomes the reason of the resource's failure.
    pub fn frozen(&self, resource: &str, state: &dyn State) -> Result<FrozenDefinition, Fault> {
        let resource = self.resource(resource)?;
        let scope = self.scope(state);
        let value = |expression: &Option<Expression>| match expression {
            Some(expression) => resolve(expression, &scope),
            None => Ok(Value::Null),
        };
        Ok(FrozenDefinition {
            resource_type: resource.declared_type.clone(),
            properties: value(&resource.properties)?,
            metadata: value(&resource.metadata)?,
            depends_on: resource
                .depends_on
                .as_ref()
                .map(|names| names.iter().cloned().map(Value::from).collect())
                .map_or(Value::Null, Value::List),
            deletion_policy: match resource.deletion_policy {
                _ if resource.is_external() => resource.deletion_policy().name().into(),
                Some(policy) => policy.name().into(),
                None => Value::Null,
            },
            update_policy: value(&resource.update_policy)?,
            external_id: value(&resource.external_id)?,
            condition: resource.condition.clone().unwrap_or_default(),
        })
    }

    /// The metadata of a resource; an empty map if it has none.
    pub fn metadata(&self, resource: &str, state: &dyn State) -> Result<Map, Fault> {
        let resource = self.resource(resource)?;
        let metadata = match &resource.metadata {
            Some(metadata) => resolve_present(metadata, &self.scope(state))?,
            None => None,
        };
        Ok(match metadata {
            Some(Value::Map(metadata)) => metadata,
            _ => Map::new(),
        })
    }

    /// The properties of a resource for display: what cannot be read is `null`.
    pub fn shown_properties(&self, resource: &str, state: &dyn State) -> Properties {
        let Ok(resource) = self.resource(resource) else {
            return Properties::default();
        };
        let (Ok(schema), Written::Map(map)) = (resource.schema(), resource.written_properties())
        else {
            return Properties::default();
        };
        let scope = self.scope(state);
        let answers = Answers::new();
        read_leniently(
            &schema.properties,
            Given::Expressions(map, &scope),
            &resource.description,
            &Inquiry::new(&answers),
        )
    }

    /// A property as it is written, in which calls that miss the value of a parameter are `null`;
    /// `null` if it is not written.
    ///
    /// Fails with `resource_type_unknown` and the like, or as its functions do.
    pub fn property_without_missing(&self, resource: &str, property: &str) -> Result<Value, Fault> {
        let Written::Map(map) = self.resource(resource)?.written_properties() else {
            return Ok(Value::Null);
        };
        match map.get(property) {
            Some(expression) => resolve_without_missing(expression, &self.scope(&Initial)),
            None => Ok(Value::Null),
        }
    }

    pub(crate) fn resource(&self, name: &str) -> Result<&Arc<ResourceDefinition>, Fault> {
        self.resources
            .get(name)
            .ok_or_else(|| fault::template_reference(name, "unknown"))
    }

    pub(crate) fn scope<'s>(&'s self, state: &'s dyn State) -> Scope<'s> {
        Scope {
            parameters: &self.parameters,
            mappings: self.template.mappings(),
            files: &self.files,
            conditions: None,
            resources: Some(&self.resources),
            state,
            has_compute: self.has_compute,
            lent: &self.lent,
            facade: self.facade.as_deref(),
            budget: Budget::new(),
        }
    }
}
