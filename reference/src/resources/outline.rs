//! A stack before anything of it is made, as far as types ask which resources need each other.

use heat_spec::Value;
use heat_template::{Initial, Properties, StackDefinition};

use super::ResourceType;
use super::registry::Registry;

/// The resources of a stack whose types have a service, with what is known of them before they
/// are made: ids are names, attributes are `null`.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    stack: &'a StackDefinition,
    resources: Vec<OutlinedResource<'a>>,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct OutlinedResource<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Its type.
    pub(crate) resource_type: &'static dyn ResourceType,
    properties: Properties,
}

impl<'a> Outline<'a> {
    /// The outline of a stack; every property is evaluated once.
    pub(super) fn new(registry: &Registry, stack: &'a StackDefinition) -> Self {
        let resources = stack.resources().values().filter_map(|resource| {
            let resource_type = registry.get(&resource.schema().ok()?.name)?;
            resource_type.service()?;
            Some(OutlinedResource {
                name: &resource.name,
                resource_type,
                properties: stack.shown_properties(&resource.name, &Initial),
            })
        });
        Self {
            stack,
            resources: resources.collect(),
        }
    }

    /// All resources, in the order of the template.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &OutlinedResource<'a>> {
        self.resources.iter()
    }

    /// The resources of a type.
    pub(crate) fn of_type(&self, name: &str) -> impl Iterator<Item = &OutlinedResource<'a>> {
        self.resources
            .iter()
            .filter(move |resource| resource.resource_type.name() == name)
    }

    /// The resources that the template says a resource needs.
    pub(crate) fn required(&self, name: &str) -> Vec<&OutlinedResource<'a>> {
        match self.stack.dependencies() {
            Ok(dependencies) => dependencies
                .requires(name)
                .filter_map(|required| self.iter().find(|resource| resource.name == required))
                .collect(),
            Err(_) => Vec::new(),
        }
    }
}

impl OutlinedResource<'_> {
    /// A property's value.
    pub(crate) fn get(&self, name: &str) -> &Value {
        self.properties.get(name)
    }
}
