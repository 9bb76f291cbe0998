//! `OS::Heat::SoftwareDeploymentGroup` and `OS::Heat::StructuredDeploymentGroup`, as far as they are
//! known: none can be made yet, but validation shows that there is a stack inside.

use heat_spec::{Fault, Map, value};
use heat_template::{Files, Nested, Template};

use super::Given;

const NAMES: &[&str] = &[
    "OS::Heat::SoftwareDeploymentGroup",
    "OS::Heat::StructuredDeploymentGroup",
    // Their former names.
    "OS::Heat::SoftwareDeployments",
    "OS::Heat::StructuredDeployments",
];

/// The stack inside, which asks for no parameters; its resources have none inside of them.
///
/// Fails with `value_error` if a property misses its value.
pub(crate) fn nested(given: Given<'_>) -> Result<Option<Nested>, Fault> {
    let schema = given.resource.schema()?;
    if !NAMES.contains(&schema.name.as_str()) {
        return Ok(None);
    }
    given.required("servers")?;
    for property in schema.properties.keys() {
        given.readable(property)?;
    }
    let document = value!({ "heat_template_version": "2015-04-30", "resources": {} });
    Ok(Some(Nested {
        template: Template::new(document)?,
        parameters: Map::new(),
        source: "nested_stack".to_owned(),
        former_files: Files::new(),
    }))
}
