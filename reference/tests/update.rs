//! Updates: nothing, in place, by replacement, and back again when they fail; each list of events
//! is the one that upstream gives.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use common::{Client, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// A template with these resources.
fn template(resources: &Value) -> Value {
    json!({ "heat_template_version": "2018-08-31", "resources": resources })
}

/// A resource that waits and fails as it is told.
fn test_resource(properties: &Value) -> Value {
    json!({ "type": "OS::Heat::TestResource", "properties": properties })
}

/// The template that a stack has.
async fn stored_template(client: &Client, path: &str) -> Value {
    let path = format!("{path}/template");
    let (_, template) = client.send(Method::GET, &path, None).await;
    template
}

/// Updates a stack and waits until nothing is under way; its events since.
async fn update(client: &Client, path: &str, template: Value) -> String {
    let n_before = client.events(path).await.lines().count();
    let body = json!({ "template": template });
    let (status, answer) = client.send(Method::PUT, path, Some(body)).await;
    assert_eq!(status, 202, "{answer}");
    client.settled(path).await;
    let events = client.events(path).await;
    events.lines().skip(n_before).collect::<Vec<_>>().join("\n")
}

/// Creates a stack that is rolled back when it fails, and waits for it.
async fn created(client: &Client, template: Value) -> String {
    let body = json!({ "stack_name": "web", "template": template, "disable_rollback": false });
    let (status, answer) = client.send(Method::POST, "/stacks", Some(body)).await;
    assert_eq!(status, 201, "{answer}");
    let path = format!("/stacks/web/{}", answer["stack"]["id"].as_str().unwrap());
    client.settled(&path).await;
    path
}

#[tokio::test]
async fn an_update_that_changes_nothing_touches_no_resource() {
    let server = Server::start(None, None).await;
    let template = template(&json!({ "a": test_resource(&json!({ "value": "x" })) }));
    let path = created(server.client(), template.clone()).await;
    insta::assert_snapshot!(update(server.client(), &path, template).await, @r"
    web UPDATE_IN_PROGRESS Stack UPDATE started
    web UPDATE_COMPLETE Stack UPDATE completed successfully
    ");
}

#[tokio::test]
async fn dependants_follow_a_change_in_place() {
    let server = Server::start(None, None).await;
    let template = |value: &str| {
        template(&json!({
            "a": test_resource(&json!({ "value": value })),
            "b": test_resource(&json!({ "value": { "get_attr": ["a", "output"] } })),
        }))
    };
    let path = created(server.client(), template("x")).await;
    insta::assert_snapshot!(update(server.client(), &path, template("y")).await, @r"
    web UPDATE_IN_PROGRESS Stack UPDATE started
    a UPDATE_IN_PROGRESS state changed
    a UPDATE_COMPLETE state changed
    b UPDATE_IN_PROGRESS state changed
    b UPDATE_COMPLETE state changed
    web UPDATE_COMPLETE Stack UPDATE completed successfully
    ");
}

#[tokio::test]
async fn a_replaced_resource_is_deleted_when_its_dependants_use_the_new_one() {
    let server = Server::start(None, None).await;
    let template = |length: u8| {
        template(&json!({
            "a": { "type": "OS::Heat::RandomString", "properties": { "length": length } },
            "b": test_resource(&json!({ "value": { "get_attr": ["a", "value"] } })),
        }))
    };
    let path = created(server.client(), template(4)).await;
    insta::assert_snapshot!(update(server.client(), &path, template(5)).await, @r"
    web UPDATE_IN_PROGRESS Stack UPDATE started
    a UPDATE_IN_PROGRESS state changed
    a UPDATE_COMPLETE The Resource a requires replacement.
    a CREATE_IN_PROGRESS state changed
    a CREATE_COMPLETE state changed
    b UPDATE_IN_PROGRESS state changed
    b UPDATE_COMPLETE state changed
    a DELETE_IN_PROGRESS state changed
    a DELETE_COMPLETE state changed
    web UPDATE_COMPLETE Stack UPDATE completed successfully
    ");
}

#[tokio::test]
async fn a_failed_update_goes_back_and_makes_the_failed_resource_anew() {
    let server = Server::start(None, None).await;
    let template = |length: u8, fail: bool| {
        template(&json!({
            "a": { "type": "OS::Heat::RandomString", "properties": { "length": length } },
            "b": test_resource(&json!({ "value": { "get_attr": ["a", "value"] }, "fail": fail })),
        }))
    };
    let path = created(server.client(), template(4, false)).await;
    insta::assert_snapshot!(update(server.client(), &path, template(5, true)).await, @r"
    web UPDATE_IN_PROGRESS Stack UPDATE started
    a UPDATE_IN_PROGRESS state changed
    a UPDATE_COMPLETE The Resource a requires replacement.
    a CREATE_IN_PROGRESS state changed
    a CREATE_COMPLETE state changed
    b UPDATE_IN_PROGRESS state changed
    b UPDATE_FAILED ValueError: resources.b: Test Resource failed b
    web UPDATE_FAILED Resource UPDATE failed: ValueError: resources.b: Test Resource failed b
    web ROLLBACK_IN_PROGRESS Stack ROLLBACK started
    b CREATE_IN_PROGRESS state changed
    b CREATE_COMPLETE state changed
    b DELETE_IN_PROGRESS state changed
    b DELETE_COMPLETE state changed
    a DELETE_IN_PROGRESS state changed
    a DELETE_COMPLETE state changed
    web ROLLBACK_COMPLETE Stack ROLLBACK completed successfully
    ");
    let stored = stored_template(server.client(), &path).await;
    assert_eq!(stored, template(4, false));
}

#[tokio::test]
async fn a_failed_create_is_rolled_back_to_nothing() {
    let server = Server::start(None, None).await;
    let resources = json!({
        "a": test_resource(&json!({ "value": "x" })),
        "b": { "type": "OS::Heat::TestResource", "depends_on": "a", "properties": { "fail": true } },
    });
    let path = created(server.client(), template(&resources)).await;
    insta::assert_snapshot!(server.client().events(&path).await, @r"
    web CREATE_IN_PROGRESS Stack CREATE started
    a CREATE_IN_PROGRESS state changed
    a CREATE_COMPLETE state changed
    b CREATE_IN_PROGRESS state changed
    b CREATE_FAILED ValueError: resources.b: Test Resource failed b
    web CREATE_FAILED Resource CREATE failed: ValueError: resources.b: Test Resource failed b
    web ROLLBACK_IN_PROGRESS Stack ROLLBACK started
    b DELETE_IN_PROGRESS state changed
    b DELETE_COMPLETE state changed
    a DELETE_IN_PROGRESS state changed
    a DELETE_COMPLETE state changed
    web ROLLBACK_COMPLETE Stack ROLLBACK completed successfully
    ");
    let stored = stored_template(server.client(), &path).await;
    assert_eq!(stored, json!({ "heat_template_version": "2018-08-31" }));
}

#[tokio::test]
async fn an_update_after_a_roll_back_uses_its_own_template() {
    let server = Server::start(None, None).await;
    let template = |value: &str, fail: bool| {
        template(&json!({ "a": test_resource(&json!({ "value": value, "fail": fail })) }))
    };
    let path = created(server.client(), template("x", false)).await;
    update(server.client(), &path, template("y", true)).await;
    let events = update(server.client(), &path, template("z", false)).await;
    assert!(
        events.ends_with("web UPDATE_COMPLETE Stack UPDATE completed successfully"),
        "{events}"
    );
}
