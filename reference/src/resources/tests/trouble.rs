//! What becomes of resources when the cloud fails: upstream's states and reasons.

use http::Method;
use serde_json::{Value, json};

use super::stage::{Stage, server};
use crate::cloud::injection::{Effect, Rule};
use crate::cloud::service::Service;

fn one_server() -> Value {
    json!({ "resources": { "s": server(&json!({})) } })
}

fn compute(method: Method, path: &str, effect: Effect) -> Rule {
    Rule::new(Service::Compute, method, path, effect)
}

fn network(method: Method, path: &str, effect: Effect) -> Rule {
    Rule::new(Service::Network, method, path, effect)
}

fn status(code: u16, body: Value) -> Effect {
    Effect::Status { code, body }
}

#[tokio::test]
async fn a_server_in_error_is_made_again() {
    let stage = Stage::start().await;
    let failing = Effect::ServerError("No valid host was found.".to_owned());
    let rule = compute(Method::POST, "/v2.1/servers", failing).once();
    stage.running.inject(rule);
    let stack = stage.begin("st", one_server()).await;
    stage.hurry();
    stage.expect(&stack, "CREATE_COMPLETE").await;
    assert_eq!(stage.servers().await.len(), 1);
    insta::assert_snapshot!(stage.events(&stack).await, @r#"
    s CREATE_IN_PROGRESS
    s CREATE_FAILED: ResourceInError: resources.s: Went to status ERROR due to "Message: No valid host was found., Code: 500"
    s DELETE_IN_PROGRESS
    s DELETE_COMPLETE
    s CREATE_IN_PROGRESS
    s CREATE_COMPLETE
    "#);
}

#[tokio::test]
async fn after_six_attempts_the_first_reason_counts() {
    let stage = Stage::start().await;
    for reason in ["first", "second"] {
        let mut rule = compute(
            Method::POST,
            "/v2.1/servers",
            Effect::ServerError(reason.to_owned()),
        );
        match reason {
            "first" => rule.times = Some(1),
            _ => rule.skip = 1,
        }
        stage.running.inject(rule);
    }
    let stack = stage.begin("st", one_server()).await;
    stage.hurry();
    stage.expect(&stack, "CREATE_FAILED").await;
    insta::assert_snapshot!(stage.reason(&stack).await, @r#"Resource CREATE failed: ResourceInError: resources.s: Went to status ERROR due to "Message: first, Code: 500""#);
    let events = stage.events(&stack).await;
    assert_eq!(events.matches("s CREATE_FAILED").count(), 6, "{events}");
    assert_eq!(events.matches("s DELETE_COMPLETE").count(), 5, "{events}");
    assert_eq!(stage.servers().await.len(), 1);
    stage.running.clear_injections();
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_odd_status_fails_at_once() {
    let stage = Stage::start().await;
    let odd = status(
        200,
        json!({ "server": { "status": "FOO(bar)", "id": "x" } }),
    );
    stage
        .running
        .inject(compute(Method::GET, "/v2.1/servers/*", odd));
    let stack = stage.begin("st", one_server()).await;
    insta::assert_snapshot!(stage.reason(&stack).await, @r#"Resource CREATE failed: ResourceUnknownStatus: resources.s: Server is not active - Unknown status FOO(bar) due to "Unknown""#);
}

#[tokio::test]
async fn a_service_that_stumbles_while_it_is_polled_is_overlooked() {
    let stage = Stage::start().await;
    for (skip, code) in [(0, 500), (1, 503), (2, 413)] {
        let mut rule = compute(Method::GET, "/v2.1/servers/*", status(code, Value::Null));
        (rule.skip, rule.times) = (skip, Some(1));
        stage.running.inject(rule);
    }
    stage.create("st", one_server()).await;
    // Anything else ends it.
    stage.running.inject(compute(
        Method::GET,
        "/v2.1/servers/*",
        status(403, Value::Null),
    ));
    let stack = stage.begin("tt", one_server()).await;
    let reason = stage.reason(&stack).await;
    assert!(
        reason.starts_with("Resource CREATE failed: Forbidden: resources.s: Forbidden (HTTP 403)"),
        "{reason}"
    );
}

#[tokio::test]
async fn a_refusal_is_told_as_the_client_tells_it() {
    let stage = Stage::start().await;
    let quota = json!({ "forbidden": { "code": 403, "message": "Quota exceeded for cores" } });
    stage
        .running
        .inject(compute(Method::POST, "/v2.1/servers", status(403, quota)));
    let stack = stage.begin("st", one_server()).await;
    let reason = stage.reason(&stack).await;
    let (text, id) = reason.split_once(" (Request-ID: req-").unwrap();
    insta::assert_snapshot!(text, @"Resource CREATE failed: Forbidden: resources.s: Quota exceeded for cores (HTTP 403)");
    assert_eq!(id.len(), 37);
}

#[tokio::test]
async fn a_delete_that_ends_in_error_fails_and_can_be_repeated() {
    let stage = Stage::start().await;
    let stack = stage.create("st", one_server()).await;
    let name = stage.servers().await[0]["name"]
        .as_str()
        .unwrap()
        .to_owned();
    let failing = Effect::ServerError("stuck".to_owned());
    let rule = compute(Method::DELETE, "/v2.1/servers/*", failing).once();
    stage.running.inject(rule);
    stage.begin_delete(&stack).await;
    stage.expect(&stack, "DELETE_FAILED").await;
    let reason = stage.reason(&stack).await.replace(&name, "NAME");
    insta::assert_snapshot!(reason, @r#"Resource DELETE failed: ResourceInError: resources.s: Went to status ERROR due to "Server NAME delete failed: (500) stuck""#);
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_in_the_way_of_a_delete_is_waited_for() {
    let stage = Stage::start().await;
    let net = json!({ "type": "OS::Neutron::Net", "properties": { "name": "inner" } });
    let subnet = json!({ "type": "OS::Neutron::Subnet", "properties": {
        "network": { "get_resource": "net" }, "cidr": "10.1.0.0/24" } });
    let resources = json!({ "net": net, "subnet": subnet });
    let stack = stage.create("st", json!({ "resources": resources })).await;
    let network_id = stage.objects("networks", "networks").await[0]["id"].clone();
    let port = json!({ "port": { "network_id": network_id } });
    let port = stage.put_into(Service::Network, "/v2.0/ports", &port).await;
    stage.begin_delete(&stack).await;
    // In the way for good: five attempts more, then it fails.
    stage.hurry();
    stage.expect(&stack, "DELETE_FAILED").await;
    let reason = stage.reason(&stack).await;
    assert!(
        reason.starts_with("Resource DELETE failed: Conflict: resources.subnet: Unable to"),
        "{reason}"
    );
    // In the way for a while.
    let in_use =
        json!({ "NeutronError": { "type": "SubnetInUse", "message": "no", "detail": "" } });
    let mut rule = network(Method::DELETE, "/v2.0/subnets/*", status(409, in_use));
    rule.times = Some(2);
    stage.running.inject(rule);
    let path = format!("/v2.0/ports/{}", port["port"]["id"].as_str().unwrap());
    let cloud = stage.running.cloud();
    let gone = cloud.delete(Service::Network, &path, super::stage::PROJECT);
    gone.await.unwrap();
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_healthy_server_of_a_failed_resource_is_kept() {
    let stage = Stage::start().await;
    let tagged = json!({ "resources": { "s": server(&json!({ "tags": ["t"] })) } });
    let refused = status(400, json!({ "badRequest": { "message": "no tags today" } }));
    let rule = compute(Method::PUT, "/v2.1/servers/*/tags", refused).once();
    stage.running.inject(rule);
    let stack = stage.begin("st", tagged.clone()).await;
    stage.expect(&stack, "CREATE_FAILED").await;
    let id = stage.servers().await[0]["id"].clone();
    stage.update(&stack, tagged).await;
    let servers = stage.servers().await;
    assert_eq!(servers.len(), 1);
    assert_eq!(servers[0]["id"], id);
    let events = stage.events(&stack).await;
    let last = events.lines().last().unwrap();
    insta::assert_snapshot!(last, @"s CREATE_COMPLETE: Update status to COMPLETE for FAILED resource neither update nor replace.");
    // One in error is not.
    let failing = Effect::ServerError("broken".to_owned());
    let rule = compute(Method::POST, "/v2.1/servers/*/action", failing).once();
    stage.running.inject(rule);
    let resized = json!({ "resources": { "s": server(&json!({ "flavor": "m1.small" })) } });
    stage.begin_update(&stack, resized.clone()).await;
    stage.expect(&stack, "UPDATE_FAILED").await;
    insta::assert_snapshot!(stage.reason(&stack).await, @"Resource UPDATE failed: Error: resources.s: Resizing to '2' failed, status 'ERROR'");
    stage.update(&stack, resized).await;
    let servers = stage.servers().await;
    assert_eq!(servers.len(), 1);
    assert_ne!(servers[0]["id"], id);
}

#[tokio::test]
async fn networks_that_are_broken_are_made_again() {
    let stage = Stage::start().await;
    let net = json!({ "resources": { "net": { "type": "OS::Neutron::Net" } } });
    let broken = status(200, json!({ "network": { "status": "ERROR" } }));
    let rule = network(Method::GET, "/v2.0/networks/*", broken).once();
    stage.running.inject(rule);
    let stack = stage.begin("st", net).await;
    stage.hurry();
    stage.expect(&stack, "CREATE_COMPLETE").await;
    assert_eq!(stage.objects("networks", "networks").await.len(), 1);
    insta::assert_snapshot!(stage.events(&stack).await, @r#"
    net CREATE_IN_PROGRESS
    net CREATE_FAILED: ResourceInError: resources.net: Went to status ERROR due to "Unknown"
    net DELETE_IN_PROGRESS
    net DELETE_COMPLETE
    net CREATE_IN_PROGRESS
    net CREATE_COMPLETE
    "#);
}

#[tokio::test]
async fn a_delete_in_the_middle_of_a_create_leaves_nothing_behind() {
    let stage = Stage::start().await;
    let slowly = || Effect::Delay(std::time::Duration::from_millis(30));
    for path in ["/v2.1/servers", "/v2.1/os-keypairs"] {
        stage.running.inject(compute(Method::POST, path, slowly()));
    }
    for path in ["/v2.0/ports", "/v2.0/networks"] {
        stage.running.inject(network(Method::POST, path, slowly()));
    }
    let forever = Effect::ServerDelay(std::time::Duration::from_mins(50));
    stage
        .running
        .inject(compute(Method::POST, "/v2.1/servers", forever));
    let resources = json!({ "resources": {
        "net": { "type": "OS::Neutron::Net" },
        "key": { "type": "OS::Nova::KeyPair", "properties": { "name": "mine" } },
        "s": server(&json!({ "networks": [{ "subnet": "private-subnet" }] })),
        "t": server(&json!({})),
    } });
    for n_requests in [0, 2, 5, 10, 20, 30, 45, 60] {
        let stack = stage.begin("st", resources.clone()).await;
        for _ in 0..n_requests {
            stage.show(&stack).await;
        }
        stage.delete(&stack).await;
        let left = stage.belongings().await;
        assert_eq!(left, Vec::<String>::new(), "after {n_requests} requests");
    }
}
