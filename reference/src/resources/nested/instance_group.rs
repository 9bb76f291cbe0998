//! `OS::Heat::InstanceGroup` and `AWS::AutoScaling::AutoScalingGroup`, as far as they are known:
//! none can be made yet, but validation shows the stack inside.

use heat_spec::{Fault, fault, value};
use heat_template::{Nested, Purpose};

use super::Given;

const INSTANCE_GROUP: &str = "OS::Heat::InstanceGroup";
const AUTO_SCALING_GROUP: &str = "AWS::AutoScaling::AutoScalingGroup";
const LAUNCH_CONFIGURATION: &str = "AWS::AutoScaling::LaunchConfiguration";

/// The stack inside if it is to be asked for its parameters: a template of CloudFormation without
/// any; nothing for other types.
///
/// Fails with `value_error` where a property that is required misses its value, and with
/// `attribute_error` where it names no launch configuration of the stack, which upstream stumbles
/// over.
pub(crate) fn nested(given: Given<'_>) -> Result<Option<Nested>, Fault> {
    let schema = given.resource.schema()?;
    let is_required = schema.name == INSTANCE_GROUP;
    if !is_required && schema.name != AUTO_SCALING_GROUP || given.purpose != Purpose::Parameters {
        return Ok(None);
    }
    if is_required {
        given.required("LaunchConfigurationName")?;
    }
    let named = given.properties.get("LaunchConfigurationName").python_str();
    let resource = given.stack.resources().get(named.as_str());
    let is_found = resource.is_some_and(|resource| {
        let schema = resource.schema();
        schema.is_ok_and(|schema| schema.name == LAUNCH_CONFIGURATION)
    });
    let is_told_by_instance = given.properties.get("InstanceId").is_truthy();
    if !is_found && !is_told_by_instance {
        return Err(fault::attribute_error("no launch configuration"));
    }
    let document = value!({ "HeatTemplateFormatVersion": "2012-12-12" });
    Nested::made_up(document).map(Some)
}
