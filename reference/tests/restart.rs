//! What was acknowledged survives `kill -9`, and what was unfinished is finished.

mod common;

use std::time::{Duration, Instant};

use common::Server;
use reqwest::Method;
use serde_json::{Value, json};

/// A chain of resources of which each takes a while.
fn chain(n_resources: usize, seconds: f64) -> Value {
    let mut resources = serde_json::Map::new();
    for index in 0..n_resources {
        let mut resource = json!({
            "type": "OS::Heat::TestResource",
            "properties": { "value": format!("v{index}"), "wait_secs": seconds },
        });
        if index > 0 {
            resource["depends_on"] = json!(format!("r{}", index - 1));
        }
        resources.insert(format!("r{index}"), resource);
    }
    json!({
        "heat_template_version": "2018-08-31",
        "resources": resources,
        "outputs": { "last": { "value": { "get_attr": [format!("r{}", n_resources - 1), "output"] } } },
    })
}

#[tokio::test]
async fn a_create_goes_on_after_the_server_was_killed_in_the_middle_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let server = Server::start(Some(&database), None).await;
    let path = server.client().create("web", chain(4, 0.3)).await;
    let deadline = Instant::now() + Duration::from_secs(10);
    while !server
        .client()
        .events(&path)
        .await
        .contains("r1 CREATE_IN_PROGRESS")
    {
        assert!(Instant::now() < deadline);
    }
    server.kill();

    let server = Server::start(Some(&database), None).await;
    let stack = server.client().settled(&path).await;
    assert_eq!(stack["stack_status"], "CREATE_COMPLETE");
    assert_eq!(stack["outputs"][0]["output_value"], "v3");
    insta::assert_snapshot!(server.client().events(&path).await, @r"
    web CREATE_IN_PROGRESS Stack CREATE started
    r0 CREATE_IN_PROGRESS state changed
    r0 CREATE_COMPLETE state changed
    r1 CREATE_IN_PROGRESS state changed
    r1 CREATE_COMPLETE state changed
    r2 CREATE_IN_PROGRESS state changed
    r2 CREATE_COMPLETE state changed
    r3 CREATE_IN_PROGRESS state changed
    r3 CREATE_COMPLETE state changed
    web CREATE_COMPLETE Stack CREATE completed successfully
    ");
}

#[tokio::test]
async fn every_acknowledged_request_survives_being_killed_at_any_moment() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let mut paths: Vec<String> = Vec::new();
    for round in 0..6 {
        let server = Server::start(Some(&database), None).await;
        for index in 0..8 {
            let name = format!("s{round}-{index}");
            paths.push(server.client().create(&name, chain(3, 0.02)).await);
        }
        // Half of the last round is deleted again, and nothing is waited for.
        for path in paths.iter().rev().take(4) {
            let (status, _) = server.client().send(Method::DELETE, path, None).await;
            assert_eq!(status, 204);
        }
        tokio::time::sleep(Duration::from_millis(7 * round)).await;
        server.kill();
    }
    let server = Server::start(Some(&database), None).await;
    for (index, path) in paths.iter().enumerate() {
        let stack = server.client().settled(path).await;
        let wanted = if index % 8 < 4 {
            "CREATE_COMPLETE"
        } else {
            "DELETE_COMPLETE"
        };
        assert_eq!(
            stack["stack_status"],
            wanted,
            "{}",
            server.client().events(path).await
        );
    }
}
