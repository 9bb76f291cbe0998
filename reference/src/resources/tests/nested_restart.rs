//! Servers that end in the middle of work on stacks inside of stacks.

use std::path::Path;

use serde_json::{Value, json};

use super::stage::{Stage, config, template};

fn slow() -> Value {
    json!({ "type": "OS::Heat::TestResource", "properties": { "value": "a", "wait_secs": 0.01 } })
}

async fn n_nested(stage: &Stage) -> usize {
    let path = "/stacks?show_nested=true";
    let (status, answer) = stage.ask("GET", path, &Value::Null).await;
    assert_eq!(status, 200, "{answer}");
    let all = answer["stacks"].as_array().unwrap().iter();
    all.filter(|stack| !stack["parent"].is_null()).count()
}

async fn start(database: &Path) -> Stage {
    let mut config = config();
    config.enable_stack_abandon = true;
    config.enable_stack_adopt = true;
    config.database = Some(database.to_owned());
    Stage::start_with(config).await
}

#[tokio::test]
async fn a_server_may_end_at_any_moment_of_a_create_inside() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    for n_requests in [0, 1, 3, 6, 10, 20] {
        let stage = start(&database).await;
        let sections = json!({ "resources": { "outer": {
            "type": "OS::Heat::ResourceGroup",
            "properties": { "count": 2, "resource_def": {
                "type": "OS::Heat::ResourceGroup",
                "properties": { "count": 3, "resource_def": slow() } } } } } });
        let stack = stage.begin("web", sections).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        drop(stage);

        let stage = start(&database).await;
        stage.expect(&stack, "CREATE_COMPLETE").await;
        assert_eq!(n_nested(&stage).await, 3, "after {n_requests} requests");
        stage.begin_delete(&stack).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        drop(stage);

        let stage = start(&database).await;
        stage.expect(&stack, "DELETE_COMPLETE").await;
        assert_eq!(n_nested(&stage).await, 0);
    }
}

#[tokio::test]
async fn a_server_may_end_at_any_moment_of_an_adoption_inside() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let child = template(json!({ "resources": { "a": slow(), "b": slow() } }));
    for n_requests in [0, 1, 3, 6, 10] {
        let stage = start(&database).await;
        let body = json!({
            "stack_name": "web",
            "template": template(json!({ "resources": { "k": { "type": "child.yaml" } } })),
            "files": { "child.yaml": child.to_string() },
        });
        let stack = stage.post(&body).await;
        stage.expect(&stack, "CREATE_COMPLETE").await;
        let (status, exported) = stage
            .ask("DELETE", &format!("{}/abandon", stack.path()), &Value::Null)
            .await;
        assert_eq!(status, 200, "{exported}");
        stage.expect(&stack, "DELETE_COMPLETE").await;
        let mut body = body.clone();
        body["adopt_stack_data"] = exported.to_string().into();
        let stack = stage.post(&body).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        drop(stage);

        let stage = start(&database).await;
        stage.expect(&stack, "ADOPT_COMPLETE").await;
        assert_eq!(n_nested(&stage).await, 1, "after {n_requests} requests");
        stage.delete(&stack).await;
    }
}

#[tokio::test]
async fn a_server_may_end_at_any_moment_of_a_change_in_batches() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("heat.db");
    let sections = |value: &str| {
        json!({
            "resources": { "g": {
                "type": "OS::Heat::ResourceGroup",
                "properties": { "count": 4, "resource_def": {
                    "type": "OS::Heat::TestResource",
                    "properties": { "value": value, "wait_secs": 0.01 } } },
                "update_policy": { "batch_create": { "max_batch_size": 1 },
                    "rolling_update": { "max_batch_size": 1 } },
            } },
            "outputs": { "list": { "value": { "get_attr": ["g", "output"] } } },
        })
    };
    for n_requests in [0, 2, 5, 9, 15] {
        let stage = start(&database).await;
        let stack = stage.begin("web", sections("a")).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        drop(stage);

        let stage = start(&database).await;
        stage.expect(&stack, "CREATE_COMPLETE").await;
        assert_eq!(
            stage.output(&stack, "list").await,
            json!(["a", "a", "a", "a"])
        );
        stage.begin_update(&stack, sections("b")).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        drop(stage);

        let stage = start(&database).await;
        stage.expect(&stack, "UPDATE_COMPLETE").await;
        assert_eq!(
            stage.output(&stack, "list").await,
            json!(["b", "b", "b", "b"])
        );
        stage.delete(&stack).await;
    }
}
