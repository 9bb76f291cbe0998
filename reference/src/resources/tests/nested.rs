//! Stacks inside of resources: templates in the place of types, and groups.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::stage::{Stack, Stage, template};

/// The template of a child with a parameter, a resource with its value, and an output.
fn child(resource: &Value) -> String {
    template(json!({
        "parameters": { "x": { "type": "string" } },
        "resources": { "inner": resource },
        "outputs": { "o": { "value": { "get_attr": ["inner", "output"] } } },
    }))
    .to_string()
}

fn test_resource(properties: &Value) -> Value {
    json!({ "type": "OS::Heat::TestResource", "properties": properties })
}

/// A request for a stack with one resource `k` made from `child.yaml`.
fn request(name: &str, child: &str, x: &str) -> Value {
    json!({
        "stack_name": name,
        "template": template(json!({
            "resources": {
                "k": { "type": "child.yaml", "properties": { "x": x } },
                "v": {
                    "type": "OS::Heat::Value",
                    "properties": { "value": { "get_attr": ["k", "o"] } },
                },
            },
            "outputs": {
                "seen": { "value": { "get_attr": ["v", "value"] } },
                "reference": { "value": { "get_resource": "k" } },
                "inner": { "value": { "get_attr": ["k", "resource.inner"] } },
                "below": { "value": { "get_attr": ["k", "resource.inner", "output"] } },
                "wrong": { "value": { "get_attr": ["k", "nothing"] } },
            },
        })),
        "files": { "child.yaml": child },
    })
}

impl Stage {
    /// The stacks inside of any other: name and status.
    async fn nested(&self) -> Vec<Value> {
        let (status, answer) = self
            .ask(
                "GET",
                "/stacks?show_nested=true&sort_keys=creation_time",
                &Value::Null,
            )
            .await;
        assert_eq!(status, 200, "{answer}");
        let all = answer["stacks"].as_array().unwrap().clone();
        all.into_iter()
            .filter(|stack| !stack["parent"].is_null())
            .collect()
    }

    async fn update_by(&self, stack: &Stack, body: &Value) {
        let mut body = body.clone();
        body.as_object_mut().unwrap().remove("stack_name");
        let (status, answer) = self.ask("PUT", stack.path(), &body).await;
        assert_eq!(status, 202, "{answer}");
    }

    async fn all_events(&self, stack: &Stack) -> Vec<String> {
        let path = format!("{}/events?sort_dir=asc&nested_depth=9", stack.path());
        let (status, answer) = self.ask("GET", &path, &Value::Null).await;
        assert_eq!(status, 200, "{answer}");
        let events = answer["events"].as_array().unwrap();
        events
            .iter()
            .map(|event| {
                let name = event["resource_name"].as_str().unwrap();
                // The end of a physical name is made by chance.
                let name = if name.len() > 13 {
                    &name[..name.len() - 13]
                } else {
                    name
                };
                format!("{name} {}", event["resource_status"].as_str().unwrap())
            })
            .collect()
    }
}

#[tokio::test]
async fn a_template_is_a_resource() {
    let stage = Stage::start().await;
    let inner = test_resource(&json!({ "value": { "get_param": "x" } }));
    let stack = stage.post(&request("web", &child(&inner), "hello")).await;
    stage.expect(&stack, "CREATE_COMPLETE").await;
    assert_eq!(stage.output(&stack, "seen").await, "hello");
    assert_eq!(stage.output(&stack, "below").await, "hello");
    let nested = stage.nested().await;
    assert_eq!(nested.len(), 1);
    let name = nested[0]["stack_name"].as_str().unwrap();
    let id = nested[0]["id"].as_str().unwrap();
    assert!(name.starts_with("web-k-"), "{name}");
    assert!(
        stack
            .path()
            .ends_with(nested[0]["parent"].as_str().unwrap())
    );
    let reference = stage.output(&stack, "reference").await;
    let reference = reference.as_str().unwrap();
    assert!(
        reference.ends_with(&format!(":stacks/{name}/{id}")),
        "{reference}"
    );
    let physical = stage.output(&stack, "inner").await;
    assert!(
        physical
            .as_str()
            .unwrap()
            .starts_with(&format!("{name}-inner-"))
    );
    let shown = stage.show(&stack).await;
    let wrong = shown["outputs"].as_array().unwrap();
    let wrong = wrong.iter().find(|output| output["output_key"] == "wrong");
    assert_eq!(
        wrong.unwrap()["output_error"],
        "The Referenced Attribute (k nothing) is incorrect."
    );
    insta::assert_snapshot!(stage.all_events(&stack).await.join("\n"), @r"
    web CREATE_IN_PROGRESS
    k CREATE_IN_PROGRESS
    web-k CREATE_IN_PROGRESS
    inner CREATE_IN_PROGRESS
    inner CREATE_COMPLETE
    web-k CREATE_COMPLETE
    k CREATE_COMPLETE
    v CREATE_IN_PROGRESS
    v CREATE_COMPLETE
    web CREATE_COMPLETE
    ");
    stage.delete(&stack).await;
    assert_eq!(stage.nested().await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_fails_inside_is_told_outside() {
    let stage = Stage::start().await;
    let inner = test_resource(&json!({ "value": "a", "fail": true }));
    let stack = stage.post(&request("bad", &child(&inner), "x")).await;
    stage.expect(&stack, "CREATE_FAILED").await;
    assert_eq!(
        stage.reason(&stack).await,
        "Resource CREATE failed: ValueError: resources.k.resources.inner: Test Resource failed inner"
    );
    let inner = test_resource(&json!({ "value": "a", "fail": { "get_param": "x" } }));
    let stack = stage.post(&request("worse", &child(&inner), "maybe")).await;
    stage.expect(&stack, "CREATE_FAILED").await;
    assert_eq!(
        stage.reason(&stack).await,
        "Resource CREATE failed: resources.k: Property error: resources.inner.properties.fail: \
         \"maybe\" is not a valid boolean"
    );
    assert_eq!(stage.nested().await.len(), 1);
}

#[tokio::test]
async fn an_update_reaches_what_is_inside_and_is_rolled_back_with_it() {
    let stage = Stage::start().await;
    let inner = test_resource(&json!({ "value": { "get_param": "x" } }));
    let stack = stage.post(&request("web", &child(&inner), "one")).await;
    stage.expect(&stack, "CREATE_COMPLETE").await;
    let id = stage.nested().await[0]["id"].clone();
    stage
        .update_by(&stack, &request("web", &child(&inner), "two"))
        .await;
    stage.expect(&stack, "UPDATE_COMPLETE").await;
    assert_eq!(stage.output(&stack, "seen").await, "two");
    // The template alone changes.
    let other = test_resource(&json!({ "value": "three" }));
    stage
        .update_by(&stack, &request("web", &child(&other), "two"))
        .await;
    stage.expect(&stack, "UPDATE_COMPLETE").await;
    assert_eq!(stage.output(&stack, "seen").await, "three");
    let bad = test_resource(&json!({ "value": "four", "fail": true }));
    let mut body = request("web", &child(&bad), "two");
    body["disable_rollback"] = false.into();
    stage.update_by(&stack, &body).await;
    stage.expect(&stack, "ROLLBACK_COMPLETE").await;
    assert_eq!(stage.output(&stack, "seen").await, "three");
    assert_eq!(stage.nested().await[0]["id"], id);
    assert_eq!(stage.nested().await[0]["stack_status"], "UPDATE_COMPLETE");
}

#[tokio::test]
async fn a_delete_in_the_middle_of_a_create_deletes_what_is_inside() {
    let stage = Stage::start().await;
    let inner = test_resource(&json!({ "value": "a", "action_wait_secs": { "create": 3600 } }));
    let stack = stage.post(&request("web", &child(&inner), "x")).await;
    let deadline = Instant::now() + Duration::from_secs(10);
    while stage.nested().await.is_empty() {
        assert!(Instant::now() < deadline);
    }
    stage.delete(&stack).await;
    assert_eq!(stage.nested().await, Vec::<Value>::new());
}

#[tokio::test]
async fn faults_inside_are_found_before_anything_is_made() {
    let stage = Stage::start().await;
    let deep = template(json!({ "resources": { "n": { "type": "n.yaml" } } })).to_string();
    let wrong = template(json!({ "resources": {
        "r": { "type": "OS::Heat::TestResource", "properties": { "zz": 1 } } } }));
    for (resources, files, message) in [
        (
            json!({ "n": { "type": "n.yaml" } }),
            json!({ "n.yaml": deep }),
            "RequestLimitExceeded: : resources.n<n.yaml>.resources.n<n.yaml>.resources.n<n.yaml>.\
             resources.n<n.yaml>.resources.n<n.yaml>.resources.n<n.yaml>: : Request limit \
             exceeded: Recursion depth exceeds 5.",
        ),
        (
            json!({ "n": { "type": "c.yaml" } }),
            json!({ "c.yaml": wrong.to_string() }),
            "Property error: : resources.n<c.yaml>.resources.r.properties: : Unknown Property zz",
        ),
        (
            json!({ "n": { "type": "c.yaml" } }),
            json!({ "c.yaml": "{" }),
            "Error parsing template c.yaml while parsing a flow node\nexpected the node content, \
             but found '<stream end>'\n  in \"<unicode string>\", line 1, column 2:\n    {\n     ^",
        ),
        (
            json!({ "n": { "type": "c.yaml" } }),
            json!({ "c.yaml": "" }),
            "Template format version not found.",
        ),
        (
            json!({ "n": { "type": "c.yaml" } }),
            json!({ "c.yaml": child(&json!({ "type": "OS::Heat::None" })) }),
            "Property error: : resources.n.properties: : Property x not assigned",
        ),
        (
            json!({ "g": { "type": "OS::Heat::ResourceGroup", "properties": { "resource_def": {
                "type": "OS::Heat::TestResource", "properties": { "zz": 1 } } } } }),
            json!({}),
            "Property error: : resources.g<nested_stack>.resources[0].properties: : Unknown \
             Property zz",
        ),
        (
            json!({ "g": { "type": "OS::Heat::ResourceGroup",
                "properties": { "resource_def": { "type": "OS::Nope" } } } }),
            json!({}),
            "The Resource Type (OS::Nope) could not be found.",
        ),
    ] {
        let body = json!({
            "stack_name": "web",
            "template": template(json!({ "resources": resources })),
            "files": files,
        });
        let (status, answer) = stage.ask("POST", "/stacks", &body).await;
        assert_eq!(status, 400, "{answer}");
        assert_eq!(answer["error"]["message"], message);
    }
}

/// A group of that many resources.
fn group(count: u32, more: &Value) -> Value {
    let mut properties = json!({
        "count": count,
        "resource_def": test_resource(&json!({ "value": "n%index%" })),
    });
    for (name, value) in more.as_object().unwrap() {
        properties[name] = value.clone();
    }
    json!({
        "resources": { "g": { "type": "OS::Heat::ResourceGroup", "properties": properties } },
        "outputs": {
            "values": { "value": { "get_attr": ["g", "output"] } },
            "map": { "value": { "get_attr": ["g", "attributes", "output"] } },
            "refs": { "value": { "get_attr": ["g", "refs"] } },
            "refs_map": { "value": { "get_attr": ["g", "refs_map"] } },
            "one": { "value": { "get_attr": ["g", "resource.1.output"] } },
            "removed": { "value": { "get_attr": ["g", "removed_rsrc_list"] } },
        },
    })
}

#[tokio::test]
async fn a_group_grows_and_shrinks() {
    let stage = Stage::start().await;
    let stack = stage.create("web", group(2, &json!({}))).await;
    assert_eq!(stage.output(&stack, "values").await, json!(["n0", "n1"]));
    assert_eq!(
        stage.output(&stack, "map").await,
        json!({ "0": "n0", "1": "n1" })
    );
    assert_eq!(stage.output(&stack, "one").await, "n1");
    assert_eq!(stage.output(&stack, "removed").await, json!([]));
    let refs = stage.output(&stack, "refs").await;
    let by_name = stage.output(&stack, "refs_map").await;
    assert_eq!(refs[0], by_name["0"]);
    assert!(refs[1].as_str().unwrap().starts_with("web-g-"));
    stage.update(&stack, group(4, &json!({}))).await;
    assert_eq!(
        stage.output(&stack, "values").await,
        json!(["n0", "n1", "n2", "n3"])
    );
    assert_eq!(stage.output(&stack, "refs").await[0], refs[0]);
    let removal = json!({ "removal_policies": [{ "resource_list": ["1", refs[0]] }] });
    stage.update(&stack, group(2, &removal)).await;
    assert_eq!(stage.output(&stack, "values").await, json!(["n2", "n3"]));
    assert_eq!(stage.output(&stack, "removed").await, json!(["0", "1"]));
    stage.update(&stack, group(0, &json!({}))).await;
    assert_eq!(stage.output(&stack, "values").await, json!([]));
    stage.delete(&stack).await;
}

#[tokio::test]
async fn a_group_is_not_larger_than_a_stack_may_be() {
    let stage = Stage::start().await;
    let stack = stage.begin("web", group(2000, &json!({}))).await;
    assert_eq!(
        stage.reason(&stack).await,
        "Resource CREATE failed: resources.g: Request limit exceeded: Maximum resources per stack \
         exceeded."
    );
}

#[tokio::test]
async fn a_stack_makes_another_one_beside_itself() {
    let stage = Stage::start().await;
    let inner = template(json!({
        "parameters": { "x": { "type": "string" } },
        "resources": { "inner": test_resource(&json!({ "value": { "get_param": "x" } })) },
        "outputs": { "o": { "value": { "get_attr": ["inner", "output"] } } },
    }));
    let sections = |x: &str| {
        json!({
            "resources": { "s": { "type": "OS::Heat::Stack", "properties": {
                "template": inner.to_string(), "parameters": { "x": x } } } },
            "outputs": {
                "seen": { "value": { "get_attr": ["s", "outputs", "o"] } },
                "id": { "value": { "get_resource": "s" } },
            },
        })
    };
    let stack = stage.create("web", sections("one")).await;
    assert_eq!(stage.output(&stack, "seen").await, "one");
    let (_, all) = stage.ask("GET", "/stacks", &Value::Null).await;
    assert_eq!(all["stacks"].as_array().unwrap().len(), 2);
    let beside = &all["stacks"][0];
    assert_eq!(beside["id"], stage.output(&stack, "id").await);
    assert_eq!(beside["parent"], Value::Null);
    stage.update(&stack, sections("two")).await;
    assert_eq!(stage.output(&stack, "seen").await, "two");
    stage.delete(&stack).await;
    let (_, all) = stage.ask("GET", "/stacks", &Value::Null).await;
    assert_eq!(all["stacks"], json!([]));
    let wrong = template(json!({ "resources": { "r": { "type": "OS::Nope" } } }));
    let body = json!({ "stack_name": "wrong", "template": template(json!({ "resources": {
        "s": { "type": "OS::Heat::Stack", "properties": { "template": wrong.to_string() } } } })) });
    let (status, answer) = stage.ask("POST", "/stacks", &body).await;
    assert_eq!(status, 400);
    assert_eq!(
        answer["error"]["message"],
        "Failed validating stack template using Heat endpoint at region \"None\" due to \"ERROR: \
         The Resource Type (OS::Nope) could not be found.\""
    );
}

#[tokio::test]
async fn what_is_done_with_a_stack_is_done_with_those_inside() {
    let stage = Stage::start().await;
    let stack = stage.create("web", group(1, &json!({}))).await;
    for action in ["suspend", "resume", "check"] {
        let path = format!("{}/actions", stack.path());
        let (status, answer) = stage.ask("POST", &path, &json!({ action: null })).await;
        assert!(status < 300, "{answer}");
        let expected = format!("{}_COMPLETE", action.to_uppercase());
        stage.expect(&stack, &expected).await;
        assert_eq!(stage.nested().await[0]["stack_status"], expected.as_str());
    }
}

#[tokio::test]
async fn resources_inside_are_listed_on_request() {
    let stage = Stage::start().await;
    let stack = stage.create("web", group(1, &json!({}))).await;
    let path = format!("{}/resources", stack.path());
    let (_, answer) = stage.ask("GET", &path, &Value::Null).await;
    let all = answer["resources"].as_array().unwrap();
    assert_eq!(all.len(), 1);
    let id = all[0]["physical_resource_id"].as_str().unwrap();
    let nested = &all[0]["links"][2];
    assert_eq!(nested["rel"], "nested");
    assert!(nested["href"].as_str().unwrap().ends_with(id), "{nested}");
    let (_, answer) = stage
        .ask("GET", &format!("{path}?nested_depth=1"), &Value::Null)
        .await;
    let all = answer["resources"].as_array().unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1]["resource_name"], "0");
    assert_eq!(all[1]["parent_resource"], "g");
    assert_eq!(all[1]["links"][1]["href"], nested["href"]);
}
