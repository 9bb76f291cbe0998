//! `OS::Nova::Server`: made, shown, changed, replaced and deleted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};

use super::stage::{Stage, server};
use crate::cloud::injection::{Effect, Rule};
use crate::cloud::service::Service;

#[tokio::test]
async fn a_server_is_made_and_deleted() {
    let stage = Stage::start().await;
    let properties = json!({ "metadata": { "a": { "b": 1 } }, "tags": ["t"], "user_data": "hi" });
    let stack = stage
        .create(
            "st",
            json!({
                "resources": { "s": server(&properties) },
                "outputs": {
                    "id": { "value": { "get_resource": "s" } },
                    "first": { "value": { "get_attr": ["s", "first_address"] } },
                    "networks": { "value": { "get_attr": ["s", "networks"] } },
                    "tags": { "value": { "get_attr": ["s", "tags"] } },
                },
            }),
        )
        .await;
    let servers = stage.servers().await;
    assert_eq!(servers.len(), 1);
    let server = &servers[0];
    assert_eq!(stage.output(&stack, "id").await, server["id"]);
    assert_eq!(server["metadata"], json!({ "a": "{\"b\": 1}" }));
    assert_eq!(stage.output(&stack, "tags").await, json!(["t"]));
    assert_eq!(server["flavor"]["original_name"], "m1.tiny");
    let name = server["name"].as_str().unwrap();
    assert!(name.starts_with("st-s-"), "{name}");
    let user_data = server["OS-EXT-SRV-ATTR:user_data"].as_str().unwrap();
    let user_data = String::from_utf8(STANDARD.decode(user_data).unwrap()).unwrap();
    assert!(user_data.contains("\n\nhi\n--"), "{user_data}");
    let address = &server["addresses"]["private"][0]["addr"];
    assert_eq!(stage.output(&stack, "first").await, *address);
    let networks = stage.output(&stack, "networks").await;
    assert_eq!(networks["private"], json!([address]));
    assert_eq!(
        networks["b2d32e81-d1e2-5fe7-b142-d22d536fce94"],
        json!([address])
    );
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
    insta::assert_snapshot!(stage.events(&stack).await, @r"
    s CREATE_IN_PROGRESS
    s CREATE_COMPLETE
    s DELETE_IN_PROGRESS
    s DELETE_COMPLETE
    ");
}

#[tokio::test]
async fn a_long_name_is_shortened_to_what_a_host_name_takes() {
    let stage = Stage::start().await;
    let resources = json!({ "resources": { "s": server(&json!({})) } });
    stage.create(&"long".repeat(30), resources).await;
    let servers = stage.servers().await;
    let name = servers[0]["name"].as_str().unwrap();
    assert_eq!(name.len(), 53);
    assert!(name.starts_with("lo-"), "{name}");
}

#[tokio::test]
async fn a_server_is_changed_in_place() {
    let stage = Stage::start().await;
    let resources = json!({ "resources": { "s": server(&json!({ "metadata": { "a": "1" } })) } });
    let stack = stage.create("st", resources).await;
    let id = stage.servers().await[0]["id"].clone();
    for (properties, pointer, expected) in [
        (json!({ "name": "new" }), "/name", json!("new")),
        (
            json!({ "metadata": { "b": "2" } }),
            "/metadata",
            json!({ "b": "2" }),
        ),
        (json!({ "tags": ["x", "y"] }), "/tags", json!(["x", "y"])),
        (
            json!({ "flavor": "m1.small" }),
            "/flavor/original_name",
            json!("m1.small"),
        ),
        (
            json!({ "image": "fedora" }),
            "/image/id",
            json!("69aea023-8ba6-58c7-b2de-1040bb8042a5"),
        ),
        (
            json!({ "admin_pass": "secret" }),
            "/status",
            json!("ACTIVE"),
        ),
    ] {
        let resources = json!({ "resources": { "s": server(&properties) } });
        stage.update(&stack, resources).await;
        let servers = stage.servers().await;
        assert_eq!(servers.len(), 1);
        assert_eq!(servers[0]["id"], id, "{properties}");
        assert_eq!(servers[0].pointer(pointer), Some(&expected), "{properties}");
        assert_eq!(servers[0]["status"], "ACTIVE");
    }
}

#[tokio::test]
async fn a_name_for_the_same_thing_changes_nothing() {
    let stage = Stage::start().await;
    let resources = json!({ "resources": { "s": server(&json!({})) } });
    let stack = stage.create("st", resources).await;
    let made = stage.servers().await;
    let properties = json!({ "flavor": "1", "image": "6c4b7ece-74bc-59f9-ad7a-2e8404d803f1" });
    let resources = json!({ "resources": { "s": server(&properties) } });
    // Were anything asked of the cloud, it would fail.
    let refused = Effect::Status {
        code: 500,
        body: Value::Null,
    };
    let rule = Rule::new(
        Service::Compute,
        Method::POST,
        "/v2.1/servers/*/action",
        refused,
    );
    stage.running.inject(rule);
    stage.update(&stack, resources).await;
    assert_eq!(stage.servers().await[0]["id"], made[0]["id"]);
    insta::assert_snapshot!(stage.events(&stack).await, @r"
    s CREATE_IN_PROGRESS
    s CREATE_COMPLETE
    s UPDATE_IN_PROGRESS
    s UPDATE_COMPLETE
    ");
}

#[tokio::test]
async fn a_policy_or_a_fixed_property_makes_another_server() {
    let stage = Stage::start().await;
    let resources = json!({ "resources": { "s": server(&json!({})) } });
    let stack = stage.create("st", resources).await;
    let first = stage.servers().await[0]["id"].clone();
    let properties = json!({ "flavor": "m1.small", "flavor_update_policy": "REPLACE" });
    let resources = json!({ "resources": { "s": server(&properties) } });
    stage.update(&stack, resources).await;
    let servers = stage.servers().await;
    assert_eq!(servers.len(), 1);
    assert_ne!(servers[0]["id"], first);
    let properties = json!({ "flavor": "m1.small", "key_name": "default" });
    let resources = json!({ "resources": { "s": server(&properties) } });
    stage.update(&stack, resources).await;
    let servers = stage.servers().await;
    assert_eq!(servers.len(), 1);
    assert_eq!(servers[0]["key_name"], "default");
    insta::assert_snapshot!(stage.events(&stack).await, @r#"
    s CREATE_IN_PROGRESS
    s CREATE_COMPLETE
    s UPDATE_IN_PROGRESS
    s UPDATE_COMPLETE: The Resource Server "s" [ID] Stack "st" [ID] requires replacement.
    s CREATE_IN_PROGRESS
    s CREATE_COMPLETE
    s DELETE_IN_PROGRESS
    s DELETE_COMPLETE
    s UPDATE_IN_PROGRESS
    s UPDATE_COMPLETE: The Resource s requires replacement.
    s CREATE_IN_PROGRESS
    s CREATE_COMPLETE
    s DELETE_IN_PROGRESS
    s DELETE_COMPLETE
    "#);
}

/// A network with two subnets and a port beside a server on some of these.
fn networked(networks: &Value) -> Value {
    let subnet = |cidr: &str| {
        json!({ "type": "OS::Neutron::Subnet", "properties": {
            "network": { "get_resource": "net" }, "cidr": cidr } })
    };
    json!({
        "resources": {
            "net": { "type": "OS::Neutron::Net", "properties": { "name": "inner" } },
            "one": subnet("10.1.0.0/24"),
            "two": subnet("10.2.0.0/24"),
            "port": { "type": "OS::Neutron::Port", "properties": {
                "network": { "get_resource": "net" },
                "fixed_ips": [{ "ip_address": "10.1.0.99" }] } },
            "s": server(&json!({ "networks": networks })),
        },
        "outputs": { "networks": { "value": { "get_attr": ["s", "networks"] } } },
    })
}

#[tokio::test]
async fn networks_come_and_go_while_the_server_stays() {
    let stage = Stage::start().await;
    let private = json!({ "network": "private" });
    let port = json!({ "port": { "get_resource": "port" } });
    let subnet = json!({ "subnet": { "get_resource": "two" } });
    let stack = stage.create("st", networked(&json!([private]))).await;
    let id = stage.servers().await[0]["id"].clone();
    for (networks, expected) in [
        (json!([private, port]), "inner 10.1.0.99, private *"),
        (json!([port, subnet]), "inner 10.1.0.99, inner 10.2.*"),
        (json!([subnet]), "inner 10.2.*"),
        (json!([{ "network": { "get_resource": "net" } }]), "inner *"),
        (json!([private, subnet]), "inner 10.2.*, private *"),
        (json!([]), "private *"),
    ] {
        stage.update(&stack, networked(&networks)).await;
        let servers = stage.servers().await;
        assert_eq!(servers[0]["id"], id);
        let mut seen: Vec<String> = Vec::new();
        for (network, addresses) in servers[0]["addresses"].as_object().unwrap() {
            for address in addresses.as_array().unwrap() {
                seen.push(format!("{network} {}", address["addr"].as_str().unwrap()));
            }
        }
        seen.sort();
        let expected: Vec<&str> = expected.split(", ").collect();
        assert_eq!(seen.len(), expected.len(), "{networks}: {seen:?}");
        for (seen, expected) in seen.iter().zip(expected) {
            let prefix = expected.trim_end_matches('*');
            let is_right = seen.starts_with(prefix) && (prefix != expected || seen == expected);
            assert!(is_right, "{networks}: {seen:?}");
        }
    }
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_replacement_takes_over_the_port_and_a_rollback_gives_it_back() {
    let stage = Stage::start().await;
    let sections = |name: &str, flavor: &str| {
        json!({ "resources": {
            "port": { "type": "OS::Neutron::Port", "properties": { "network": "private" } },
            "s": server(&json!({
                "key_name": name,
                "flavor": flavor,
                "networks": [{ "port": { "get_resource": "port" } }, { "network": "private" }],
            })),
            "t": { "type": "OS::Heat::TestResource", "depends_on": "s", "properties": {
                "value": name, "fail": flavor == "m1.nano" } },
        } })
    };
    let stack = stage.create("st", sections("heat_key", "m1.tiny")).await;
    stage.update(&stack, sections("default", "m1.tiny")).await;
    let servers = stage.servers().await;
    assert_eq!(servers.len(), 1);
    assert_eq!(
        servers[0]["addresses"]["private"].as_array().unwrap().len(),
        2
    );

    let body = json!({ "template": super::stage::template(sections("key", "m1.nano")),
                       "disable_rollback": false });
    let (status, _) = stage.ask("PUT", stack.path(), &body).await;
    assert_eq!(status, 202);
    stage.expect(&stack, "ROLLBACK_COMPLETE").await;
    let after = stage.servers().await;
    assert_eq!(after.len(), 1);
    assert_eq!(after[0]["id"], servers[0]["id"]);
    let port = &stage.objects("ports", "ports").await[0];
    assert_eq!(port["device_id"], after[0]["id"]);
    assert_eq!(
        after[0]["addresses"]["private"].as_array().unwrap().len(),
        2
    );
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_port_of_its_own_changes_with_the_server() {
    let stage = Stage::start().await;
    let sections = |is_up: bool| {
        let extra = json!({ "admin_state_up": is_up, "allowed_address_pairs": [
            { "ip_address": "10.0.9.9" }] });
        let network = json!({ "network": "private", "port_extra_properties": extra });
        json!({ "resources": { "s": server(&json!({
            "security_groups": ["default"], "networks": [network] })) } })
    };
    let stack = stage.create("st", sections(true)).await;
    let port = stage.objects("ports", "ports").await[0].clone();
    assert_eq!(port["name"], "s-port-0");
    assert_eq!(
        port["allowed_address_pairs"],
        json!([{ "ip_address": "10.0.9.9" }])
    );
    stage.update(&stack, sections(false)).await;
    let ports = stage.objects("ports", "ports").await;
    assert_eq!(ports.len(), 1);
    assert_eq!(
        (&ports[0]["id"], &ports[0]["admin_state_up"]),
        (&port["id"], &json!(false))
    );
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_server_that_was_deleted_elsewhere_is_no_obstacle() {
    let stage = Stage::start().await;
    let network = json!({ "network": "private", "port_extra_properties": {} });
    let network = json!([{ "subnet": "private-subnet" }, network]);
    let resources = json!({ "resources": { "s": server(&json!({ "networks": network })) } });
    let stack = stage.create("st", resources).await;
    let id = stage.servers().await[0]["id"].as_str().unwrap().to_owned();
    let cloud = stage.running.cloud();
    let path = format!("/servers/{id}");
    cloud
        .delete(Service::Compute, &path, super::stage::PROJECT)
        .await
        .unwrap();
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}
