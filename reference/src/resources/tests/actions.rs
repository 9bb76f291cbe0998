//! Actions on a server's stack: suspended, resumed, checked, kept and restored; also when the
//! program ends in the middle.

use std::path::Path;
use std::time::{Duration, Instant};

use http::Method;
use serde_json::{Value, json};

use super::stage::{Stack, Stage, config, server};
use crate::cloud::injection::{Effect, Rule};
use crate::cloud::service::Service;

async fn start(database: &Path) -> Stage {
    let mut config = config();
    config.database = Some(database.to_owned());
    Stage::start_with(config).await
}

async fn begin(stage: &Stage, stack: &Stack, action: &str) {
    let path = format!("{}/actions", stack.path());
    let mut body = json!({});
    body[action] = Value::Null;
    let (status, answer) = stage.ask("POST", &path, &body).await;
    assert_eq!((status, answer), (200, Value::Null));
}

async fn begin_snapshot(stage: &Stage, stack: &Stack, name: &str) -> String {
    let path = format!("{}/snapshots", stack.path());
    let (status, answer) = stage.ask("POST", &path, &json!({ "name": name })).await;
    assert_eq!(status, 200, "{answer}");
    format!("{path}/{}", answer["id"].as_str().unwrap())
}

/// The ids of the project's own images.
async fn images(stage: &Stage) -> Vec<Value> {
    let path = "/v2/images?visibility=private&limit=1000";
    let found = stage.look(Service::Image, path).await;
    let images = found["images"].as_array().unwrap().iter();
    images.map(|image| image["id"].clone()).collect()
}

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_so().await {
        assert!(Instant::now() < deadline, "{what}");
    }
}

#[tokio::test]
async fn a_server_follows_its_stack() {
    let stage = Stage::start().await;
    let resources = json!({ "resources": { "s": server(&json!({})) } });
    let stack = stage.create("st", resources).await;
    begin(&stage, &stack, "suspend").await;
    stage.expect(&stack, "SUSPEND_COMPLETE").await;
    assert_eq!(stage.servers().await[0]["status"], "SUSPENDED");
    begin(&stage, &stack, "check").await;
    stage.expect(&stack, "CHECK_FAILED").await;
    assert_eq!(
        stage.settled(&stack).await["stack_status_reason"],
        "Resource CHECK failed: s: Resource CHECK failed: Error: resources.s: 'status': expected \
         'ACTIVE', got 'SUSPENDED'"
    );
    begin(&stage, &stack, "resume").await;
    stage.expect(&stack, "RESUME_FAILED").await;
}

#[tokio::test]
async fn a_snapshot_is_an_image_that_goes_with_it() {
    let stage = Stage::start().await;
    let resources = json!({ "resources": { "s": server(&json!({})) } });
    let stack = stage.create("st", resources).await;
    let first = begin_snapshot(&stage, &stack, "first").await;
    stage.expect(&stack, "SNAPSHOT_COMPLETE").await;
    begin_snapshot(&stage, &stack, "second").await;
    stage.expect(&stack, "SNAPSHOT_COMPLETE").await;
    let both = images(&stage).await;
    assert_eq!(both.len(), 2);

    let (_, shown) = stage.ask("GET", &first, &Value::Null).await;
    let kept = &shown["snapshot"]["data"]["resources"]["s"]["resource_data"];
    let image = kept["snapshot_image_id"].clone();
    assert!(both.contains(&image), "{shown}");
    let (status, _) = stage
        .ask("POST", &format!("{first}/restore"), &Value::Null)
        .await;
    assert_eq!(status, 202);
    stage.expect(&stack, "RESTORE_COMPLETE").await;
    assert_eq!(stage.servers().await[0]["image"]["id"], image);

    let (status, _) = stage.ask("DELETE", &first, &Value::Null).await;
    assert_eq!(status, 204);
    until("the image goes", async || images(&stage).await.len() == 1).await;
    stage.delete(&stack).await;
    assert_eq!(images(&stage).await, Vec::<Value>::new());
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_server_leaves_an_image_if_that_is_its_policy() {
    let stage = Stage::start().await;
    let mut kept = server(&json!({}));
    kept["deletion_policy"] = "Snapshot".into();
    let resources = json!({ "resources": { "s": kept } });
    let stack = stage.create("st", resources.clone()).await;
    stage.delete(&stack).await;
    let left = images(&stage).await;
    assert_eq!(left.len(), 1);
    assert_eq!(stage.servers().await, Vec::<Value>::new());

    // Of a server that is out of order nothing is kept.
    let stack = stage.create("st", resources).await;
    let path = format!("{}/resources/s", stack.path());
    let unhealthy = json!({ "mark_unhealthy": true });
    let (status, _) = stage.ask("PATCH", &path, &unhealthy).await;
    assert_eq!(status, 200);
    stage.delete(&stack).await;
    assert_eq!(images(&stage).await, left);
    assert_eq!(stage.servers().await, Vec::<Value>::new());
}

#[tokio::test]
async fn an_action_goes_on_after_the_program_ended_in_the_middle_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let actions: [(&str, Method, &str); 4] = [
        ("suspend", Method::POST, "*/action"),
        ("resume", Method::POST, "*/action"),
        ("check", Method::GET, "/v2.1/servers/*"),
        ("snapshot", Method::POST, "*/action"),
    ];
    for (action, method, path) in actions {
        let database = folder.path().join(format!("{action}.db"));
        let stage = start(&database).await;
        let resources = json!({ "resources": { "s": server(&json!({})) } });
        let stack = stage.create("st", resources).await;
        if action == "resume" {
            begin(&stage, &stack, "suspend").await;
            stage.expect(&stack, "SUSPEND_COMPLETE").await;
        }
        // It is done, but nobody hears of it.
        let late = Effect::Delay(Duration::from_hours(1));
        stage
            .running
            .inject(Rule::new(Service::Compute, method, path, late));
        let snapshot = if action == "snapshot" {
            Some(begin_snapshot(&stage, &stack, "first").await)
        } else {
            begin(&stage, &stack, action).await;
            None
        };
        let wanted = format!("s {}_IN_PROGRESS", action.to_uppercase());
        until(action, async || {
            stage.events(&stack).await.contains(&wanted)
        })
        .await;
        if action == "snapshot" {
            until(action, async || images(&stage).await.len() == 1).await;
        }
        drop(stage);

        let stage = start(&database).await;
        let wanted = format!("{}_COMPLETE", action.to_uppercase());
        stage.expect(&stack, &wanted).await;
        if let Some(snapshot) = snapshot {
            let (_, shown) = stage.ask("GET", &snapshot, &Value::Null).await;
            let kept = &shown["snapshot"]["data"]["resources"]["s"]["resource_data"];
            assert_eq!(images(&stage).await, [kept["snapshot_image_id"].clone()]);
        }
        stage.delete(&stack).await;
        assert_eq!(stage.belongings().await, Vec::<String>::new());
        assert_eq!(images(&stage).await, Vec::<Value>::new());
    }
}
