//! Signals, wait conditions and hooks over the end of the server, and the users that may signal.

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

#[tokio::test]
async fn the_user_of_a_deployment_may_say_that_it_is_done() {
    let server = Server::start(None, None).await;
    let template = json!({
        "heat_template_version": "2018-08-31",
        "resources": {
            "config": { "type": "OS::Heat::SoftwareConfig", "properties": { "config": "x" } },
            "deployment": {
                "type": "OS::Heat::SoftwareDeployment",
                "properties": {
                    "config": { "get_resource": "config" }, "server": "a-server",
                    "signal_transport": "HEAT_SIGNAL", "actions": ["CREATE"],
                },
            },
        },
        "outputs": { "said": { "value": { "get_attr": ["deployment", "deploy_stdout"] } } },
    });
    let path = server.client().create("web", template).await;
    until_event(server.client(), &path, "deployment CREATE_IN_PROGRESS").await;
    let deadline = Instant::now() + Duration::from_secs(10);
    let config = loop {
        let path = "/software_deployments/metadata/a-server";
        let (_, answer) = server.client().send(Method::GET, path, None).await;
        if let Some(config) = answer["metadata"].as_array().and_then(|all| all.first()) {
            break config.clone();
        }
        assert!(Instant::now() < deadline, "{answer}");
    };
    let inputs = config["inputs"].as_array().unwrap();
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
