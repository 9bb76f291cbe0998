//! One stack with every type of Nova and Neutron.

use serde_json::{Value, json};

use super::stage::Stage;

const PUBLIC_KEY: &str = "ssh-ed25519 \
    AAAAC3NzaC1lZDI1NTE5AAAAIJRkedHSd/BQKbQTY1aOUWq/X9Ld4VWEC+D+9xwphHt+";

/// The resources; parts of them differ in an update.
pub(super) fn resources() -> Value {
    let reference = |name: &str| json!({ "get_resource": name });
    json!({
        "key": { "type": "OS::Nova::KeyPair", "properties": {
            "name": "mine", "public_key": PUBLIC_KEY } },
        "generated": { "type": "OS::Nova::KeyPair", "properties": {
            "name": "generated", "save_private_key": true } },
        "group": { "type": "OS::Neutron::SecurityGroup", "properties": {
            "name": "web", "description": "the web",
            "rules": [
                { "protocol": "tcp", "port_range_min": 80, "port_range_max": 80 },
                { "protocol": "icmp", "remote_mode": "remote_group_id" },
            ] } },
        "rule": { "type": "OS::Neutron::SecurityGroupRule", "properties": {
            "security_group": reference("group"), "port_range_min": 22, "port_range_max": 22 } },
        "net": { "type": "OS::Neutron::Net", "properties": { "name": "inner", "tags": ["a"] } },
        "subnet": { "type": "OS::Neutron::Subnet", "properties": {
            "network_id": reference("net"), "cidr": "192.168.7.0/24", "gateway_ip": "192.168.7.1",
            "dns_nameservers": ["192.168.7.2"] } },
        "router": { "type": "OS::Neutron::Router", "properties": {
            "external_gateway_info": { "network": "public" } } },
        "interface": { "type": "OS::Neutron::RouterInterface", "properties": {
            "router": reference("router"), "subnet": reference("subnet") } },
        "outer": { "type": "OS::Neutron::Router" },
        "gateway": { "type": "OS::Neutron::RouterGateway", "properties": {
            "router_id": reference("outer"), "network": "public" } },
        "port": { "type": "OS::Neutron::Port", "properties": {
            "network": reference("net"), "fixed_ips": [{ "subnet": reference("subnet") }],
            "security_groups": [reference("group"), "default"] } },
        "server": { "type": "OS::Nova::Server", "properties": {
            "flavor": "m1.small", "image": "cirros", "key_name": reference("key"),
            "networks": [{ "port": reference("port") }] } },
        "inner": { "type": "OS::Nova::Server", "properties": {
            "name": "inner", "flavor": "m1.small", "image": "cirros",
            "security_groups": [reference("group")],
            "networks": [{ "subnet": reference("subnet") }, { "network": "private" }] } },
        "floating": { "type": "OS::Neutron::FloatingIP", "properties": {
            "floating_network": "public", "port_id": reference("port") } },
        "loose": { "type": "OS::Neutron::FloatingIP", "properties": {
            "floating_network_id": "public" } },
        "association": { "type": "OS::Neutron::FloatingIPAssociation", "properties": {
            "floatingip_id": reference("loose"),
            "port_id": { "get_attr": ["inner", "addresses", { "get_attr": ["net", "name"] }, 0, "port"] } } },
        "old": { "type": "OS::Nova::FloatingIP", "properties": { "pool": "public" } },
        "old_association": { "type": "OS::Nova::FloatingIPAssociation", "properties": {
            "floating_ip": reference("old"), "server_id": reference("alone") } },
        "alone": { "type": "OS::Nova::Server", "properties": {
            "flavor": "m1.small", "image": "cirros", "networks": [{ "network": "private" }] } },
    })
}

fn outputs() -> Value {
    let mut outputs = json!({});
    for (name, attribute) in [
        ("key", "public_key"),
        ("generated", "private_key"),
        ("net", "show"),
        ("subnet", "show"),
        ("router", "external_gateway_info"),
        ("port", "show"),
        ("port", "subnets"),
        ("port", "network"),
        ("group", "show"),
        ("server", "show"),
        ("server", "addresses"),
        ("server", "console_urls"),
        ("floating", "floating_ip_address"),
        ("floating", "router_id"),
        ("old", "ip"),
    ] {
        let value = json!({ "get_attr": [name, attribute] });
        outputs[format!("{name}.{attribute}")] = json!({ "value": value });
    }
    for name in resources().as_object().unwrap().keys() {
        outputs[name.as_str()] = json!({ "value": { "get_resource": name } });
    }
    outputs
}

#[tokio::test]
async fn every_type_is_made_and_leaves_nothing_behind() {
    let stage = Stage::start().await;
    let sections = json!({ "resources": resources(), "outputs": outputs() });
    let stack = stage.create("all", sections).await;
    let names = stage.belongings_named_by("all").await;
    insta::assert_snapshot!(names.join("\n"), @r#"
    floatingips null
    floatingips null
    floatingips null
    key pair "generated"
    key pair "mine"
    networks "inner"
    ports ""
    ports ""
    ports ""
    ports "all-port"
    ports "inner-port-0"
    routers "all-outer"
    routers "all-router"
    security group "web"
    server "all-alone"
    server "all-server"
    server "inner"
    subnets "all-subnet"
    "#);
    let shown = stage.show(&stack).await;
    for output in shown["outputs"].as_array().unwrap() {
        assert!(
            !output["output_value"].is_null() && output["output_error"].is_null(),
            "{output}"
        );
    }
    let of = |name: &str| {
        let mut outputs = shown["outputs"].as_array().unwrap().iter();
        outputs.find(|output| output["output_key"] == name).unwrap()["output_value"].clone()
    };
    assert_eq!(of("key"), "mine");
    assert_eq!(of("key.public_key"), PUBLIC_KEY);
    assert!(
        of("generated.private_key")
            .as_str()
            .unwrap()
            .starts_with("-----BEGIN")
    );
    assert_eq!(of("net.show")["tags"], json!(["a"]));
    assert_eq!(of("subnet.show")["network_id"], of("net"));
    assert_eq!(of("port.subnets")[0]["id"], of("subnet"));
    assert_eq!(of("port.network")["id"], of("net"));
    assert_eq!(
        of("port.show")["security_groups"].as_array().unwrap().len(),
        2
    );
    assert_eq!(of("router.external_gateway_info")["enable_snat"], true);
    assert_eq!(of("floating.router_id"), of("router"));
    let interface = format!(
        "{}:subnet_id={}",
        of("router").as_str().unwrap(),
        of("subnet").as_str().unwrap()
    );
    assert_eq!(of("interface"), interface);
    let addresses = of("server.addresses");
    let mut addresses = addresses["inner"].as_array().unwrap().iter();
    let address = addresses
        .find(|address| address["OS-EXT-IPS:type"] == "fixed")
        .unwrap();
    assert_eq!(address["port"], of("port"));
    assert_eq!(address["version"], json!([4]));
    assert_eq!(address["subnets"][0]["id"], of("subnet"));
    let consoles = of("server.console_urls");
    assert!(
        consoles["novnc"].as_str().unwrap().starts_with("http://"),
        "{consoles}"
    );
    assert!(
        consoles["xvpvnc"]
            .as_str()
            .unwrap()
            .starts_with("Cannot get console url: "),
        "{consoles}"
    );

    stage.delete(&stack).await;
    assert_eq!(stage.belongings().await, Vec::<String>::new());
}
