//! What is stored is what can be asked for: nothing that is over stays for ever.
#![expect(clippy::unwrap_used, reason = "helpers of tests are not seen as tests")]

mod common;

use std::path::{Path, PathBuf};

use common::{Client, Server};
use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A server with a database in a file, and these lines of configuration.
async fn start(config: &str) -> (Server, PathBuf, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (config_path, database) = (folder.path().join("config.yaml"), folder.path().join("db"));
    std::fs::write(&config_path, config).unwrap();
    let server = Server::start(Some(&database), Some(&config_path)).await;
    (server, database, folder)
}

/// The number that a query gives.
fn count(database: &Path, query: &str) -> i64 {
    let connection = Connection::open(database).unwrap();
    connection.query_row(query, [], |row| row.get(0)).unwrap()
}

/// A template with one resource that takes a moment, and ends with this value.
fn slow(value: &str) -> Value {
    json!({ "heat_template_version": "2018-08-31", "resources": { "a": {
        "type": "OS::Heat::TestResource",
        "properties": { "value": value, "action_wait_secs": { "create": 0.2, "update": 0.2 } } } } })
}

/// Asks for an update; it is not waited for.
async fn begin_update(client: &Client, path: &str, template: &Value) {
    let body = json!({ "template": template });
    let (status, answer) = client.send(Method::PUT, path, Some(body)).await;
    assert_eq!(status, 202, "{answer}");
}

/// Templates that are kept although no stack has them, and none has just turned from them.
const FORGOTTEN_TEMPLATES: &str = "SELECT count(*) FROM templates t WHERE retired_at IS NULL \
     AND NOT EXISTS (SELECT 1 FROM stacks WHERE template_id = t.id OR previous_template_id = t.id)";

/// Properties that neither a resource nor an event has.
const FORGOTTEN_PROPERTIES: &str = "SELECT count(*) FROM property_data p \
     WHERE NOT EXISTS (SELECT 1 FROM resources WHERE property_data_id = p.id) \
     AND NOT EXISTS (SELECT 1 FROM events WHERE property_data_id = p.id)";

#[tokio::test]
async fn no_template_outlives_the_stacks_that_had_it() {
    let (server, database, _folder) = start("{}").await;
    let client = server.client();
    let path = client.create("web", slow("0")).await;
    client.settled(&path).await;
    // Updates amid updates, one that fails, one after it, and a delete amid an update.
    for value in ["1", "2", "3"] {
        begin_update(client, &path, &slow(value)).await;
    }
    client.settled(&path).await;
    let mut failing = slow("4");
    failing["resources"]["a"]["properties"]["fail"] = json!(true);
    begin_update(client, &path, &failing).await;
    let stack = client.settled(&path).await;
    assert_eq!(stack["stack_status"], "UPDATE_FAILED");
    begin_update(client, &path, &slow("5")).await;
    client.settled(&path).await;
    begin_update(client, &path, &slow("6")).await;
    let (status, _) = client.send(Method::DELETE, &path, None).await;
    assert_eq!(status, 204);
    client.settled(&path).await;

    assert_eq!(count(&database, FORGOTTEN_TEMPLATES), 0);
    assert_eq!(count(&database, FORGOTTEN_PROPERTIES), 0);
    // The query finds what it is to find.
    assert!(
        count(
            &database,
            "SELECT count(*) FROM templates WHERE retired_at > ''"
        ) >= 6
    );
}

#[tokio::test]
async fn the_oldest_events_are_forgotten() {
    let (server, database, _folder) = start("limits: {max_events_per_stack: 300}\n").await;
    let client = server.client();
    let resources: serde_json::Map<_, _> = (0..80)
        .map(|n| (format!("r{n}"), json!({ "type": "OS::Heat::TestResource" })))
        .collect();
    let template = |value: &str| {
        let mut resources = resources.clone();
        for resource in resources.values_mut() {
            resource["properties"] = json!({ "value": value });
        }
        json!({ "heat_template_version": "2018-08-31", "resources": resources })
    };
    let path = client.create("web", template("x")).await;
    client.settled(&path).await;
    assert_eq!(client.events(&path).await.lines().count(), 162);

    begin_update(client, &path, &template("y")).await;
    client.settled(&path).await;
    // Of 324, the oldest 200 are gone.
    let events = client.events(&path).await;
    assert_eq!(events.lines().count(), 124);
    assert!(!events.contains("CREATE"), "{events}");
    assert!(events.ends_with("web UPDATE_COMPLETE Stack UPDATE completed successfully"));
    assert_eq!(count(&database, FORGOTTEN_PROPERTIES), 0);
    assert!(count(&database, "SELECT count(*) FROM property_data") < 160);
}
