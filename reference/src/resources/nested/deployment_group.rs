//! `OS::Heat::SoftwareDeploymentGroup` and `OS::Heat::StructuredDeploymentGroup`, as far as they are
//! known: none can be made yet, but validation and previews show the stack inside.

use heat_spec::{Fault, Key, Map, Value, value};
use heat_template::{Nested, Purpose};

use super::Given;

/// The groups, with the type of what is in them; the last two are their former names.
const GROUPS: &[(&str, &str)] = &[
    ("OS::Heat::SoftwareDeploymentGroup", SOFTWARE),
    ("OS::Heat::StructuredDeploymentGroup", STRUCTURED),
    ("OS::Heat::SoftwareDeployments", SOFTWARE),
    ("OS::Heat::StructuredDeployments", STRUCTURED),
];
const SOFTWARE: &str = "OS::Heat::SoftwareDeployment";
const STRUCTURED: &str = "OS::Heat::StructuredDeployment";

/// The stack inside, with a deployment for each server, or for one of them if it is only to be
/// asked for its parameters; nothing for other types.
///
/// Fails with `value_error` if a property misses its value.
pub(crate) fn nested(given: Given<'_>) -> Result<Option<Nested>, Fault> {
    let schema = given.resource.schema()?;
    let group = GROUPS.iter().find(|(name, _)| *name == schema.name);
    let Some((_, deployment)) = group else {
        return Ok(None);
    };
    let at_most = match given.purpose {
        Purpose::Validation => return Ok(None),
        Purpose::Parameters => {
            given.required("servers")?;
            for property in schema.properties.keys() {
                given.readable(property)?;
            }
            1
        }
        Purpose::Whole => usize::MAX,
    };
    let shared: Map = schema
        .properties
        .keys()
        .filter(|name| *name != "servers")
        .map(|name| (Key::from(name.as_str()), given.properties.get(name).clone()))
        .filter(|(_, value)| !value.is_null())
        .collect();
    let servers = given.properties.get("servers").as_map();
    let deployments: Map = servers
        .into_iter()
        .flatten()
        .take(at_most)
        .map(|(name, server)| {
            let mut properties = shared.clone();
            properties.insert("server".into(), server.clone());
            let properties = Value::Map(properties);
            let resource = value!({ "type": *deployment, "properties": properties });
            (name.clone(), resource)
        })
        .collect();
    let document = value!({
        "heat_template_version": "2015-04-30",
        "resources": Value::Map(deployments)
    });
    Nested::made_up(document).map(Some)
}
