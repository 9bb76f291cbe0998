//! Requests that are refused where upstream refuses them, or stumbles.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use std::io::Write as _;

use common::Server;
use reqwest::Method;
use serde_json::{Value, json};

/// Creates a stack with these fields beside its name; the status, and the fault's type and message.
async fn create(server: &Server, fields: Value) -> String {
    let mut body = json!({ "stack_name": "web" });
    body.as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    let (status, answer) = server
        .client()
        .send(Method::POST, "/stacks", Some(body))
        .await;
    let text = |key: &str| answer["error"][key].as_str().unwrap_or_default().to_owned();
    format!("{status} {}: {}", text("type"), text("message"))
}

#[tokio::test]
async fn what_is_of_the_wrong_kind_is_refused() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"enable_stack_adopt: true\n").unwrap();
    let server = Server::start(None, Some(file.path())).await;
    let template = json!({ "heat_template_version": "2016-10-14" });
    let mut seen = Vec::new();
    for (part, value) in [
        ("environment", json!(null)),
        ("environment", json!([])),
        ("environment", json!({ "parameters": null })),
        ("template", json!("heat_template_version: 2016-10-14")),
    ] {
        let mut exported = json!({ "template": template });
        exported[part] = value;
        let fields = json!({ "adopt_stack_data": exported.to_string() });
        seen.push(create(&server, fields).await);
    }
    let fields = json!({ "template": template, "timeout_mins": 2_147_483_648_u64 });
    seen.push(create(&server, fields).await);
    let properties = json!({ "sequence": "digits", "character_classes": [] });
    let resources = json!({ "r": { "type": "OS::Heat::RandomString", "properties": properties } });
    let fields = json!({ "template": {
        "heat_template_version": "2016-10-14", "resources": resources,
    } });
    seen.push(create(&server, fields).await);
    insta::assert_snapshot!(seen.join("\n"), @r#"
    400 AttributeError: 
    400 AttributeError: 
    400 AttributeError: 
    400 AttributeError: 
    400 HTTPBadRequest: Value '2147483648' is invalid for 'timeout_mins' which only accepts non-negative integer.
    400 StackValidationFailed: Property error: : resources.r.properties.character_classes[0]: : Incorrect translation rule using - cannot resolve Add rule for non-list translation value "character_classes.0".
    "#);
    let fields = json!({ "template": template, "timeout_mins": 2_147_483_647 });
    assert!(create(&server, fields).await.starts_with("201"));
}

#[tokio::test]
async fn a_template_is_missed_before_anything_else_is_looked_at() {
    let server = Server::start(None, None).await;
    for beside in [
        json!({ "environment": "true" }),
        json!({ "environment": { "parameters": false } }),
        json!({ "files": { "a": {} } }),
        json!({ "environment_files": ["a"], "files": 1 }),
    ] {
        let seen = create(&server, beside.clone()).await;
        assert_eq!(
            seen, "400 HTTPBadRequest: No template specified",
            "{beside}"
        );
    }
}

#[tokio::test]
async fn what_a_constraint_is_about_is_told_as_text_or_not_at_all() {
    let server = Server::start(None, None).await;
    let mut seen = Vec::new();
    for about in [
        json!(5),
        json!(["a"]),
        json!({ "a": "b" }),
        json!(true),
        json!(null),
        json!(0),
        json!("few"),
    ] {
        let constraint = json!({ "length": { "min": 1 }, "description": about });
        let hot = json!({
            "heat_template_version": "2016-10-14",
            "parameters": { "p": { "type": "string", "constraints": [constraint] } },
        });
        let cloud_formation = json!({
            "HeatTemplateFormatVersion": "2012-12-12",
            "Parameters": { "p": {
                "Type": "String", "MinLength": "1", "ConstraintDescription": about } },
        });
        let mut told = vec![about.to_string()];
        for template in [hot, cloud_formation] {
            let body = json!({
                "stack_name": "web", "template": template, "parameters": { "p": "x" },
            });
            for path in ["/validate", "/stacks/preview"] {
                let body = Some(body.clone());
                let (status, answer) = server.client().send(Method::POST, path, body).await;
                told.push(status.to_string());
                told.extend(answer["error"]["type"].as_str().map(str::to_owned));
                let about = answer["Parameters"]["p"].get("ConstraintDescription");
                told.extend(about.map(Value::to_string));
            }
        }
        seen.push(told.join(" "));
    }
    insta::assert_snapshot!(seen.join("\n"), @r#"
    5 400 HTTPBadRequest 200 400 HTTPBadRequest 200
    ["a"] 400 HTTPBadRequest 200 400 HTTPBadRequest 200
    {"a":"b"} 400 HTTPBadRequest 200 400 HTTPBadRequest 200
    true 400 HTTPBadRequest 200 400 HTTPBadRequest 200
    null 200 200 200 200
    0 200 200 200 200
    "few" 200 "few" 200 200 "few" 200
    "#);
}
