//! Real things that change, vanish or stay behind a stack's back: converging updates, abandoned and
//! adopted stacks, resources from outside.

use serde_json::{Value, json};

use super::stage::{PROJECT, Stack, Stage, config, template};
use crate::cloud::service::Service;

fn network(properties: &Value) -> Value {
    json!({
        "resources": { "net": { "type": "OS::Neutron::Net", "properties": properties } },
        "outputs": { "id": { "value": { "get_resource": "net" } } },
    })
}

async fn update(stage: &Stage, stack: &Stack, body: Value) {
    let (status, answer) = stage.ask("PATCH", stack.path(), &body).await;
    assert_eq!(status, 202, "{answer}");
    stage.expect(stack, "UPDATE_COMPLETE").await;
}

async fn change(stage: &Stage, path: &str, body: Value) {
    let cloud = stage.running.cloud();
    cloud
        .put(Service::Network, path, &body, PROJECT)
        .await
        .unwrap();
}

async fn remove(stage: &Stage, path: &str) {
    let cloud = stage.running.cloud();
    cloud.delete(Service::Network, path, PROJECT).await.unwrap();
}

#[tokio::test]
async fn a_converging_update_puts_right_what_was_changed() {
    let stage = Stage::start().await;
    let stack = stage
        .create("web", network(&json!({ "name": "one" })))
        .await;
    let id = stage.output(&stack, "id").await;
    let path = format!("/v2.0/networks/{}", id.as_str().unwrap());
    change(
        &stage,
        &path,
        json!({ "network": { "name": "other", "admin_state_up": false } }),
    )
    .await;
    update(&stage, &stack, json!({})).await;
    let seen = stage.look(Service::Network, &path).await;
    assert_eq!(seen["network"]["name"], "other", "nobody asked for a look");
    update(&stage, &stack, json!({ "converge": true })).await;
    let seen = stage.look(Service::Network, &path).await;
    assert_eq!(seen["network"]["name"], "one");
    assert_eq!(seen["network"]["admin_state_up"], true);
    insta::assert_snapshot!(stage.events(&stack).await, @r"
    net CREATE_IN_PROGRESS
    net CREATE_COMPLETE
    net UPDATE_IN_PROGRESS
    net UPDATE_COMPLETE
    ");
}

#[tokio::test]
async fn a_name_that_was_made_up_is_no_difference() {
    let stage = Stage::start().await;
    let stack = stage.create("web", network(&json!({}))).await;
    update(&stage, &stack, json!({ "converge": true })).await;
    insta::assert_snapshot!(stage.events(&stack).await, @r"
    net CREATE_IN_PROGRESS
    net CREATE_COMPLETE
    ");
}

#[tokio::test]
async fn a_converging_update_makes_again_what_is_gone() {
    let stage = Stage::start().await;
    let stack = stage.create("web", network(&json!({}))).await;
    let id = stage.output(&stack, "id").await;
    remove(&stage, &format!("/v2.0/networks/{}", id.as_str().unwrap())).await;
    update(&stage, &stack, json!({ "converge": true })).await;
    assert_ne!(stage.output(&stack, "id").await, id);
    insta::assert_snapshot!(stage.events(&stack).await, @r"
    net CREATE_IN_PROGRESS
    net CREATE_COMPLETE
    net CREATE_IN_PROGRESS
    net CREATE_COMPLETE
    net DELETE_IN_PROGRESS
    net DELETE_COMPLETE
    ");
}

async fn abandoning_stage() -> Stage {
    let mut config = config();
    config.enable_stack_abandon = true;
    config.enable_stack_adopt = true;
    Stage::start_with(config).await
}

async fn abandon(stage: &Stage, stack: &Stack) -> Value {
    let path = format!("{}/abandon", stack.path());
    let (status, exported) = stage.ask("DELETE", &path, &Value::Null).await;
    assert_eq!(status, 200, "{exported}");
    stage.expect(stack, "DELETE_COMPLETE").await;
    exported
}

#[tokio::test]
async fn an_abandoned_stack_leaves_its_things_to_the_one_that_adopts_it() {
    let stage = abandoning_stage().await;
    let stack = stage
        .create("web", network(&json!({ "name": "kept" })))
        .await;
    let id = stage.output(&stack, "id").await;
    let exported = abandon(&stage, &stack).await;
    assert_eq!(stage.belongings().await, ["networks \"kept\""]);
    let body = json!({ "stack_name": "again", "adopt_stack_data": exported.to_string() });
    let adopted = stage.post(&body).await;
    stage.expect(&adopted, "ADOPT_COMPLETE").await;
    assert_eq!(stage.output(&adopted, "id").await, id);
    insta::assert_snapshot!(stage.events(&adopted).await, @r"
    net ADOPT_IN_PROGRESS
    net ADOPT_COMPLETE
    ");
    stage.delete(&adopted).await;
    assert!(stage.belongings().await.is_empty());
}

#[tokio::test]
async fn an_adoption_that_fails_and_is_rolled_back_deletes_nothing() {
    let stage = abandoning_stage().await;
    let stack = stage
        .create("web", network(&json!({ "name": "kept" })))
        .await;
    let mut exported = abandon(&stage, &stack).await;
    exported["template"]["resources"]["more"] =
        json!({ "type": "OS::Heat::RandomString", "depends_on": "net" });
    let body = json!({
        "stack_name": "again",
        "adopt_stack_data": exported.to_string(),
        "disable_rollback": false,
    });
    let adopted = stage.post(&body).await;
    stage.expect(&adopted, "ROLLBACK_COMPLETE").await;
    insta::assert_snapshot!(stage.events(&adopted).await, @r"
    net ADOPT_IN_PROGRESS
    net ADOPT_COMPLETE
    more ADOPT_IN_PROGRESS
    more ADOPT_FAILED: Exception: resources.more: Resource ID was not provided.
    more DELETE_IN_PROGRESS
    more DELETE_COMPLETE
    net DELETE_IN_PROGRESS
    net DELETE_COMPLETE
    ");
    assert_eq!(stage.belongings().await, ["networks \"kept\""]);
}

#[tokio::test]
async fn a_thing_from_outside_is_neither_changed_nor_deleted() {
    let stage = Stage::start().await;
    let owner = stage
        .create("owner", network(&json!({ "name": "kept" })))
        .await;
    let id = stage.output(&owner, "id").await;
    let from_outside = |name: &str| {
        json!({ "resources": { "net": {
            "type": "OS::Neutron::Net",
            "external_id": id,
            "properties": { "name": name },
        } } })
    };
    let guest = stage.create("guest", from_outside("one")).await;
    stage.update(&guest, from_outside("two")).await;
    stage.delete(&guest).await;
    insta::assert_snapshot!(stage.events(&guest).await, @r"
    net ADOPT_IN_PROGRESS
    net ADOPT_COMPLETE
    net CHECK_IN_PROGRESS
    net CHECK_COMPLETE
    net DELETE_IN_PROGRESS
    net DELETE_COMPLETE
    ");
    assert_eq!(stage.belongings().await, ["networks \"kept\""]);
}

#[tokio::test]
async fn a_thing_from_outside_has_to_be_there() {
    let stage = Stage::start().await;
    let sections = json!({ "resources": { "net": {
        "type": "OS::Neutron::Net",
        "external_id": "nowhere",
    } } });
    let body = json!({ "stack_name": "guest", "template": template(sections) });
    let (status, answer) = stage.ask("POST", "/stacks", &body).await;
    assert_eq!(status, 400);
    assert_eq!(
        answer["error"]["message"],
        "Invalid external resource: Resource nowhere (OS::Neutron::Net) can not be found."
    );
}
