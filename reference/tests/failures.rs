//! What is told of failures, and what is left behind: as upstream has it.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use common::{Client, Server};
use reqwest::Method;
use serde_json::{Value, json};

fn template(resources: &Value) -> Value {
    json!({ "heat_template_version": "2018-08-31", "resources": resources })
}

async fn created(client: &Client, template: Value, settings: &Value) -> String {
    let mut body = json!({ "stack_name": "web", "template": template });
    let settings = settings.as_object().unwrap().clone();
    body.as_object_mut().unwrap().extend(settings);
    let (status, answer) = client.send(Method::POST, "/stacks", Some(body)).await;
    assert_eq!(status, 201, "{answer}");
    format!("/stacks/web/{}", answer["stack"]["id"].as_str().unwrap())
}

async fn get(client: &Client, path: &str) -> Value {
    let (_, answer) = client.send(Method::GET, path, None).await;
    answer
}

#[tokio::test]
async fn a_member_of_a_group_is_told_by_its_number() {
    let server = Server::start(None, None).await;
    let group = json!({ "g": { "type": "OS::Heat::ResourceGroup", "properties": {
        "count": 1,
        "resource_def": { "type": "OS::Heat::TestResource", "properties": { "fail": true } } } } });
    let path = created(server.client(), template(&group), &json!({})).await;
    let stack = server.client().settled(&path).await;
    assert_eq!(
        stack["stack_status_reason"],
        "Resource CREATE failed: ValueError: resources.g.resources[0]: Test Resource failed 0"
    );
}

#[tokio::test]
async fn a_function_without_a_value_fails_the_stack_and_leaves_the_resource_alone() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let resources = |value: Value| {
        template(&json!({
            "map": { "type": "OS::Heat::Value", "properties": { "value": { "a": 1 } } },
            "b": { "type": "OS::Heat::TestResource", "properties": { "value": value } },
        }))
    };
    let bad = json!({ "list_join": [",", { "get_attr": ["map", "value"] }] });
    let path = created(client, resources(bad.clone()), &json!({})).await;
    client.settled(&path).await;
    insta::assert_snapshot!(client.events(&path).await, @r#"
    web CREATE_IN_PROGRESS Stack CREATE started
    map CREATE_IN_PROGRESS state changed
    map CREATE_COMPLETE state changed
    web CREATE_FAILED "list_join" must operate on a list
    "#);
    let resource = get(client, &format!("{path}/resources/b")).await;
    assert_eq!(resource["resource"]["resource_status"], "INIT_COMPLETE");

    for value in [json!("x"), bad] {
        let body = json!({ "template": resources(value) });
        client.send(Method::PUT, &path, Some(body)).await;
        client.settled(&path).await;
    }
    let stack = client.settled(&path).await;
    assert_eq!(stack["stack_status"], "UPDATE_FAILED");
    assert_eq!(
        stack["stack_status_reason"],
        "\"list_join\" must operate on a list"
    );
    let resource = get(client, &format!("{path}/resources/b")).await;
    assert_eq!(resource["resource"]["resource_status"], "CREATE_COMPLETE");
}

#[tokio::test]
async fn what_was_rolled_back_is_exported_with_an_empty_environment() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let failing = json!({ "type": "OS::Heat::TestResource", "properties": { "fail": true } });
    let settings = json!({ "disable_rollback": false });
    let path = created(client, template(&json!({ "a": failing })), &settings).await;
    client.settled(&path).await;
    let body = json!({ "name": "kept" });
    let (_, snapshot) = client
        .send(Method::POST, &format!("{path}/snapshots"), Some(body))
        .await;
    assert_eq!(
        snapshot["data"]["environment"],
        json!({ "resource_registry": { "resources": {} }, "parameters": {},
            "parameter_defaults": {}, "event_sinks": [] })
    );
    client.settled(&path).await;
    client.send(Method::DELETE, &path, None).await;
    client.settled(&path).await;
    assert_eq!(
        get(client, &format!("{path}/template")).await,
        json!({ "heat_template_version": "2018-08-31" })
    );
}

#[tokio::test]
async fn a_hook_before_there_is_anything_is_told_without_an_id() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let settings = json!({ "environment": { "resource_registry": { "resources": {
        "a": { "hooks": "pre-create" } } } } });
    let resources = json!({ "a": { "type": "OS::Heat::TestResource" } });
    let path = created(client, template(&resources), &settings).await;
    let hook = json!({ "unset_hook": "pre-create" });
    let signal = format!("{path}/resources/a/signal");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    loop {
        let (status, answer) = client.send(Method::POST, &signal, Some(hook.clone())).await;
        if status == 200 {
            break;
        }
        assert!(std::time::Instant::now() < deadline, "{answer}");
        tokio::task::yield_now().await;
    }
    client.settled(&path).await;
    let events = get(client, &format!("{path}/resources/a/events")).await;
    let events = events["events"].as_array().unwrap();
    let of_hooks: Vec<&Value> = events
        .iter()
        .filter(|event| event["resource_status"] == "INIT_COMPLETE")
        .map(|event| &event["physical_resource_id"])
        .collect();
    assert_eq!(of_hooks, [&Value::Null, &Value::Null]);
}

#[tokio::test]
async fn a_random_string_is_drawn_from_the_sequence_of_old_templates() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let resources = json!({ "r": { "type": "OS::Heat::RandomString", "properties": {
        "length": 200, "sequence": "digits" } } });
    let path = created(client, template(&resources), &json!({})).await;
    client.settled(&path).await;
    let resource = get(client, &format!("{path}/resources/r")).await;
    let text = resource["resource"]["attributes"]["value"]
        .as_str()
        .unwrap();
    assert_eq!(text.len(), 200);
    assert!(text.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
}

#[tokio::test]
async fn of_an_action_in_place_only_the_first_failure_is_told() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let tests = template(&json!({
        "a": { "type": "OS::Heat::TestResource" },
        "b": { "type": "OS::Heat::TestResource" },
    }));
    let path = created(client, tests, &json!({})).await;
    client.settled(&path).await;
    // Nothing is suspended, so both fail; what comes after the check would come too late.
    for action in ["resume", "check"] {
        let actions = format!("{path}/actions");
        let body = json!({ action: null });
        let (status, _) = client.send(Method::POST, &actions, Some(body)).await;
        assert_eq!(status, 200);
        client.settled(&path).await;
    }
    let events = client.events(&path).await;
    assert_eq!(events.matches("web RESUME_FAILED").count(), 1, "{events}");
}

#[tokio::test]
async fn a_random_string_of_no_known_sequence_fails_when_it_is_made() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let of = |sequence: &str| {
        template(
            &json!({ "r": { "type": "OS::Heat::RandomString", "properties": {
            "sequence": sequence } } }),
        )
    };
    let body = |sequence: &str| json!({ "stack_name": "web", "template": of(sequence) });
    let mut seen = Vec::new();
    for sequence in ["nonsense", ""] {
        for path in ["/validate", "/stacks/preview"] {
            let (status, answer) = client.send(Method::POST, path, Some(body(sequence))).await;
            seen.push(format!("{status} {}", answer["error"]["message"]));
        }
    }
    let path = created(client, of("nonsense"), &json!({})).await;
    let stack = client.settled(&path).await;
    seen.push(stack["stack_status_reason"].to_string());
    let resource = get(client, &format!("{path}/resources/r")).await;
    seen.push(resource["resource"]["resource_status_reason"].to_string());
    insta::assert_snapshot!(seen.join("\n"), @r#"
    200 null
    200 null
    200 null
    400 "Property error: : resources.r.properties.sequence: : \"\" is not an allowed value [\"lettersdigits\", \"letters\", \"lowercase\", \"uppercase\", \"digits\", \"hexdigits\", \"octdigits\"]"
    "Resource CREATE failed: AssertionError: resources.r: "
    "AssertionError: resources.r: "
    "#);
}

#[tokio::test]
async fn a_value_is_shown_also_where_its_turn_never_came() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let value = |value: Value| json!({ "type": "OS::Heat::Value", "depends_on": "bad", "properties": { "value": value } });
    let resources = json!({
        "bad": { "type": "OS::Heat::TestResource", "properties": { "fail": true } },
        "text": value(json!("abc")),
        "joined": value(json!({ "list_join": [",", ["a", "b"]] })),
        "reference": value(json!({ "get_resource": "bad" })),
        "attribute": value(json!({ "get_attr": ["bad", "output"] })),
    });
    let path = created(client, template(&resources), &json!({})).await;
    let stack = client.settled(&path).await;
    assert_eq!(stack["stack_status"], "CREATE_FAILED");
    let mut seen = Vec::new();
    for name in ["text", "joined", "reference", "attribute"] {
        let answer = get(client, &format!("{path}/resources/{name}")).await;
        let resource = &answer["resource"];
        let (status, attributes) = (&resource["resource_status"], &resource["attributes"]);
        seen.push(format!("{status} {attributes}"));
    }
    insta::assert_snapshot!(seen.join("\n"), @r#"
    "INIT_COMPLETE" {"value":"abc"}
    "INIT_COMPLETE" {"value":"a,b"}
    "INIT_COMPLETE" {"value":"bad"}
    "INIT_COMPLETE" {"value":null}
    "#);
}
