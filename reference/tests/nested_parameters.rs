//! What a validation shows of the stacks inside, where not everything is known or possible yet.

mod common;

use std::io::Write as _;

use common::{Client, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// Validates a template with one resource; the stacks inside, or the status and the fault's type.
async fn nested(client: &Client, resource: Value) -> String {
    let template = json!({
        "heat_template_version": "2016-10-14",
        "parameters": { "missing": { "type": "string" } },
        "resources": { "r": resource },
    });
    let member = json!({
        "heat_template_version": "2016-10-14",
        "parameters": { "x": { "type": "string" } },
    });
    let deeper = json!({
        "heat_template_version": "2016-10-14",
        "resources": { "m": { "type": "member.yaml" } },
    });
    let files = json!({ "member.yaml": member.to_string(), "deeper.yaml": deeper.to_string() });
    let body = json!({ "template": template, "files": files });
    let path = "/validate?show_nested=true";
    let (status, answer) = client.send(Method::POST, path, Some(body)).await;
    match &answer["error"] {
        Value::Null => {
            let shown = &answer["NestedParameters"]["r"];
            format!("{} {}", shown["Type"], shown["NestedParameters"])
        }
        error => format!("{status} {} {}", error["type"], error["message"]),
    }
}

fn resource(resource_type: &str, properties: &Value) -> Value {
    json!({ "type": resource_type, "properties": properties })
}

#[tokio::test]
async fn groups_are_shown_with_whatever_of_their_members_is_known() {
    let server = Server::start(None, None).await;
    let missing = json!({ "get_param": "missing" });
    let group = |definition: Value| {
        resource(
            "OS::Heat::ResourceGroup",
            &json!({ "count": 0, "resource_def": definition }),
        )
    };
    let scaled = |definition: Value| {
        resource(
            "OS::Heat::AutoScalingGroup",
            &json!({ "min_size": 0, "max_size": 1, "resource": definition }),
        )
    };
    let chain = |properties: Value| resource("OS::Heat::ResourceChain", &properties);
    let deployments = |properties: Value| resource("OS::Heat::SoftwareDeployments", &properties);
    let mut seen = Vec::new();
    for resource in [
        group(json!({ "type": "OS::Heat::Value", "properties": { "value": missing } })),
        group(json!({ "type": missing })),
        group(json!({})),
        group(json!({ "type": "OS::No::Such" })),
        scaled(json!({ "type": "OS::Heat::Value", "properties": { "value": "x" } })),
        scaled(json!({ "type": "OS::Heat::Value", "properties": { "value": missing } })),
        chain(json!({ "resources": ["member.yaml"] })),
        chain(json!({ "resources": missing })),
        chain(json!({ "resources": [], "resource_properties": { "value": missing } })),
        deployments(json!({ "servers": { "a": "b" } })),
        deployments(json!({ "servers": missing })),
        deployments(json!({ "servers": { "a": "b" }, "config": missing })),
    ] {
        seen.push(nested(server.client(), resource).await);
    }
    insta::assert_snapshot!(seen.join("\n"), @r#"
    "OS::Heat::ResourceGroup" null
    400 "StackValidationFailed" "Resource \"0\" has no type"
    400 "ValueError" null
    400 "StackValidationFailed" "The Resource Type (OS::No::Such) could not be found."
    "OS::Heat::AutoScalingGroup" null
    400 "ValueError" null
    "OS::Heat::ResourceChain" {"0":{"Type":"member.yaml","Description":"No description","Parameters":{"x":{"Type":"String","Description":"","NoEcho":"false","Label":"x"}}}}
    400 "ValueError" null
    400 "ValueError" null
    "OS::Heat::SoftwareDeployments" null
    400 "ValueError" null
    400 "ValueError" null
    "#);
}

#[tokio::test]
async fn stacks_are_shown_as_deep_as_they_may_be() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"limits: {max_nested_stack_depth: 1}\n")
        .unwrap();
    let server = Server::start(None, Some(file.path())).await;
    let mut seen = Vec::new();
    for name in ["member.yaml", "deeper.yaml"] {
        seen.push(nested(server.client(), json!({ "type": name })).await);
    }
    let template = |kind: &str| {
        json!({
            "heat_template_version": "2016-10-14",
            "resources": { "r": { "type": kind } },
        })
    };
    let body = json!({
        "stack_name": "web",
        "template": template("deeper.yaml"),
        "files": {
            "deeper.yaml": template("member.yaml").to_string(),
            "member.yaml": template("OS::Heat::None").to_string(),
        },
    });
    let (status, answer) = server
        .client()
        .send(Method::POST, "/stacks", Some(body))
        .await;
    seen.push(format!("{status} {}", answer["error"]["message"]));
    insta::assert_snapshot!(seen.join("\n"), @r#"
    "member.yaml" null
    400 "RequestLimitExceeded" "Request limit exceeded: Recursion depth exceeds 1."
    400 "RequestLimitExceeded: : resources.r<deeper.yaml>.resources.r<member.yaml>: : Request limit exceeded: Recursion depth exceeds 1."
    "#);
}

/// What a preview has of deployments that cannot be made yet.
#[tokio::test]
async fn deployments_of_a_group_are_previewed_by_server() {
    let server = Server::start(None, None).await;
    let properties = json!({ "config": "c", "servers": { "a": "x", "b": "y" } });
    let template = json!({
        "heat_template_version": "2016-10-14",
        "resources": { "r": resource("OS::Heat::StructuredDeploymentGroup", &properties) },
    });
    let body = json!({ "stack_name": "web", "template": template });
    let path = "/stacks/preview";
    let (_, answer) = server.client().send(Method::POST, path, Some(body)).await;
    let inside = answer["stack"]["resources"][0].as_array().unwrap();
    let seen: Vec<String> = inside
        .iter()
        .map(|resource| {
            let server = &resource["properties"]["server"];
            let (name, kind) = (&resource["resource_name"], &resource["resource_type"]);
            format!("{name} {kind} {server}")
        })
        .collect();
    insta::assert_snapshot!(seen.join("\n"), @r#"
    "a" "OS::Heat::StructuredDeployment" "x"
    "b" "OS::Heat::StructuredDeployment" "y"
    "#);
}

/// Validates a template as it is; the parameters of the stack inside of `r`, or the fault's type.
async fn parameters_of_r(client: &Client, template: Value, files: Value) -> String {
    let body = json!({ "template": template, "files": files });
    let path = "/validate?show_nested=true";
    let (status, answer) = client.send(Method::POST, path, Some(body)).await;
    match &answer["error"] {
        Value::Null => {
            let shown = answer["NestedParameters"]["r"]["Parameters"].to_string();
            shown.replace(client.project(), "PROJECT")
        }
        error => format!("{status} {} {}", error["type"], error["message"]),
    }
}

#[tokio::test]
async fn groups_of_instances_are_shown_by_their_launch_configuration() {
    let server = Server::start(None, None).await;
    let mut seen = Vec::new();
    for kind in [
        "OS::Heat::InstanceGroup",
        "AWS::AutoScaling::AutoScalingGroup",
    ] {
        for properties in [
            json!({}),
            json!({ "LaunchConfigurationName": "none" }),
            json!({ "LaunchConfigurationName": "other" }),
            json!({ "LaunchConfigurationName": { "get_resource": "configuration" } }),
        ] {
            let template = json!({
                "heat_template_version": "2016-10-14",
                "resources": {
                    "r": resource(kind, &properties),
                    "other": { "type": "OS::Heat::None" },
                    "configuration": { "type": "AWS::AutoScaling::LaunchConfiguration" },
                },
            });
            seen.push(parameters_of_r(server.client(), template, json!({})).await);
        }
    }
    insta::assert_snapshot!(seen.join("\n"), @r#"
    400 "ValueError" null
    400 "AttributeError" null
    400 "AttributeError" null
    {"AWS::StackId":{"Type":"String","Description":"Stack ID","NoEcho":"false","Label":"AWS::StackId","Default":"arn:openstack:heat::PROJECT:stacks/dummy-r/None"},"AWS::StackName":{"Type":"String","Description":"Stack Name","NoEcho":"false","Label":"AWS::StackName","Default":"dummy-r"},"AWS::Region":{"Type":"String","Description":"","NoEcho":"false","Label":"AWS::Region","Default":"ap-southeast-1","AllowedValues":["us-east-1","us-west-1","us-west-2","sa-east-1","eu-west-1","ap-southeast-1","ap-northeast-1"]}}
    400 "AttributeError" null
    400 "AttributeError" null
    400 "AttributeError" null
    {"AWS::StackId":{"Type":"String","Description":"Stack ID","NoEcho":"false","Label":"AWS::StackId","Default":"arn:openstack:heat::PROJECT:stacks/dummy-r/None"},"AWS::StackName":{"Type":"String","Description":"Stack Name","NoEcho":"false","Label":"AWS::StackName","Default":"dummy-r"},"AWS::Region":{"Type":"String","Description":"","NoEcho":"false","Label":"AWS::Region","Default":"ap-southeast-1","AllowedValues":["us-east-1","us-west-1","us-west-2","sa-east-1","eu-west-1","ap-southeast-1","ap-northeast-1"]}}
    "#);
}

/// Upstream leaves out what the service provides to templates of the outermost one's language only.
#[tokio::test]
async fn what_the_service_provides_is_shown_of_templates_in_another_language() {
    let server = Server::start(None, None).await;
    let hot = json!({
        "heat_template_version": "2016-10-14", "resources": { "r": { "type": "inside.yaml" } },
    });
    let cloud_formation = json!({
        "HeatTemplateFormatVersion": "2012-12-12", "Resources": { "r": { "Type": "inside.yaml" } },
    });
    let hot_inside = json!({ "heat_template_version": "2016-10-14" });
    let cloud_formation_inside = json!({ "HeatTemplateFormatVersion": "2012-12-12" });
    let mut seen = Vec::new();
    for (template, inside) in [
        (&hot, &hot_inside),
        (&hot, &cloud_formation_inside),
        (&cloud_formation, &hot_inside),
        (&cloud_formation, &cloud_formation_inside),
    ] {
        let files = json!({ "inside.yaml": inside.to_string() });
        seen.push(parameters_of_r(server.client(), template.clone(), files).await);
    }
    insta::assert_snapshot!(seen.join("\n"), @r#"
    {}
    {"AWS::StackId":{"Type":"String","Description":"Stack ID","NoEcho":"false","Label":"AWS::StackId","Default":"arn:openstack:heat::PROJECT:stacks/dummy-r/None"},"AWS::StackName":{"Type":"String","Description":"Stack Name","NoEcho":"false","Label":"AWS::StackName","Default":"dummy-r"},"AWS::Region":{"Type":"String","Description":"","NoEcho":"false","Label":"AWS::Region","Default":"ap-southeast-1","AllowedValues":["us-east-1","us-west-1","us-west-2","sa-east-1","eu-west-1","ap-southeast-1","ap-northeast-1"]}}
    {"OS::stack_id":{"Type":"String","Description":"Stack ID","NoEcho":"false","Label":"OS::stack_id","Default":"None"},"OS::project_id":{"Type":"String","Description":"Project ID","NoEcho":"false","Label":"OS::project_id","Default":"PROJECT"},"OS::stack_name":{"Type":"String","Description":"Stack Name","NoEcho":"false","Label":"OS::stack_name","Default":"dummy-r"}}
    {}
    "#);
}
