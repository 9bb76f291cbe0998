//! Neutron's types and `OS::Nova::KeyPair`: changed in place and replaced.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::stage::{Stack, Stage};

fn resource(resource_type: &str, properties: &Value) -> Value {
    json!({ "type": resource_type, "properties": properties })
}

fn reference(name: &str) -> Value {
    json!({ "get_resource": name })
}

/// The real things of a stack by their resources' names.
async fn ids(stage: &Stage, stack: &Stack) -> BTreeMap<String, Value> {
    let path = format!("{}?resolve_outputs=true", stack.path());
    let (status, answer) = stage.ask("GET", &path, &Value::Null).await;
    assert_eq!(status, 200);
    let outputs = answer["stack"]["outputs"].as_array().unwrap().iter();
    outputs
        .map(|output| {
            let key = output["output_key"].as_str().unwrap().to_owned();
            (key, output["output_value"].clone())
        })
        .collect()
}

/// A template's sections with an output for the id of each resource.
fn with_ids(resources: &Value) -> Value {
    let mut outputs = json!({});
    for name in resources.as_object().unwrap().keys() {
        outputs[name.as_str()] = json!({ "value": reference(name) });
    }
    json!({ "resources": resources, "outputs": outputs })
}

/// The object of that name, or with that id.
async fn object(stage: &Stage, path: &str, many: &str, id: &Value) -> Value {
    let objects = stage.objects(path, many).await;
    let object = objects.iter().find(|object| object["id"] == *id);
    object.unwrap().clone()
}

/// Everything that can change in place, before and after a change.
fn changeable(is_changed: bool) -> Value {
    let before = json!({
        "net": { "name": "one", "tags": ["a"] },
        "subnet": { "cidr": "10.1.0.0/24" },
        "router": { "external_gateway_info": { "network": "public" } },
        "port": { "fixed_ips": [{ "subnet": reference("subnet") }] },
        "group": { "rules": [
            { "protocol": "tcp", "port_range_min": 80, "port_range_max": 80 },
            { "protocol": "tcp", "port_range_min": 443, "port_range_max": 443 },
        ] },
        "floating": {},
        "association": { "floatingip_id": reference("loose"), "port_id": reference("near") },
    });
    let after = json!({
        "net": { "name": "two", "tags": ["b", "c"], "admin_state_up": false,
                 "port_security_enabled": false },
        "subnet": { "cidr": "10.1.0.0/24", "name": "two", "dns_nameservers": ["10.9.9.9"],
                    "enable_dhcp": false, "gateway_ip": "10.1.0.254", "tags": ["b"],
                    "host_routes": [{ "destination": "10.7.0.0/24", "nexthop": "10.1.0.7" }],
                    "allocation_pools": [{ "start": "10.1.0.10", "end": "10.1.0.99" }] },
        "router": { "name": "two", "admin_state_up": false, "tags": ["b"],
                    "external_gateway_info": { "network": "public", "enable_snat": false } },
        "port": { "name": "two", "admin_state_up": false, "security_groups": [reference("group")],
                  "fixed_ips": [{ "subnet": reference("subnet"), "ip_address": "10.1.0.50" }],
                  "allowed_address_pairs": [{ "ip_address": "10.1.0.60" }], "tags": ["b"] },
        "group": { "name": "two", "description": "other", "rules": [
            { "protocol": "tcp", "port_range_min": 443, "port_range_max": 443 },
            { "protocol": "udp", "port_range_min": 53, "port_range_max": 53 },
        ] },
        "floating": { "port_id": reference("free") },
        "association": { "floatingip_id": reference("loose"), "port_id": reference("far") },
    });
    let mut properties = if is_changed { after } else { before };
    properties["subnet"]["network"] = reference("net");
    properties["port"]["network"] = reference("net");
    properties["floating"]["floating_network"] = "public".into();
    let of = |name: &str, resource_type: &str| resource(resource_type, &properties[name]);
    let near = json!({ "network": "private" });
    with_ids(&json!({
        "net": of("net", "OS::Neutron::Net"),
        "subnet": of("subnet", "OS::Neutron::Subnet"),
        "router": of("router", "OS::Neutron::Router"),
        "port": of("port", "OS::Neutron::Port"),
        "group": of("group", "OS::Neutron::SecurityGroup"),
        "near": resource("OS::Neutron::Port", &near),
        "far": resource("OS::Neutron::Port", &near),
        "free": resource("OS::Neutron::Port", &near),
        "floating": of("floating", "OS::Neutron::FloatingIP"),
        "loose": resource("OS::Neutron::FloatingIP", &json!({ "floating_network": "public" })),
        "association": of("association", "OS::Neutron::FloatingIPAssociation"),
    }))
}

#[tokio::test]
async fn what_neutron_lets_change_changes_in_place() {
    let stage = Stage::start().await;
    let stack = stage.create("st", changeable(false)).await;
    let before = ids(&stage, &stack).await;
    let group = object(
        &stage,
        "security-groups",
        "security_groups",
        &before["group"],
    )
    .await;
    let https = |group: &Value| {
        let rules = group["security_group_rules"].as_array().unwrap().iter();
        let mut rules = rules.filter(|rule| rule["port_range_min"] == 443);
        rules.next().unwrap()["id"].clone()
    };
    let https_before = https(&group);
    stage.update(&stack, changeable(true)).await;
    let after = ids(&stage, &stack).await;
    assert_eq!(before, after);

    let net = object(&stage, "networks", "networks", &after["net"]).await;
    for (name, value) in [
        ("name", json!("two")),
        ("tags", json!(["b", "c"])),
        ("admin_state_up", json!(false)),
        ("port_security_enabled", json!(false)),
    ] {
        assert_eq!(net[name], value, "{name}");
    }
    let subnet = object(&stage, "subnets", "subnets", &after["subnet"]).await;
    for (name, value) in [
        ("name", json!("two")),
        ("dns_nameservers", json!(["10.9.9.9"])),
        ("enable_dhcp", json!(false)),
        ("gateway_ip", json!("10.1.0.254")),
        (
            "host_routes",
            json!([{ "destination": "10.7.0.0/24", "nexthop": "10.1.0.7" }]),
        ),
        (
            "allocation_pools",
            json!([{ "start": "10.1.0.10", "end": "10.1.0.99" }]),
        ),
        ("tags", json!(["b"])),
    ] {
        assert_eq!(subnet[name], value, "{name}");
    }
    let router = object(&stage, "routers", "routers", &after["router"]).await;
    assert_eq!(router["name"], "two");
    assert_eq!(router["admin_state_up"], false);
    assert_eq!(router["external_gateway_info"]["enable_snat"], false);
    let port = object(&stage, "ports", "ports", &after["port"]).await;
    for (name, value) in [
        ("name", json!("two")),
        ("admin_state_up", json!(false)),
        ("security_groups", json!([after["group"]])),
        (
            "fixed_ips",
            json!([{ "subnet_id": after["subnet"], "ip_address": "10.1.0.50" }]),
        ),
        ("tags", json!(["b"])),
    ] {
        assert_eq!(port[name], value, "{name}");
    }
    assert_eq!(port["allowed_address_pairs"][0]["ip_address"], "10.1.0.60");
    let group = object(
        &stage,
        "security-groups",
        "security_groups",
        &after["group"],
    )
    .await;
    assert_eq!(
        (&group["name"], &group["description"]),
        (&json!("two"), &json!("other"))
    );
    assert_eq!(https(&group), https_before);
    let rules = group["security_group_rules"].as_array().unwrap().iter();
    let mut ports: Vec<i64> = rules
        .filter_map(|rule| rule["port_range_min"].as_i64())
        .collect();
    ports.sort_unstable();
    assert_eq!(ports, [53, 443]);
    let floating = object(&stage, "floatingips", "floatingips", &after["floating"]).await;
    assert_eq!(floating["port_id"], after["free"]);
    let loose = object(&stage, "floatingips", "floatingips", &after["loose"]).await;
    assert_eq!(loose["port_id"], after["far"]);

    let mut loosened = changeable(true);
    loosened["resources"]["floating"]["properties"] = json!({ "floating_network": "public" });
    stage.update(&stack, loosened).await;
    let floating = object(&stage, "floatingips", "floatingips", &after["floating"]).await;
    assert_eq!(floating["port_id"], Value::Null);
    assert_eq!(ids(&stage, &stack).await, before);
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}

/// Resources of which `changed` has a property that cannot change.
fn fixed(changed: &str) -> Value {
    let pick =
        |name: &str, before: Value, after: Value| if name == changed { after } else { before };
    let on = |network: &str| json!({ "network": network });
    with_ids(&json!({
        "net": resource("OS::Neutron::Net", &json!({})),
        "other": resource("OS::Neutron::Net", &json!({})),
        "subnet": resource("OS::Neutron::Subnet", &json!({
            "network": reference("net"),
            "cidr": pick("subnet", json!("10.1.0.0/24"), json!("10.2.0.0/24")),
        })),
        "elsewhere": resource("OS::Neutron::Subnet", &json!({
            "network": reference("other"), "cidr": "10.3.0.0/24" })),
        "router": resource("OS::Neutron::Router", &json!({})),
        "interface": resource("OS::Neutron::RouterInterface", &json!({
            "router": reference("router"),
            "subnet": pick("interface", reference("subnet"), reference("elsewhere")),
        })),
        "gateway": resource("OS::Neutron::RouterGateway", &json!({
            "router_id": pick("gateway", reference("router"), reference("outer")),
            "network": "public",
        })),
        "outer": resource("OS::Neutron::Router", &json!({})),
        "port": resource("OS::Neutron::Port", &json!({
            "network": pick("port", json!("private"), reference("other")) })),
        "group": resource("OS::Neutron::SecurityGroup", &json!({})),
        "rule": resource("OS::Neutron::SecurityGroupRule", &json!({
            "security_group": reference("group"),
            "port_range_min": 22, "port_range_max": pick("rule", json!(22), json!(23)),
        })),
        "floating": resource("OS::Neutron::FloatingIP", &json!({
            "floating_network": "public",
            "floating_ip_address": pick("floating", json!("172.24.9.9"), json!("172.24.9.10")) })),
        "key": resource("OS::Nova::KeyPair", &json!({
            "name": pick("key", json!("one"), json!("two")) })),
        "loose": resource("OS::Nova::FloatingIP", &json!({ "pool": "public" })),
        "near": resource("OS::Neutron::Port", &on("private")),
    }))
}

#[tokio::test]
async fn what_neutron_does_not_let_change_is_replaced() {
    let stage = Stage::start().await;
    let stack = stage.create("st", fixed("")).await;
    let mut before = ids(&stage, &stack).await;
    let n_things = stage.belongings().await.len();
    for changed in [
        "subnet",
        "interface",
        "gateway",
        "port",
        "rule",
        "floating",
        "key",
    ] {
        stage.update(&stack, fixed(changed)).await;
        let after = ids(&stage, &stack).await;
        assert_ne!(before[changed], after[changed], "{changed}");
        let kept = |name: &str| before[name] == after[name];
        assert!(
            ["net", "router", "outer", "group", "loose", "near"]
                .iter()
                .all(|name| kept(name))
        );
        assert_eq!(stage.belongings().await.len(), n_things, "{changed}");
        let events = stage.events(&stack).await;
        let place = |what: &str| events.rfind(&format!("{changed} {what}")).unwrap();
        assert!(
            place("CREATE_COMPLETE") < place("DELETE_IN_PROGRESS"),
            "{events}"
        );
        stage.update(&stack, fixed("")).await;
        before = ids(&stage, &stack).await;
        assert_eq!(stage.belongings().await.len(), n_things, "{changed}");
    }
    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}
