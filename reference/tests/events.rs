//! What events call the real thing: its id or, until it has one, the name that it is to have.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use common::{Client, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// Pairs of status and `physical_resource_id` in a resource's events, oldest first.
async fn calls(client: &Client, path: &str, resource: &str) -> Vec<(String, String)> {
    let path = format!("{path}/events?sort_dir=asc&resource_name={resource}");
    let (status, answer) = client.send(Method::GET, &path, None).await;
    assert_eq!(status, 200, "{answer}");
    let text = |event: &Value, key: &str| event[key].as_str().unwrap_or("null").to_owned();
    let events = answer["events"].as_array().unwrap().iter();
    events
        .map(|event| {
            let status = text(event, "resource_status");
            (status, text(event, "physical_resource_id"))
        })
        .collect()
}

fn template(resources: &Value) -> Value {
    json!({ "heat_template_version": "2018-08-31", "resources": resources })
}

fn test_resource(properties: &Value) -> Value {
    json!({ "a": { "type": "OS::Heat::TestResource", "properties": properties } })
}

/// The statuses, each of which must come with the first physical name.
fn statuses(calls: &[(String, String)]) -> Vec<&str> {
    let first = &calls[0].1;
    assert!(first.starts_with("web-a-"), "{calls:?}");
    assert_eq!(first.len(), "web-a-".len() + 12, "{calls:?}");
    calls
        .iter()
        .map(|(status, name)| {
            assert_eq!(name, first, "{calls:?}");
            status.as_str()
        })
        .collect()
}

#[tokio::test]
async fn what_has_no_id_yet_is_called_by_its_physical_name() {
    let server = Server::start(None, None).await;
    let client = server.client();

    let none = template(&json!({ "a": { "type": "OS::Heat::None" } }));
    let path = client.create("other", none).await;
    client.settled(&path).await;
    let calls_of_none = calls(client, &path, "a").await;
    assert!(
        calls_of_none[0].1.starts_with("other-a-"),
        "{calls_of_none:?}"
    );
    assert!(!calls_of_none[1].1.contains("other"), "{calls_of_none:?}");

    let failing = template(&test_resource(&json!({ "value": "x", "fail": true })));
    let path = client.create("web", failing).await;
    client.settled(&path).await;
    assert_eq!(
        statuses(&calls(client, &path, "a").await),
        ["CREATE_IN_PROGRESS", "CREATE_FAILED"]
    );
    client.send(Method::DELETE, &path, None).await;
    client.settled(&path).await;
    assert_eq!(
        statuses(&calls(client, &path, "a").await)[2],
        "DELETE_IN_PROGRESS"
    );
}

#[tokio::test]
async fn a_replacement_has_a_physical_name_of_its_own() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let version = |value: &str, is_replaced: bool| {
        let properties = json!({ "value": value, "update_replace": is_replaced });
        template(&test_resource(&properties))
    };
    let path = client.create("web", version("x", false)).await;
    client.settled(&path).await;
    let body = json!({ "template": version("y", true) });
    let (status, _) = client.send(Method::PUT, &path, Some(body)).await;
    assert_eq!(status, 202);
    client.settled(&path).await;

    let (new, old): (Vec<_>, Vec<_>) = {
        let calls = calls(client, &path, "a").await;
        let first = calls[0].1.clone();
        calls.into_iter().partition(|(_, name)| *name != first)
    };
    assert_eq!(
        statuses(&old),
        [
            "CREATE_IN_PROGRESS",
            "CREATE_COMPLETE",
            "UPDATE_IN_PROGRESS",
            "UPDATE_COMPLETE",
            "DELETE_IN_PROGRESS",
            "DELETE_COMPLETE"
        ]
    );
    assert_eq!(statuses(&new), ["CREATE_IN_PROGRESS", "CREATE_COMPLETE"]);
}
