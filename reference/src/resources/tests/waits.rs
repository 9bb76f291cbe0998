//! Delays and wait conditions, on a clock that is moved by hand.

use std::time::Duration;

use serde_json::{Value, json};

use super::stage::{Stack, Stage, config};
use crate::clock::Clock;

/// A stage whose time stands still.
async fn stopped() -> (Stage, Clock) {
    let config = config();
    let clock = config.clock.clone();
    clock.stop();
    (Stage::start_with(config).await, clock)
}

async fn until_event(stage: &Stage, stack: &Stack, text: &str) {
    for _ in 0..10_000 {
        if stage.events(stack).await.contains(text) {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("no {text}: {}", stage.events(stack).await);
}

async fn signal(stage: &Stage, stack: &Stack, resource: &str, details: Value) {
    let path = format!("{}/resources/{resource}/signal", stack.path());
    let (status, answer) = stage.ask("POST", &path, &details).await;
    assert_eq!(status, 200, "{answer}");
}

#[tokio::test]
async fn a_delay_takes_its_time_in_the_actions_that_it_is_for() {
    let (stage, clock) = stopped().await;
    let properties = json!({ "min_wait": 90, "max_jitter": 2, "jitter_multiplier": 5,
        "actions": ["CREATE", "DELETE"] });
    let resources = json!({ "d": { "type": "OS::Heat::Delay", "properties": properties } });
    let stack = stage.begin("st", json!({ "resources": resources })).await;
    until_event(&stage, &stack, "d CREATE_IN_PROGRESS").await;
    clock.advance(Duration::from_secs(89));
    assert_eq!(
        stage.show(&stack).await["stack_status"],
        "CREATE_IN_PROGRESS"
    );
    clock.advance(Duration::from_secs(11));
    stage.expect(&stack, "CREATE_COMPLETE").await;

    let path = format!("{}/actions", stack.path());
    stage.ask("POST", &path, &json!({ "suspend": null })).await;
    stage.expect(&stack, "SUSPEND_COMPLETE").await;

    stage.begin_delete(&stack).await;
    until_event(&stage, &stack, "d DELETE_IN_PROGRESS").await;
    clock.advance(Duration::from_secs(89));
    assert_eq!(
        stage.show(&stack).await["stack_status"],
        "DELETE_IN_PROGRESS"
    );
    clock.advance(Duration::from_secs(11));
    stage.expect(&stack, "DELETE_COMPLETE").await;
}

#[tokio::test]
async fn a_wait_condition_waits_as_long_as_it_may() {
    let (stage, clock) = stopped().await;
    let resources = json!({
        "h": { "type": "AWS::CloudFormation::WaitConditionHandle" },
        "w": { "type": "AWS::CloudFormation::WaitCondition", "properties": {
            "Handle": { "get_resource": "h" }, "Timeout": 600, "Count": 2 } },
    });
    let stack = stage.begin("st", json!({ "resources": resources })).await;
    until_event(&stage, &stack, "w CREATE_IN_PROGRESS").await;
    let first = json!({ "Status": "SUCCESS", "Reason": "so", "Data": "d", "UniqueId": "1" });
    signal(&stage, &stack, "h", first).await;
    signal(&stage, &stack, "h", json!({ "Status": "SUCCESS" })).await;
    clock.advance(Duration::from_mins(10));
    assert_eq!(
        stage.show(&stack).await["stack_status"],
        "CREATE_IN_PROGRESS"
    );
    clock.advance(Duration::from_secs(1));
    stage.expect(&stack, "CREATE_FAILED").await;
    assert_eq!(
        stage.reason(&stack).await,
        "Resource CREATE failed: WaitConditionTimeout: resources.w: 1 of 2 received - so"
    );
}

#[tokio::test]
async fn every_update_waits_for_the_signals_to_an_update_handle_anew() {
    let stage = Stage::start().await;
    let resources = json!({
        "h": { "type": "OS::Heat::UpdateWaitConditionHandle" },
        "w": { "type": "OS::Heat::WaitCondition", "properties": {
            "handle": { "get_resource": "h" }, "timeout": 3600 } },
    });
    let outputs = json!({ "told": { "value": { "get_attr": ["w", "data"] } } });
    let sections = json!({ "resources": resources, "outputs": outputs });
    let details =
        |data: &str| json!({ "Status": "SUCCESS", "Reason": "r", "Data": data, "UniqueId": "1" });
    let stack = stage.begin("st", sections.clone()).await;
    until_event(&stage, &stack, "w CREATE_IN_PROGRESS").await;
    signal(&stage, &stack, "h", details("first")).await;
    stage.expect(&stack, "CREATE_COMPLETE").await;

    stage.begin_update(&stack, sections).await;
    until_event(
        &stage,
        &stack,
        "requires replacement.\nw CREATE_IN_PROGRESS",
    )
    .await;
    signal(&stage, &stack, "h", details("second")).await;
    stage.expect(&stack, "UPDATE_COMPLETE").await;
    assert_eq!(stage.output(&stack, "told").await, r#"{"1": "second"}"#);
    insta::assert_snapshot!(stage.events(&stack).await, @"
    h CREATE_IN_PROGRESS
    h CREATE_COMPLETE
    w CREATE_IN_PROGRESS
    h SIGNAL_COMPLETE: Signal: status:SUCCESS reason:r
    w CREATE_COMPLETE
    h CREATE_IN_PROGRESS
    h CREATE_COMPLETE
    w UPDATE_IN_PROGRESS
    w UPDATE_COMPLETE: The Resource w requires replacement.
    w CREATE_IN_PROGRESS
    h SIGNAL_COMPLETE: Signal: status:SUCCESS reason:r
    w CREATE_COMPLETE
    w DELETE_IN_PROGRESS
    w DELETE_COMPLETE
    h DELETE_IN_PROGRESS
    h DELETE_COMPLETE
    ");
}
