//! Resources as they are shown: attributes asked of the real things, metadata, times.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use common::{Client, Server};
use reqwest::Method;
use serde_json::{Value, json};

/// A network with a server on it, and a resource that no cloud knows.
fn template(owner: &str) -> Value {
    let metadata = json!({ "owner": owner });
    json!({
        "heat_template_version": "2018-08-31",
        "resources": {
            "net": { "type": "OS::Neutron::Net", "properties": { "name": "own" } },
            "subnet": {
                "type": "OS::Neutron::Subnet",
                "properties": { "network": { "get_resource": "net" }, "cidr": "10.1.0.0/24" },
            },
            "server": {
                "type": "OS::Nova::Server",
                "depends_on": "subnet",
                "properties": {
                    "flavor": "m1.small",
                    "image": "cirros",
                    "networks": [{ "network": { "get_resource": "net" } }],
                },
                "metadata": metadata,
            },
            "secret": { "type": "OS::Heat::RandomString", "metadata": metadata },
        },
    })
}

async fn send(client: &Client, method: Method, path: &str, template: Value) -> Value {
    let body = json!({ "stack_name": "web", "template": template });
    let (status, answer) = client.send(method, path, Some(body)).await;
    assert!(status < 300, "{answer}");
    answer
}

async fn created(client: &Client) -> String {
    let answer = send(client, Method::POST, "/stacks", template("one")).await;
    let path = format!("/stacks/web/{}", answer["stack"]["id"].as_str().unwrap());
    client.settled(&path).await;
    path
}

async fn get(client: &Client, path: &str) -> Value {
    let (status, answer) = client.send(Method::GET, path, None).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

#[tokio::test]
async fn attributes_are_what_the_service_shows() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let path = created(client).await;
    let net = get(client, &format!("{path}/resources/net")).await;
    let attributes = &net["resource"]["attributes"];
    assert_eq!(attributes["id"], net["resource"]["physical_resource_id"]);
    assert_eq!(attributes["name"], "own");
    // The whole is shown; its other names are there only if they are asked for.
    let path = format!("{path}/resources/server");
    let shown = get(client, &path).await;
    assert_eq!(shown["resource"]["attributes"]["networks"], Value::Null);
    let shown = get(client, &format!("{path}?with_attr=networks&with_attr=none")).await;
    let attributes = &shown["resource"]["attributes"];
    assert_eq!(attributes["status"], "ACTIVE");
    assert!(attributes["networks"]["own"].is_array(), "{attributes}");
    assert_eq!(attributes.get("none"), Some(&Value::Null));
}

#[tokio::test]
async fn an_update_changes_the_metadata_of_servers_only() {
    let server = Server::start(None, None).await;
    let client = server.client();
    let path = created(client).await;
    send(client, Method::PUT, &path, template("two")).await;
    client.settled(&path).await;
    for (name, owner) in [("server", "two"), ("secret", "one")] {
        let path = format!("{path}/resources/{name}");
        let shown = get(client, &path).await;
        assert_eq!(shown["resource"]["resource_status"], "UPDATE_COMPLETE");
        let metadata = get(client, &format!("{path}/metadata")).await;
        assert_eq!(
            metadata,
            json!({ "metadata": { "owner": owner } }),
            "{name}"
        );
    }
}
