//! Groups that change in batches, chains, and groups that policies scale.

use std::time::Duration;

use serde_json::{Value, json};

use super::stage::{Stack, Stage, config};

fn member(value: &str) -> Value {
    json!({ "type": "OS::Heat::TestResource", "properties": { "value": value } })
}

/// A group to be scaled, and policies for it.
fn scaled(value: &str, more: &Value) -> Value {
    let mut group = json!({ "min_size": 1, "max_size": 4, "resource": member(value) });
    for (name, value) in more.as_object().unwrap() {
        group[name] = value.clone();
    }
    let policy = |kind: &str, adjustment: i64, more: Value| {
        let mut properties = json!({ "auto_scaling_group_id": { "get_resource": "g" },
            "adjustment_type": kind, "scaling_adjustment": adjustment });
        for (name, value) in more.as_object().unwrap() {
            properties[name] = value.clone();
        }
        json!({ "type": "OS::Heat::ScalingPolicy", "properties": properties })
    };
    let get = |path: Value| json!({ "value": { "get_attr": path } });
    json!({
        "resources": {
            "g": { "type": "OS::Heat::AutoScalingGroup", "properties": group },
            "up": policy("change_in_capacity", 1, json!({})),
            "down": policy("change_in_capacity", -9, json!({})),
            "most": policy("exact_capacity", 9, json!({})),
            "slow": policy("change_in_capacity", -1, json!({ "cooldown": 60 })),
        },
        "outputs": {
            "size": get(json!(["g", "current_size"])),
            "refs": get(json!(["g", "refs"])),
            "first": get(json!(["g", "refs", 0])),
            "refs_map": get(json!(["g", "refs_map"])),
            "outputs": get(json!(["g", "outputs", "output"])),
            "list": get(json!(["g", "outputs_list", "output"])),
            "one": get(json!(["g", "resource.0"])),
            "one_output": get(json!(["g", "resource.-1.output"])),
            "none": get(json!(["g", "resource.9"])),
            "all": get(json!(["g", "outputs"])),
            "url": get(json!(["up", "signal_url"])),
        },
    })
}

impl Stage {
    async fn signal(&self, stack: &Stack, policy: &str, details: Value) {
        let path = format!("{}/resources/{policy}/signal", stack.path());
        let (status, answer) = self.ask("POST", &path, &details).await;
        assert_eq!(status, 200, "{answer}");
    }

    /// Signals a policy and waits until it has changed the group.
    async fn scale(&self, stack: &Stack, policy: &str) {
        let told = |events: &str| {
            let told = format!("{policy} SIGNAL_COMPLETE");
            events.matches(told.as_str()).count()
        };
        let before = told(&self.events(stack).await);
        self.signal(stack, policy, json!({})).await;
        for _ in 0..10_000 {
            if told(&self.events(stack).await) > before {
                return;
            }
            tokio::task::yield_now().await;
        }
        panic!("{policy} does nothing: {}", self.events(stack).await);
    }

    async fn metadata(&self, stack: &Stack, resource: &str) -> Value {
        let path = format!("{}/resources/{resource}/metadata", stack.path());
        self.ask("GET", &path, &Value::Null).await.1["metadata"].clone()
    }

    /// How the stacks inside came to what they are: the actions on them and on what is in them.
    async fn courses(&self, stack: &Stack) -> Vec<String> {
        let path = format!("{}/events?sort_dir=asc&nested_depth=1", stack.path());
        let (status, answer) = self.ask("GET", &path, &Value::Null).await;
        assert_eq!(status, 200, "{answer}");
        let of = |event: &Value, name: &str| event[name].as_str().unwrap().to_owned();
        let events = answer["events"].as_array().unwrap().iter();
        events
            .map(|event| {
                let name = of(event, "resource_name");
                let name = if name.contains("-g-") {
                    "g".to_owned()
                } else {
                    name
                };
                format!("{name} {}", of(event, "resource_status"))
            })
            .collect()
    }
}

#[tokio::test]
async fn policies_scale_a_group() {
    let stage = Stage::start().await;
    let stack = stage
        .create("web", scaled("a", &json!({ "desired_capacity": 2 })))
        .await;
    assert_eq!(stage.output(&stack, "size").await, 2);
    let refs = stage.output(&stack, "refs").await;
    assert_eq!(stage.output(&stack, "first").await, refs[0]);
    assert_eq!(stage.output(&stack, "one").await, refs[0]);
    assert_eq!(stage.output(&stack, "list").await, json!(["a", "a"]));
    assert_eq!(stage.output(&stack, "one_output").await, "a");
    assert_eq!(stage.output(&stack, "none").await, Value::Null);
    let shown = stage.show(&stack).await;
    let outputs = shown["outputs"].as_array().unwrap();
    let all = outputs.iter().find(|output| output["output_key"] == "all");
    assert_eq!(
        all.unwrap()["output_error"],
        "The Referenced Attribute (g outputs) is incorrect."
    );
    let url = stage.output(&stack, "url").await;
    assert!(url.as_str().unwrap().ends_with("/resources/up/signal"));

    stage.scale(&stack, "up").await;
    assert_eq!(stage.output(&stack, "size").await, 3);
    let grown = stage.output(&stack, "refs").await;
    assert_eq!(grown.as_array().unwrap()[..2], refs.as_array().unwrap()[..]);
    let metadata = stage.metadata(&stack, "g").await;
    assert_eq!(metadata["scaling_in_progress"], false);
    let cooldown = metadata["cooldown_end"].as_object().unwrap();
    assert_eq!(cooldown.values().next().unwrap(), "change_in_capacity : 1");
    stage.scale(&stack, "most").await;
    assert_eq!(stage.output(&stack, "size").await, 4);
    // There is no place for more.
    stage.signal(&stack, "most", json!({})).await;
    let last = stage.output(&stack, "refs").await[3].clone();
    stage.scale(&stack, "down").await;
    assert_eq!(stage.output(&stack, "refs").await, json!([last]));
    let events = stage.events(&stack).await;
    assert_eq!(events.matches("most SIGNAL").count(), 1, "{events}");
    stage.delete(&stack).await;
}

#[tokio::test]
async fn a_group_is_left_alone_for_a_while() {
    let config = config();
    let clock = config.clock.clone();
    clock.stop();
    let stage = Stage::start_with(config).await;
    let more = json!({ "desired_capacity": 3, "cooldown": 30 });
    let stack = stage.create("web", scaled("a", &more)).await;
    stage.signal(&stack, "up", json!({})).await;
    clock.advance(Duration::from_secs(31));
    stage.scale(&stack, "slow").await;
    assert_eq!(stage.output(&stack, "size").await, 2);
    clock.advance(Duration::from_secs(59));
    stage.signal(&stack, "up", json!({})).await;
    clock.advance(Duration::from_secs(2));
    stage.scale(&stack, "up").await;
    let events = stage.events(&stack).await;
    assert_eq!(events.matches("up SIGNAL").count(), 1, "{events}");
    assert_eq!(stage.output(&stack, "size").await, 3);
}

#[tokio::test]
async fn an_update_replaces_members_in_batches_and_then_changes_the_size() {
    let stage = Stage::start().await;
    let more = json!({ "desired_capacity": 3, "rolling_updates": { "max_batch_size": 2 } });
    let stack = stage.create("web", scaled("a", &more)).await;
    let before = stage.output(&stack, "refs").await;
    let n_before = stage.courses(&stack).await.len();
    let more = json!({ "desired_capacity": 4, "rolling_updates": { "max_batch_size": 2 } });
    stage.update(&stack, scaled("b", &more)).await;
    assert_eq!(
        stage.output(&stack, "list").await,
        json!(["b", "b", "b", "b"])
    );
    let after = stage.output(&stack, "refs").await;
    assert_eq!(
        after.as_array().unwrap()[..3],
        before.as_array().unwrap()[..]
    );
    let courses = stage.courses(&stack).await;
    let n_updates = courses[n_before..]
        .iter()
        .filter(|event| *event == "g UPDATE_COMPLETE")
        .count();
    // The resource itself, two batches, and the new size.
    assert_eq!(n_updates, 4, "{courses:?}");
}

/// A group of numbered resources with policies.
fn batched(value: &str, count: u32, policy: &Value) -> Value {
    json!({
        "resources": { "g": {
            "type": "OS::Heat::ResourceGroup",
            "properties": { "count": count, "resource_def": member(&format!("{value}%index%")) },
            "update_policy": policy,
        } },
        "outputs": { "list": { "value": { "get_attr": ["g", "output"] } } },
    })
}

#[tokio::test]
async fn a_group_of_resources_is_made_and_changed_in_batches() {
    let stage = Stage::start().await;
    let policy = json!({ "batch_create": { "max_batch_size": 2 },
        "rolling_update": { "max_batch_size": 2, "min_in_service": 2, "pause_time": 0.01 } });
    let stack = stage.create("web", batched("a", 3, &policy)).await;
    assert_eq!(
        stage.output(&stack, "list").await,
        json!(["a0", "a1", "a2"])
    );
    let created = stage.courses(&stack).await;
    stage.update(&stack, batched("b", 4, &policy)).await;
    assert_eq!(
        stage.output(&stack, "list").await,
        json!(["b0", "b1", "b2", "b3"])
    );
    let updated = stage.courses(&stack).await;
    let stages = |events: &[String]| {
        let is_end = |event: &&String| event.ends_with("_COMPLETE");
        let ends: Vec<&str> = events.iter().filter(is_end).map(String::as_str).collect();
        ends.join(", ")
    };
    // The stack inside is made empty.
    assert_eq!(
        stages(&created),
        "g CREATE_COMPLETE, 0 CREATE_COMPLETE, 1 CREATE_COMPLETE, g UPDATE_COMPLETE, \
         2 CREATE_COMPLETE, g UPDATE_COMPLETE, g CREATE_COMPLETE, web CREATE_COMPLETE"
    );
    // Those of the highest numbers change first, and new ones count among them.
    let course = stages(&updated[created.len()..]);
    let course: Vec<&str> = course.split(", ").collect();
    assert_eq!(course[2], "g UPDATE_COMPLETE", "{course:?}");
    assert!(course[..2].contains(&"3 CREATE_COMPLETE"), "{course:?}");
    assert!(course[..2].contains(&"2 UPDATE_COMPLETE"), "{course:?}");
    assert!(course[3..5].contains(&"0 UPDATE_COMPLETE"), "{course:?}");
    assert!(course[3..5].contains(&"1 UPDATE_COMPLETE"), "{course:?}");
    assert_eq!(
        course[5..].join(", "),
        "g UPDATE_COMPLETE, g UPDATE_COMPLETE, web UPDATE_COMPLETE"
    );
    let slow = json!({ "rolling_update": { "pause_time": 3600 } });
    stage.begin_update(&stack, batched("c", 4, &slow)).await;
    assert_eq!(
        stage.reason(&stack).await,
        "Resource UPDATE failed: ValueError: resources.g: The current update policy will result \
         in stack update timeout."
    );
}

#[tokio::test]
async fn a_chain_makes_resources_one_after_another() {
    let stage = Stage::start().await;
    let sections = |types: &[&str]| {
        json!({
            "resources": { "g": { "type": "OS::Heat::ResourceChain", "properties": {
                "resources": types, "resource_properties": { "value": "x" } } } },
            "outputs": {
                "first": { "value": { "get_attr": ["g", "refs", 0] } },
                "map": { "value": { "get_attr": ["g", "attributes", "output"] } },
                "list": { "value": { "get_attr": ["g", "output"] } },
                "one": { "value": { "get_attr": ["g", "resource.1"] } },
                "one_output": { "value": { "get_attr": ["g", "resource.1.output"] } },
            },
        })
    };
    let test = "OS::Heat::TestResource";
    let stack = stage.create("web", sections(&[test, test])).await;
    let first = stage.output(&stack, "first").await;
    assert!(first.as_str().unwrap().contains("-0-"), "{first}");
    assert_eq!(
        stage.output(&stack, "map").await,
        json!({ "0": "x", "1": "x" })
    );
    assert_eq!(stage.output(&stack, "list").await, json!(["x", "x"]));
    let one = stage.output(&stack, "one").await;
    assert!(one.as_str().unwrap().contains("-1-"), "{one}");
    assert_eq!(stage.output(&stack, "one_output").await, "x");
    let courses = stage.courses(&stack).await.join(", ");
    assert!(
        courses.contains("0 CREATE_COMPLETE, 1 CREATE_IN_PROGRESS"),
        "{courses}"
    );
    stage.update(&stack, sections(&[test])).await;
    assert_eq!(stage.output(&stack, "list").await, json!(["x"]));
    for (types, message) in [
        (
            json!(["OS::Nope"]),
            "The Resource Type (OS::Nope) could not be found.",
        ),
        (
            json!(["nope.yaml"]),
            "resources.g<nested_stack>: : Could not fetch remote template \"nope.yaml\": Invalid \
             URL scheme ",
        ),
    ] {
        let mut wrong = sections(&[]);
        wrong["resources"]["g"]["properties"]["resources"] = types;
        let body = json!({ "stack_name": "w", "template": super::stage::template(wrong) });
        let (status, answer) = stage.ask("POST", "/stacks", &body).await;
        assert_eq!(status, 400, "{answer}");
        assert_eq!(answer["error"]["message"], message);
    }
}

#[tokio::test]
async fn a_server_may_end_at_any_moment_of_a_change_in_size() {
    let folder = tempfile::tempdir().unwrap();
    let start = async || {
        let mut config = config();
        config.database = Some(folder.path().join("heat.db"));
        Stage::start_with(config).await
    };
    for n_requests in [0, 1, 2, 4, 8] {
        let stage = start().await;
        let more = json!({ "desired_capacity": 2 });
        let stack = stage.create("web", scaled("a", &more)).await;
        stage.signal(&stack, "most", json!({})).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        drop(stage);

        let stage = start().await;
        for _ in 0..10_000 {
            if stage.events(&stack).await.contains("most SIGNAL") {
                break;
            }
            tokio::task::yield_now().await;
        }
        assert_eq!(stage.output(&stack, "size").await, 4, "{n_requests}");
        let metadata = stage.metadata(&stack, "g").await;
        assert_eq!(metadata["scaling_in_progress"], false);
        stage.delete(&stack).await;
    }
}

#[tokio::test]
async fn a_stack_inside_sees_the_resource_that_it_stands_for() {
    let stage = Stage::start().await;
    let facade = |field: &str| json!({ "value": { "resource_facade": field } });
    let child = super::stage::template(json!({ "outputs": {
        "metadata": facade("metadata"),
        "deletion": facade("deletion_policy"),
        "update": facade("update_policy"),
    } }));
    let get = |name: &str, path: &str| json!({ "value": { "get_attr": [name, path] } });
    let sections = json!({
        "resources": {
            "k": { "type": "child.yaml", "metadata": { "a": [1] }, "deletion_policy": "Retain" },
            "plain": { "type": "child.yaml" },
        },
        "outputs": {
            "metadata": get("k", "metadata"),
            "deletion": get("k", "deletion"),
            "update": get("k", "update"),
            "none": get("plain", "metadata"),
            "default": get("plain", "deletion"),
        },
    });
    let body = json!({ "stack_name": "web", "template": super::stage::template(sections),
        "files": { "child.yaml": child.to_string() } });
    let stack = stage.post(&body).await;
    stage.expect(&stack, "CREATE_COMPLETE").await;
    assert_eq!(stage.output(&stack, "metadata").await, json!({ "a": [1] }));
    assert_eq!(stage.output(&stack, "deletion").await, "Retain");
    assert_eq!(stage.output(&stack, "update").await, json!({}));
    assert_eq!(stage.output(&stack, "none").await, json!({}));
    assert_eq!(stage.output(&stack, "default").await, "Delete");
}
