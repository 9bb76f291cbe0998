//! The list of resource types, and what the template crate asks about them.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use heat_spec::{Fault, Value, fault};
use heat_template::{
    Inquiry, Lent, Nested, Properties, Purpose, ResourceDefinition, ResourceSchema, ResourceTypes,
    StackDefinition, is_template,
};
use jiff::Timestamp;

use super::documented::{self, ALIASES};
use super::nested::{
    CloudFormationStack, Given, NestedResource, TemplateResource, deployment_group, instance_group,
};
use super::outline::Outline;
use super::{ResourceType, heat, neutron, nova, rules};
use crate::engine::Failure;

/// Every resource type, in the order of the documentation.
const ALL: &[&dyn ResourceType] = &[
    &heat::wait::condition::CLOUD_FORMATION_CONDITION,
    &heat::wait::handle::CLOUD_FORMATION_HANDLE,
    &NestedResource(CloudFormationStack),
    &NestedResource(heat::scaling::auto_scaling_group::AutoScalingGroup),
    &heat::cloud_config::CloudConfig,
    &heat::delay::Delay,
    &heat::multipart_mime::MultipartMime,
    &heat::none::None,
    &heat::random_string::RandomString,
    &NestedResource(heat::resource_chain::ResourceChain),
    &NestedResource(heat::resource_group::ResourceGroup),
    &heat::scaling::scaling_policy::ScalingPolicy,
    &heat::software_config::SoftwareConfig,
    &heat::software_deployment::SoftwareDeployment,
    &heat::stack::Stack,
    &heat::structured_config::StructuredConfig,
    &heat::structured_deployment::StructuredDeployment,
    &heat::test_resource::TestResource,
    &heat::wait::handle::UPDATE_WAIT_CONDITION_HANDLE,
    &heat::value::Value,
    &heat::wait::condition::WAIT_CONDITION,
    &heat::wait::handle::WAIT_CONDITION_HANDLE,
    &neutron::floating_ip::FloatingIp,
    &neutron::floating_ip_association::FloatingIpAssociation,
    &neutron::net::Net,
    &neutron::port::Port,
    &neutron::router::Router,
    &neutron::router_gateway::RouterGateway,
    &neutron::router_interface::RouterInterface,
    &neutron::security_group::SecurityGroup,
    &neutron::security_group_rule::SecurityGroupRule,
    &neutron::subnet::Subnet,
    &nova::floating_ip::FloatingIp,
    &nova::floating_ip_association::FloatingIpAssociation,
    &nova::key_pair::KeyPair,
    &nova::server::Server,
];

/// What stands behind every type that is the name of a template.
const TEMPLATE: &dyn ResourceType = &NestedResource(TemplateResource);

/// The types by name, each with its schema, which is read when it is first asked for.
#[derive(Debug)]
pub(crate) struct Registry {
    types: HashMap<&'static str, Entry>,
}

/// A type with its schema.
#[derive(Debug)]
struct Entry {
    resource_type: &'static dyn ResourceType,
    schema: OnceLock<Arc<ResourceSchema>>,
}

/// The registry of this program.
pub(crate) fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| Registry {
        types: ALL
            .iter()
            .map(|resource_type| {
                let entry = Entry {
                    resource_type: *resource_type,
                    schema: OnceLock::new(),
                };
                (resource_type.name(), entry)
            })
            .collect(),
    })
}

impl Registry {
    /// The type of that name; a template is one.
    pub(crate) fn get(&self, name: &str) -> Option<&'static dyn ResourceType> {
        let entry = self.types.get(name).map(|entry| entry.resource_type);
        entry.or_else(|| is_template(name).then_some(TEMPLATE))
    }

    /// The type of that name, or why nothing can be done with a resource of it.
    pub(crate) fn require(&self, name: &str) -> Result<&'static dyn ResourceType, Failure> {
        self.get(name)
            .ok_or_else(|| fault::resource_type_unknown(name).into())
    }

    /// The schema of the type of that name, be it one that can be made or one that is only
    /// documented.
    pub(crate) fn schema(&self, name: &str) -> Option<Arc<ResourceSchema>> {
        let Some(entry) = self.types.get(name) else {
            return documented::resource_schema(name);
        };
        Some(
            entry
                .schema
                .get_or_init(|| Arc::new(read_schema(entry.resource_type)))
                .clone(),
        )
    }
}

/// Reads the schema that comes with the program; a test reads every one.
fn read_schema(resource_type: &dyn ResourceType) -> ResourceSchema {
    let schema = full_schema(resource_type)
        .map_err(|error| error.to_string())
        .and_then(|json| ResourceSchema::from_json(&json).map_err(|error| error.to_string()));
    let schema = schema.unwrap_or_else(|error| {
        tracing::error!(
            resource_type = resource_type.name(),
            error,
            "the schema is wrong"
        );
        ResourceSchema {
            name: resource_type.name().to_owned(),
            ..ResourceSchema::default()
        }
    });
    let is_placeholder = resource_type.is_placeholder();
    ResourceSchema {
        class_name: resource_type.class_name().to_owned(),
        is_placeholder,
        has_any_attribute: is_placeholder || schema.has_any_attribute,
        ..schema
    }
}

/// The schema that the API tells, with what it does not tell.
fn full_schema(resource_type: &dyn ResourceType) -> serde_json::Result<serde_json::Value> {
    let mut schema = serde_json::from_str(resource_type.schema())?;
    merge(
        &mut schema,
        serde_json::from_str(resource_type.hidden_schema())?,
    );
    Ok(schema)
}

/// Adds what is in `more`, key by key, to whatever depth there are maps.
fn merge(schema: &mut serde_json::Value, more: serde_json::Value) {
    match (schema, more) {
        (serde_json::Value::Object(schema), serde_json::Value::Object(more)) => {
            for (key, value) in more {
                merge(
                    schema.entry(key).or_insert_with(serde_json::Value::default),
                    value,
                );
            }
        }
        (schema, more) => *schema = more,
    }
}

impl ResourceTypes for Registry {
    fn find(&self, resource_type: &str) -> Option<Arc<ResourceSchema>> {
        self.schema(resource_type)
    }

    fn aliases(&self) -> &[(&str, &str)] {
        ALIASES
    }

    fn lent(&self) -> Lent {
        Lent::new(|| Timestamp::now().as_microsecond(), rand::random())
    }

    fn hidden_dependencies(&self, stack: &StackDefinition) -> Vec<(String, String)> {
        let outline = Outline::new(self, stack);
        outline
            .iter()
            .flat_map(|resource| {
                let names = resource
                    .resource_type
                    .hidden_dependencies(resource, &outline);
                names
                    .into_iter()
                    .filter(|name| *name != resource.name)
                    .map(|name| (resource.name.to_owned(), name))
            })
            .collect()
    }

    fn nested(
        &self,
        stack: &StackDefinition,
        resource: &ResourceDefinition,
        properties: &Properties,
        purpose: Purpose,
    ) -> Result<Option<Nested>, Fault> {
        let Ok(schema) = resource.schema() else {
            return Ok(None);
        };
        let given = Given {
            stack,
            resource,
            properties,
            data: &Value::Null,
            purpose,
        };
        let Some(resource_type) = self.get(&schema.name) else {
            return match deployment_group::nested(given)? {
                Some(nested) => Ok(Some(nested)),
                None => instance_group::nested(given),
            };
        };
        if purpose == Purpose::Validation {
            resource_type.validate_within(stack, properties)?;
        }
        match resource_type.stack_type() {
            Some(stack_type) => stack_type.nested(given),
            None => Ok(None),
        }
    }

    fn check_properties(
        &self,
        resource: &ResourceDefinition,
        properties: &Properties,
        inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let schema = resource.schema()?;
        match self.get(&schema.name) {
            Some(resource_type) => resource_type.validate(&resource.name, properties, inquiry),
            None => rules::check(&schema.name, &resource.name, properties),
        }
    }
}

/// The properties that a resource was made by, as they were then.
pub(crate) fn stored_properties(
    resource_type: &dyn ResourceType,
    definition: &Value,
) -> Properties {
    let Some(schema) = registry().schema(resource_type.name()) else {
        return Properties::default();
    };
    let frozen = heat_template::FrozenDefinition::from_value(definition);
    Properties::stored(&schema, &frozen.given_properties())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_can_be_read_and_is_of_its_type() {
        for resource_type in ALL {
            let json = full_schema(*resource_type).unwrap();
            let schema = ResourceSchema::from_json(&json).unwrap();
            assert_eq!(schema.name, resource_type.name());
            for (path, _) in resource_type.names() {
                let name = path.split('.').next().unwrap();
                assert!(schema.properties.contains_key(name), "{path}");
            }
        }
    }
}
