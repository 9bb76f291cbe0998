//! The parameters that the service itself provides, by language.

use heat_spec::Value;

use super::schema::ParameterSchema;
use crate::constraint::{Constraint, Rule};
use crate::stack::identity::StackIdentity;
use crate::version::Language;

/// The names in HOT. One more name is reserved and has no value: `OS::region`.
const HOT: [&str; 3] = ["OS::stack_id", "OS::project_id", "OS::stack_name"];

/// The names in CloudFormation.
const CLOUD_FORMATION: [&str; 3] = ["AWS::StackId", "AWS::StackName", "AWS::Region"];

/// The value of `AWS::Region`, whatever the region is called.
const REGION: &str = "ap-southeast-1";

/// What `AWS::Region` may be.
const REGIONS: &[&str] = &[
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "sa-east-1",
    "eu-west-1",
    REGION,
    "ap-northeast-1",
];

/// Whether the service provides a parameter of that name.
pub(crate) fn is_name(language: Language, name: &str) -> bool {
    match language {
        Language::Hot => HOT.contains(&name),
        Language::CloudFormation => CLOUD_FORMATION.contains(&name),
    }
}

/// The parameters; those about the name are missing where there is none.
pub(crate) fn parameters(
    language: Language,
    stack: &StackIdentity,
) -> Vec<(&'static str, ParameterSchema)> {
    let id = stack.id.as_deref().unwrap_or("None");
    let described = |name: &'static str, description: &str, value: String| {
        (name, ParameterSchema::pseudo(description.into(), value))
    };
    match language {
        Language::Hot => {
            let [stack_id, project_id, stack_name] = HOT;
            let mut all = vec![
                described(stack_id, "Stack ID", id.to_owned()),
                described(project_id, "Project ID", stack.project_id.clone()),
            ];
            if !stack.name.is_empty() {
                all.push(described(stack_name, "Stack Name", stack.name.clone()));
            }
            all
        }
        Language::CloudFormation => {
            let [stack_id, stack_name, region] = CLOUD_FORMATION;
            let arn = format!(
                "arn:openstack:heat::{}:stacks/{}/{id}",
                stack.project_id, stack.name
            );
            let mut all = vec![described(stack_id, "Stack ID", arn)];
            if !stack.name.is_empty() {
                all.push(described(stack_name, "Stack Name", stack.name.clone()));
                all.push((region, region_schema()));
            }
            all
        }
    }
}

fn region_schema() -> ParameterSchema {
    let regions = REGIONS.iter().map(|region| Value::from(*region));
    ParameterSchema {
        constraints: vec![Constraint {
            rule: Rule::AllowedValues(regions.collect()),
            description: Value::Null,
        }],
        ..ParameterSchema::pseudo(Value::Null, REGION.to_owned())
    }
}
