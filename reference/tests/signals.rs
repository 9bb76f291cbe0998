//! Signals, wait conditions and hooks over the end of the server, and the users that may signal.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use std::time::{Duration, Instant};

use common::{Client, Server};
use reqwest::Method;
use serde_json::{Value, json};

fn waiting(count: u32) -> Value {
    json!({
        "heat_template_version": "2018-08-31",
        "resources": {
            "handle": { "type": "OS::Heat::WaitConditionHandle" },
            "wait": {
                "type": "OS::Heat::WaitCondition",
                "properties": {
                    "handle": { "get_resource": "handle" }, "timeout": 300, "count": count,
                },
            },
        },
        "outputs": { "told": { "value": { "get_attr": ["wait", "data"] } } },
    })
}

/// Waits until a line with that text is among the stack's events.
async fn until_event(client: &Client, path: &str, text: &str) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !client.events(path).await.contains(text) {
        assert!(Instant::now() < deadline, "no {text}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn signal(client: &Client, path: &str, resource: &str, details: Value) -> u16 {
    let path = format!("{path}/resources/{resource}/signal");
    client.send(Method::POST, &path, Some(details)).await.0
}

#[tokio::test]
async fn a_wait_goes_on_with_the_signals_that_came_before_the_end_of_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let server = Server::start(Some(&database), None).await;
    let path = server.client().create("web", waiting(2)).await;
    until_event(server.client(), &path, "wait CREATE_IN_PROGRESS").await;
    let first = json!({ "id": "one", "data": [1] });
    assert_eq!(signal(server.client(), &path, "handle", first).await, 200);
    server.kill();

    let server = Server::start(Some(&database), None).await;
    let second = json!({ "id": "two" });
    assert_eq!(signal(server.client(), &path, "handle", second).await, 200);
    let stack = server.client().settled(&path).await;
    assert_eq!(stack["stack_status"], "CREATE_COMPLETE");
    let told = &stack["outputs"][0]["output_value"];
    assert_eq!(told, r#"{"one": [1], "two": null}"#);
    insta::assert_snapshot!(server.client().events(&path).await, @"
    web CREATE_IN_PROGRESS Stack CREATE started
    handle CREATE_IN_PROGRESS state changed
    handle CREATE_COMPLETE state changed
    wait CREATE_IN_PROGRESS state changed
    handle SIGNAL_COMPLETE Signal: status:SUCCESS reason:Signal 1 received
    handle SIGNAL_COMPLETE Signal: status:SUCCESS reason:Signal 2 received
    wait CREATE_COMPLETE state changed
    web CREATE_COMPLETE Stack CREATE completed successfully
    ");
}

#[tokio::test]
async fn a_resource_waits_at_its_hooks_also_after_the_end_of_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let server = Server::start(Some(&database), None).await;
    let template = json!({
        "heat_template_version": "2018-08-31",
        "resources": { "held": { "type": "OS::Heat::RandomString" } },
    });
    let hooks = ["pre-create", "post-create", "pre-delete", "post-delete"];
    let body = json!({
        "stack_name": "web",
        "template": template,
        "environment": { "resource_registry": { "resources": { "he*": { "hooks": hooks } } } },
    });
    let (status, answer) = server
        .client()
        .send(Method::POST, "/stacks", Some(body))
        .await;
    assert_eq!(status, 201);
    let path = format!("/stacks/web/{}", answer["stack"]["id"].as_str().unwrap());

    let mut server = server;
    for hook in hooks {
        if hook == "pre-delete" {
            let stack = server.client().settled(&path).await;
            assert_eq!(stack["stack_status"], "CREATE_COMPLETE");
            server.client().send(Method::DELETE, &path, None).await;
        }
        until_event(server.client(), &path, &format!("Hook {hook} is")).await;
        server.kill();
        server = Server::start(Some(&database), None).await;
        let clear = json!({ "unset_hook": hook });
        assert_eq!(signal(server.client(), &path, "held", clear).await, 200);
    }
    server.client().settled(&path).await;
    insta::assert_snapshot!(server.client().events(&path).await, @"
    web CREATE_IN_PROGRESS Stack CREATE started
    held INIT_COMPLETE CREATE paused until Hook pre-create is cleared
    held INIT_COMPLETE Hook pre-create is cleared
    held CREATE_IN_PROGRESS state changed
    held CREATE_COMPLETE state changed
    held CREATE_COMPLETE CREATE paused until Hook post-create is cleared
    held CREATE_COMPLETE Hook post-create is cleared
    web CREATE_COMPLETE Stack CREATE completed successfully
    web DELETE_IN_PROGRESS Stack DELETE started
    held CREATE_COMPLETE DELETE paused until Hook pre-delete is cleared
    held CREATE_COMPLETE Hook pre-delete is cleared
    held DELETE_IN_PROGRESS state changed
    held DELETE_COMPLETE state changed
    held DELETE_COMPLETE DELETE paused until Hook post-delete is cleared
    held DELETE_COMPLETE Hook post-delete is cleared
    web DELETE_COMPLETE Stack DELETE completed successfully
    ");
}

#[tokio::test]
async fn a_hook_that_was_cleared_stays_cleared_when_the_server_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let mut server = Server::start(Some(&database), None).await;
    let names: Vec<String> = (0..30).map(|n| format!("held{n}")).collect();
    for hook in ["pre-create", "post-create"] {
        let resources: serde_json::Map<_, _> = names
            .iter()
            .map(|name| (name.clone(), json!({ "type": "OS::Heat::RandomString" })))
            .collect();
        let body = json!({
            "stack_name": hook,
            "template": { "heat_template_version": "2018-08-31", "resources": resources },
            "environment": { "resource_registry": { "resources": { "*": { "hooks": hook } } } },
        });
        let (status, answer) = server
            .client()
            .send(Method::POST, "/stacks", Some(body))
            .await;
        assert_eq!(status, 201, "{answer}");
        let path = format!("/stacks/{hook}/{}", answer["stack"]["id"].as_str().unwrap());
        for name in &names {
            let held = format!(
                "{name} {}",
                if hook == "pre-create" {
                    "INIT"
                } else {
                    "CREATE"
                }
            );
            until_event(
                server.client(),
                &path,
                &format!("{held}_COMPLETE CREATE paused"),
            )
            .await;
        }
        let mut signals = tokio::task::JoinSet::new();
        for name in names.clone() {
            let (client, path) = (server.client().clone(), path.clone());
            let clear = json!({ "unset_hook": hook });
            signals.spawn(async move { signal(&client, &path, &name, clear).await });
        }
        assert_eq!(signals.join_all().await, [200; 30]);
        server.kill();

        server = Server::start(Some(&database), None).await;
        let stack = server.client().settled(&path).await;
        assert_eq!(stack["stack_status"], "CREATE_COMPLETE", "{hook}");
    }
}

#[tokio::test]
async fn the_user_of_a_handle_may_signal_and_nothing_else() {
    let server = Server::start(None, None).await;
    let path = server.client().create("web", waiting(1)).await;
    until_event(server.client(), &path, "wait CREATE_IN_PROGRESS").await;
    let handle = format!("{path}/resources/handle");
    let (_, answer) = server.client().send(Method::GET, &handle, None).await;
    let attribute = |name: &str| answer["resource"]["attributes"][name].as_str().unwrap();
    let endpoint = attribute("endpoint");
    let base = endpoint.strip_suffix(&format!("{handle}/signal")).unwrap();
    let user = server.client().bearing(attribute("token"), base);

    let metadata = format!("{handle}/metadata");
    for (path, refusal) in [
        (&path, "You are not authorized to use stacks:show."),
        (&handle, "You are not authorized to use resource:show."),
        (&metadata, "You are not authorized to use this action."),
    ] {
        let (status, answer) = user.send(Method::GET, path, None).await;
        assert_eq!(status, 403);
        assert_eq!(answer["error"]["message"], refusal);
    }
    assert_eq!(signal(&user, &path, "handle", json!({})).await, 200);
    let stack = server.client().settled(&path).await;
    assert_eq!(stack["stack_status"], "CREATE_COMPLETE");

    // With the handle the user goes.
    server.client().send(Method::DELETE, &path, None).await;
    server.client().settled(&path).await;
    assert_eq!(signal(&user, &path, "handle", json!({})).await, 401);
}

/// Creates a stack with a deployment that tells of its end in a way, and waits until the server is told
/// what to do: the path of the stack, and the inputs that the server gets.
async fn deploying(client: &Client, signal_transport: &str) -> (String, Vec<Value>) {
    let template = json!({
        "heat_template_version": "2018-08-31",
        "resources": {
            "config": { "type": "OS::Heat::SoftwareConfig", "properties": { "config": "x" } },
            "deployment": {
                "type": "OS::Heat::SoftwareDeployment",
                "properties": {
                    "config": { "get_resource": "config" }, "server": "a-server",
                    "signal_transport": signal_transport, "actions": ["CREATE"],
                },
            },
        },
        "outputs": { "said": { "value": { "get_attr": ["deployment", "deploy_stdout"] } } },
    });
    let path = client.create("web", template).await;
    until_event(client, &path, "deployment CREATE_IN_PROGRESS").await;
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let metadata = "/software_deployments/metadata/a-server";
        let (_, answer) = client.send(Method::GET, metadata, None).await;
        if let Some(inputs) = answer["metadata"][0]["inputs"].as_array() {
            return (path, inputs.clone());
        }
        assert!(Instant::now() < deadline, "{answer}");
    }
}

#[tokio::test]
async fn the_user_of_a_deployment_may_say_that_it_is_done() {
    let server = Server::start(None, None).await;
    let (path, inputs) = deploying(server.client(), "HEAT_SIGNAL").await;
    let input = |name: &str| {
        let found = inputs.iter().find(|input| input["name"] == name);
        found.and_then(|input| input["value"].as_str()).unwrap()
    };
    let come_in = || {
        let user = (input("deploy_user_id"), input("deploy_password"));
        let project_id = input("deploy_project_id");
        server
            .client()
            .somebody(input("deploy_auth_url"), user, project_id)
    };
    let user = come_in().await.unwrap();

    let done = json!({ "deploy_stdout": "hello", "deploy_status_code": 0 });
    assert_eq!(signal(&user, &path, "deployment", done).await, 200);
    let stack = server.client().settled(&path).await;
    assert_eq!(stack["stack_status"], "CREATE_COMPLETE");
    assert_eq!(stack["outputs"][0]["output_value"], "hello");

    // With the deployment the user goes.
    server.client().send(Method::DELETE, &path, None).await;
    server.client().settled(&path).await;
    assert!(come_in().await.is_none());
}

#[tokio::test]
async fn an_update_takes_over_from_one_that_waits_at_a_hook() {
    let server = Server::start(None, None).await;
    let template = |text: &str| {
        json!({
            "heat_template_version": "2018-08-31",
            "resources": {
                "held": { "type": "OS::Heat::Value", "properties": { "value": text } },
            },
        })
    };
    let environment = json!({
        "resource_registry": { "resources": { "held": { "hooks": "pre-create" } } },
    });
    let body = json!({
        "stack_name": "web", "template": template("one"), "environment": environment,
    });
    let (_, answer) = server
        .client()
        .send(Method::POST, "/stacks", Some(body))
        .await;
    let path = format!("/stacks/web/{}", answer["stack"]["id"].as_str().unwrap());
    until_event(server.client(), &path, "CREATE paused").await;
    let body = json!({ "template": template("two") });
    let (status, _) = server.client().send(Method::PUT, &path, Some(body)).await;
    assert_eq!(status, 202);
    let stack = server.client().settled(&path).await;
    assert_eq!(stack["stack_status"], "UPDATE_COMPLETE");
}

/// Where a resource is told of without a token: the attribute of that name.
async fn attribute(client: &Client, path: &str, resource: &str, name: &str) -> String {
    let path = format!("{path}/resources/{resource}");
    let (_, answer) = client.send(Method::GET, &path, None).await;
    let value = &answer["resource"]["attributes"][name];
    value.as_str().map(str::to_owned).unwrap_or_default()
}

/// An address with what differs in every run left out.
fn shape(client: &Client, path: &str, url: &str) -> String {
    let (base, rest) = url.split_once("/v1/").unwrap();
    assert!(base.starts_with("http://127.0.0.1:"), "{url}");
    let id = path.rsplit('/').next().unwrap();
    let shown = rest.replace(client.project(), "PROJECT").replace(id, "ID");
    let (address, query) = shown.split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap();
        match name {
            "SignatureMethod" | "SignatureVersion" => pair.to_owned(),
            _ if value.is_empty() => panic!("{url}"),
            _ => name.to_owned(),
        }
    });
    format!("{address}?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[tokio::test]
async fn whoever_has_the_signed_address_of_a_policy_may_signal_it() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let policy = |adjustment: i64| {
        json!({
            "type": "OS::Heat::ScalingPolicy",
            "properties": {
                "auto_scaling_group_id": { "get_resource": "group" },
                "adjustment_type": "exact_capacity", "scaling_adjustment": adjustment,
            },
        })
    };
    let template = json!({
        "heat_template_version": "2018-08-31",
        "resources": {
            "group": {
                "type": "OS::Heat::AutoScalingGroup",
                "properties": {
                    "min_size": 1, "max_size": 3, "resource": { "type": "OS::Heat::None" },
                },
            },
            "a policy": policy(2),
            "other": policy(3),
        },
        "outputs": { "url": { "value": { "get_attr": ["a policy", "alarm_url"] } } },
    });
    let path = client.create("web", template).await;
    let stack = client.settled(&path).await;
    let url = attribute(client, &path, "a%20policy", "alarm_url").await;
    assert_eq!(stack["outputs"][0]["output_value"], url);
    insta::assert_snapshot!(shape(client, &path, &url), @"signal/arn%3Aopenstack%3Aheat%3A%3APROJECT%3Astacks/web/ID/resources/a%2520policy?SignatureMethod=HmacSHA256&SignatureVersion=2&AWSAccessKeyId&Signature");

    let (address, query) = url.split_once('?').unwrap();
    let without = |name: &str| {
        let pairs = query.split('&').filter(|pair| !pair.starts_with(name));
        format!("{address}?{}", pairs.collect::<Vec<_>>().join("&"))
    };
    let id = path.rsplit('/').next().unwrap();
    let other = attribute(client, &path, "other", "alarm_url").await;
    let (_, query_of_other) = other.split_once('?').unwrap();
    let mut seen = Vec::new();
    for refused in [
        address.to_owned(),
        without("Signature="),
        without("AWSAccessKeyId="),
        without("SignatureVersion="),
        format!("{url}&Signature=AAAA"),
        format!("{url}&Action=x"),
        format!("{}&Signature=AAAA", without("Signature=")),
        format!("{address}?{query_of_other}"),
        url.replace("a%2520policy", "other"),
        url.replace("a%2520policy", "group"),
        url.replace("a%2520policy", "none"),
        url.replace(id, "none"),
        url.replace(client.project(), "none"),
    ] {
        let (status, answer) = client.bare(Method::POST, &refused, json!({})).await;
        seen.push(format!("{status} {}", answer["error"]["message"]));
    }
    seen.dedup();
    assert_eq!(
        seen,
        [r#"403 "You are not authorized to use an address whose signature is missing or wrong.""#]
    );
    let (status, _) = client.bare(Method::PUT, &url, json!({})).await;
    assert_eq!(status, 401);
    assert!(!client.events(&path).await.contains("SIGNAL"));

    let (status, answer) = client.bare(Method::POST, &url, json!({})).await;
    assert_eq!((status, answer), (200, Value::Null));
    until_event(client, &path, "a policy SIGNAL_COMPLETE").await;
}

#[tokio::test]
async fn handles_have_signed_addresses_if_that_is_how_signals_are_to_be_sent() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let template = json!({
        "heat_template_version": "2018-08-31",
        "resources": {
            "handle": {
                "type": "OS::Heat::WaitConditionHandle",
                "properties": { "signal_transport": "CFN_SIGNAL" },
            },
            "wait": {
                "type": "OS::Heat::WaitCondition",
                "properties": { "handle": { "get_resource": "handle" }, "timeout": 300 },
            },
            "aws_handle": { "type": "AWS::CloudFormation::WaitConditionHandle" },
            "aws_wait": {
                "type": "AWS::CloudFormation::WaitCondition",
                "properties": { "Handle": { "get_resource": "aws_handle" }, "Timeout": 300 },
            },
        },
        "outputs": { "url": { "value": { "get_resource": "aws_handle" } } },
    });
    let path = client.create("web", template).await;
    until_event(client, &path, "wait CREATE_IN_PROGRESS").await;
    until_event(client, &path, "aws_wait CREATE_IN_PROGRESS").await;
    let signal = attribute(client, &path, "handle", "signal").await;
    let signal: Value = serde_json::from_str(&signal).unwrap();
    let url = signal["alarm_url"].as_str().unwrap();
    let (_, stack) = client.send(Method::GET, &path, None).await;
    let aws_url = stack["stack"]["outputs"][0]["output_value"]
        .as_str()
        .unwrap();
    let mut seen = Vec::new();
    let details = json!({ "data": "x", "id": "1" });
    let aws_details = json!({ "Data": "x", "UniqueId": "1", "Reason": "", "Status": "SUCCESS" });
    for (url, details) in [(url, details), (aws_url, aws_details)] {
        seen.push(shape(client, &path, url));
        let unsigned = url.split_once('?').unwrap().0;
        let (status, _) = client.bare(Method::PUT, unsigned, details.clone()).await;
        assert_eq!(status, 403);
        let (status, answer) = client.bare(Method::PUT, url, details).await;
        seen.push(format!("{status} {answer}"));
    }
    insta::assert_snapshot!(seen.join("\n"), @r#"
    waitcondition/arn%3Aopenstack%3Aheat%3A%3APROJECT%3Astacks/web/ID/resources/handle?SignatureMethod=HmacSHA256&SignatureVersion=2&AWSAccessKeyId&Timestamp&Signature
    200 {"resource":"handle","metadata":{"1":{"data":"x","reason":"Signal 1 received","status":"SUCCESS"}}}
    waitcondition/arn%3Aopenstack%3Aheat%3A%3APROJECT%3Astacks/web/ID/resources/aws_handle?SignatureMethod=HmacSHA256&SignatureVersion=2&AWSAccessKeyId&Timestamp&Signature
    200 {"resource":"aws_handle","metadata":{"1":{"Data":"x","Reason":"","Status":"SUCCESS"}}}
    "#);
    let stack = client.settled(&path).await;
    assert_eq!(stack["stack_status"], "CREATE_COMPLETE");
}

#[tokio::test]
async fn a_server_may_say_at_a_signed_address_that_it_has_deployed() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let (path, inputs) = deploying(client, "CFN_SIGNAL").await;
    let mut inputs = inputs.iter();
    let url = inputs
        .find(|input| input["name"] == "deploy_signal_id")
        .unwrap();
    let url = url["value"].as_str().unwrap();
    insta::assert_snapshot!(shape(client, &path, url), @"signal/arn%3Aopenstack%3Aheat%3A%3APROJECT%3Astacks/web/ID/resources/deployment?SignatureMethod=HmacSHA256&SignatureVersion=2&AWSAccessKeyId&Timestamp&Signature");
    let done = json!({ "deploy_stdout": "hello", "deploy_status_code": 0 });
    assert_eq!(client.bare(Method::POST, url, done).await.0, 200);
    let stack = client.settled(&path).await;
    assert_eq!(stack["stack_status"], "CREATE_COMPLETE");
    assert_eq!(stack["outputs"][0]["output_value"], "hello");
}
