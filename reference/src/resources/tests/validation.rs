//! What is refused before anything is made.

use serde_json::{Value, json};

use super::stage::{Stage, config, server, template};
use crate::cloud::service::Service;

/// What the server says of a resource of that type.
async fn refusal(stage: &Stage, resource: &Value) -> String {
    let template = template(json!({ "resources": { "a": resource } }));
    let body = json!({ "stack_name": "st", "template": template });
    let (status, answer) = stage.ask("POST", "/stacks", &body).await;
    assert_eq!(status, 400, "{resource}: {answer}");
    let error = &answer["error"];
    format!(
        "{}: {}",
        error["type"].as_str().unwrap(),
        error["message"].as_str().unwrap()
    )
}

#[tokio::test]
async fn properties_that_do_not_go_together_are_refused() {
    let stage = Stage::start().await;
    let router = json!({ "router": { "name": "mine" } });
    let path = "/v2.0/routers";
    stage.put_into(Service::Network, path, &router).await;
    let of = |name: &str, properties: Value| json!({ "type": name, "properties": properties });
    let networks = |networks: Value| server(&json!({ "networks": networks }));
    let mut all = String::new();
    for resource in [
        of(
            "OS::Neutron::Net",
            json!({ "value_specs": { "shared": true, "x": 1 } }),
        ),
        of("OS::Neutron::Subnet", json!({ "network": "private" })),
        of(
            "OS::Neutron::Subnet",
            json!({ "network": "private", "cidr": "10.9.0.0/24", "prefixlen": 24 }),
        ),
        of(
            "OS::Neutron::Subnet",
            json!({ "network": "private", "network_id": "private", "cidr": "10.9.0.0/24" }),
        ),
        of(
            "OS::Neutron::Subnet",
            json!({ "network": "private", "cidr": "10.9.0.0/24", "ipv6_ra_mode": "slaac" }),
        ),
        of(
            "OS::Neutron::Subnet",
            json!({ "network": "private", "cidr": "fd00::/64", "ip_version": 6,
                    "ipv6_ra_mode": "slaac", "ipv6_address_mode": "dhcpv6-stateful" }),
        ),
        of(
            "OS::Neutron::Subnet",
            json!({ "network": "private", "cidr": "10.9.0.0/24", "gateway_ip": "here" }),
        ),
        of(
            "OS::Neutron::Port",
            json!({ "network": "private", "no_fixed_ips": true,
                    "fixed_ips": [{ "ip_address": "10.0.0.9" }] }),
        ),
        of(
            "OS::Neutron::Router",
            json!({ "distributed": true, "ha": true }),
        ),
        of("OS::Neutron::Router", json!({ "l3_agent_ids": ["a", "b"] })),
        of("OS::Neutron::RouterInterface", json!({ "router": "mine" })),
        of(
            "OS::Neutron::FloatingIP",
            json!({ "floating_network": "public", "fixed_ip_address": "10.0.0.9" }),
        ),
        of("OS::Neutron::SecurityGroup", json!({ "name": "default" })),
        of(
            "OS::Neutron::SecurityGroup",
            json!({ "rules": [{ "port_range_min": 70000 }] }),
        ),
        of(
            "OS::Neutron::SecurityGroupRule",
            json!({ "security_group": "default", "port_range_min": 9, "port_range_max": 8 }),
        ),
        of(
            "OS::Neutron::SecurityGroupRule",
            json!({ "security_group": "default", "remote_group": "default",
                    "remote_ip_prefix": "10.0.0.0/8" }),
        ),
        of("OS::Nova::Server", json!({ "flavor": "m1.tiny" })),
        of(
            "OS::Nova::Server",
            json!({ "flavor": "m1.tiny", "image": "nope" }),
        ),
        of(
            "OS::Nova::Server",
            json!({ "flavor": "nope", "image": "cirros" }),
        ),
        server(&json!({ "key_name": "nope" })),
        server(&json!({ "block_device_mapping": [{ "device_name": "vdb" }] })),
        server(&json!({ "block_device_mapping_v2": [{}] })),
        server(&json!({ "block_device_mapping_v2": [{ "image": "cirros" }] })),
        server(&json!({ "block_device_mapping_v2": [{ "swap_size": 1, "image": "cirros" }] })),
        server(&json!({ "block_device_mapping_v2": [
            { "swap_size": 1, "volume_type": "fast" }] })),
        networks(json!([{}])),
        networks(json!([{ "allocate_network": "auto", "network": "private" }])),
        networks(json!([{ "allocate_network": "auto" }, { "network": "private" }])),
        networks(json!([{ "network": "private", "floating_ip": "f" }])),
        networks(json!([{ "network": "private", "uuid": "private" }])),
        networks(json!([{ "network": "nope" }])),
        server(
            &json!({ "metadata": (0..129).map(|n| (n.to_string(), json!("")))
            .collect::<serde_json::Map<_, _>>() }),
        ),
        server(&json!({ "personality": { "a": "x".repeat(10_241) } })),
    ] {
        all.push_str(&refusal(&stage, &resource).await);
        all.push('\n');
    }
    insta::assert_snapshot!(all, @r#"
    StackValidationFailed: shared not allowed in value_specs
    PropertyUnspecifiedError: At least one of the following properties must be specified: subnetpool, cidr.
    ResourcePropertyConflict: Cannot define the following properties at the same time: prefixlen, cidr.
    StackValidationFailed: Property error: : resources.a.properties.network: : Cannot define the following properties at the same time: network, network_id
    StackValidationFailed: ipv6_ra_mode and ipv6_address_mode are not supported for ipv4.
    StackValidationFailed: When both ipv6_ra_mode and ipv6_address_mode are set, they must be equal.
    StackValidationFailed: Gateway IP address "here" is in invalid format.
    ResourcePropertyConflict: Cannot define the following properties at the same time: fixed_ips, no_fixed_ips.
    ResourcePropertyConflict: Cannot define the following properties at the same time: distributed, ha.
    StackValidationFailed: Non HA routers can only have one L3 agent.
    PropertyUnspecifiedError: At least one of the following properties must be specified: subnet, port.
    StackValidationFailed: fixed_ip_address cannot be specified without port_id.
    StackValidationFailed: Security groups cannot be assigned the name "default".
    StackValidationFailed: Property error: : resources.a.properties.rules[0].port_range_min: : 70000 is out of range (min: 0, max: 65535)
    StackValidationFailed: The minimum port number must be less than or equal to the maximum port number.
    ResourcePropertyConflict: Cannot define the following properties at the same time: remote_group, remote_ip_prefix.
    StackValidationFailed: Neither image nor bootable volume is specified for instance a
    StackValidationFailed: Property error: : resources.a.properties.image: : Error validating value 'nope': No images matching {'name': 'nope'}.
    StackValidationFailed: Property error: : resources.a.properties.flavor: : Error validating value 'nope': No Flavor matching {'name': 'nope'}. (HTTP 404)
    StackValidationFailed: Property error: : resources.a.properties.key_name: : Error validating value 'nope': The Key (nope) could not be found.
    StackValidationFailed: Either volume_id or snapshot_id must be specified for device mapping vdb
    StackValidationFailed: Either volume_id, snapshot_id, image_id, swap_size, ephemeral_size or ephemeral_format must be specified.
    StackValidationFailed: Multiple bootable sources for instance a.
    ResourcePropertyConflict: Cannot define the following properties at the same time: volume_id, snapshot_id, image, swap_size, ephemeral_size, ephemeral_format.
    StackValidationFailed: Cannot use "volume_type" property in block_device_mapping_v2 - nova does not support required api microversion 2.67.
    StackValidationFailed: One of the properties "network", "port", "allocate_network" or "subnet" should be set for the specified network of server "a".
    StackValidationFailed: Can not specify "allocate_network" with other keys of networks at the same time.
    StackValidationFailed: Property "allocate_network" can not be specified if multiple network interfaces set for server.
    StackValidationFailed: Property "floating_ip" is not supported if only "network" is specified, because the corresponding port can not be retrieved.
    StackValidationFailed: Property error: : resources.a.properties.networks[0].network: : Cannot define the following properties at the same time: networks.network, networks.uuid
    StackValidationFailed: Property error: : resources.a.properties.networks[0].network: : Error validating value 'nope': Unable to find network with name or id 'nope'
    StackValidationFailed: Instance metadata must not contain greater than 128 entries.  This is the maximum number allowed by your service provider
    StackValidationFailed: The contents of personality file "a" is larger than the maximum allowed personality file size (10240 bytes).
    "#);
    assert_eq!(stage.belongings().await, ["routers \"mine\""]);
}

#[tokio::test]
async fn an_image_may_ask_more_than_a_flavor_has() {
    let mut config = config();
    let mut seed = crate::cloud::seed::Seed::built_in().unwrap();
    for (name, min_ram, min_disk) in [("greedy", 4096, 0), ("big", 0, 500)] {
        let mut image = seed.images[0].clone();
        image.id = uuid::Uuid::new_v4().to_string();
        name.clone_into(&mut image.name);
        (image.min_ram, image.min_disk) = (min_ram, min_disk);
        seed.images.push(image);
    }
    config.cloud.seed = Some(seed);
    let stage = Stage::start_with(config).await;
    let greedy = refusal(&stage, &server(&json!({ "image": "greedy" }))).await;
    insta::assert_snapshot!(greedy, @"StackValidationFailed: Image greedy requires 4096 minimum ram. Flavor m1.tiny has only 512.");
    let big = refusal(&stage, &server(&json!({ "image": "big" }))).await;
    insta::assert_snapshot!(big, @"StackValidationFailed: Image big requires 500 GB minimum disk space. Flavor m1.tiny has only 1 GB.");
}

#[tokio::test]
async fn a_type_without_its_service_is_unavailable() {
    let mut config = config();
    config.cloud.services = vec![Service::Network];
    config.cloud.assume_other_services = Some(false);
    let stage = Stage::start_with(config).await;
    let resource = server(&json!({ "no": "such property" }));
    let reason = refusal(&stage, &resource).await;
    insta::assert_snapshot!(reason, @"ResourceTypeUnavailable: HEAT-E99001 Service nova is not available for resource type OS::Nova::Server, reason: nova compute endpoint is not in service catalog.");
    let template = template(json!({ "resources": { "a": resource } }));
    let body = json!({ "template": template, "stack_name": "st" });
    for path in ["/stacks/preview", "/validate", "/validate?ignore_errors=1"] {
        let (status, answer) = stage.ask("POST", path, &body).await;
        assert_eq!(status, 400, "{path}: {answer}");
        assert_eq!(answer["error"]["type"], "ResourceTypeUnavailable");
    }
    let body = json!({ "template": template });
    let path = "/validate?ignore_errors=99001";
    let (status, answer) = stage.ask("POST", path, &body).await;
    assert_eq!(status, 200, "{answer}");
    // The other service is there.
    let net = json!({ "resources": { "net": { "type": "OS::Neutron::Net" } } });
    stage.create("st", net).await;
}

#[tokio::test]
async fn availability_zones_are_those_of_the_compute_service() {
    let zones = json!({ "Fn::GetAZs": "" });
    let list = json!({ "type": "comma_delimited_list", "value": zones });
    let value = json!({ "Type": "OS::Heat::Value", "Properties": list });
    let body = |name: &str, resources: Value| {
        let outputs = json!({ "zones": { "Value": zones } });
        let template = json!({
            "AWSTemplateFormatVersion": "2010-09-09", "Resources": resources, "Outputs": outputs
        });
        json!({ "stack_name": name, "template": template })
    };
    let stage = Stage::start().await;
    let stack = stage.post(&body("with", json!({ "v": value }))).await;
    assert_eq!(stage.output(&stack, "zones").await, json!(["nova"]));

    let mut config = config();
    config.cloud.services = vec![Service::Network];
    let stage = Stage::start_with(config).await;
    let refused = body("without", json!({ "v": value }));
    for path in ["/stacks", "/stacks/preview"] {
        let (status, answer) = stage.ask("POST", path, &refused).await;
        assert_eq!(status, 400);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer["error"]["message"].as_str().unwrap(), @"Property error: : Resources.v.Properties.value: : public endpoint for compute service in RegionOne region not found");
        }
    }
    let (_, preview) = stage
        .ask("POST", "/stacks/preview", &body("st", json!({})))
        .await;
    let stack = stage.post(&body("without", json!({}))).await;
    let shown = stage.settled(&stack).await;
    for stack in [&preview["stack"], &shown] {
        let output = &stack["outputs"][0];
        assert_eq!(output["output_value"], Value::Null);
        assert_eq!(
            output["output_error"],
            "public endpoint for compute service in RegionOne region not found"
        );
    }
}

#[tokio::test]
async fn what_nobody_refers_to_may_still_have_to_be_there_before() {
    let stage = Stage::start().await;
    let reference = |name: &str| json!({ "get_resource": name });
    let resources = json!({
        "net": { "type": "OS::Neutron::Net" },
        "other": { "type": "OS::Neutron::Net" },
        "subnet": { "type": "OS::Neutron::Subnet", "properties": {
            "network": reference("net"), "cidr": "10.1.0.0/24" } },
        "elsewhere": { "type": "OS::Neutron::Subnet", "properties": {
            "network_id": reference("other"), "cidr": "10.2.0.0/24" } },
        "port": { "type": "OS::Neutron::Port", "properties": { "network_id": reference("net") } },
        "server": server(&json!({ "networks": [{ "uuid": reference("net") }] })),
        "anywhere": server(&json!({ "networks": [{ "port": "p" }] })),
        "router": { "type": "OS::Neutron::Router", "properties": {
            "external_gateway_info": { "network": "public" } } },
        "gateway": { "type": "OS::Neutron::RouterGateway", "properties": {
            "router_id": reference("router"), "network": "public" } },
        "interface": { "type": "OS::Neutron::RouterInterface", "properties": {
            "router": reference("router"), "subnet": reference("subnet") } },
        "floating": { "type": "OS::Neutron::FloatingIP", "properties": {
            "floating_network": "public", "port_id": reference("port") } },
        "loose": { "type": "OS::Neutron::FloatingIP", "properties": {
            "floating_network": "public" } },
        "association": { "type": "OS::Neutron::FloatingIPAssociation", "properties": {
            "floatingip_id": reference("loose"), "port_id": reference("port") } },
    });
    // Only the graph matters: a port of that name does not have to be there for it.
    let mut resources = resources;
    resources["anywhere"]["properties"]["networks"][0] = json!({ "allocate_network": "auto" });
    let body = json!({ "stack_name": "st",
                       "template": template(json!({ "resources": resources })) });
    let (status, answer) = stage.ask("POST", "/stacks/preview", &body).await;
    assert_eq!(status, 200, "{answer}");
    let mut lines: Vec<String> = Vec::new();
    for resource in answer["stack"]["resources"].as_array().unwrap() {
        let required_by = resource["required_by"].as_array().unwrap().iter();
        let mut names: Vec<&str> = required_by.map(|name| name.as_str().unwrap()).collect();
        names.sort_unstable();
        lines.push(format!(
            "{}: {}",
            resource["resource_name"],
            names.join(" ")
        ));
    }
    lines.sort();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    "anywhere": 
    "association": 
    "elsewhere": anywhere
    "floating": 
    "gateway": floating loose
    "interface": association floating gateway
    "loose": association
    "net": port server subnet
    "other": elsewhere
    "port": association floating
    "router": floating gateway interface loose
    "server": 
    "subnet": anywhere interface port server
    "#);
}

#[tokio::test]
async fn files_and_addresses_of_the_wrong_kind_are_told_as_python_does() {
    let stage = Stage::start().await;
    let template = template(json!({ "resources": {} }));
    for (files, error) in [
        (json!("a"), "ValueError"),
        (json!(["a"]), "ValueError"),
        (json!([["a", "b"]]), "ValueError"),
        (json!(1.5), "ValueError"),
        (json!(1), "AttributeError"),
        (json!(true), "AttributeError"),
        (json!(""), "AttributeError"),
        (json!([]), "AttributeError"),
        (json!(0), "AttributeError"),
        (json!(0.0), "AttributeError"),
        (json!(false), "AttributeError"),
        (json!({ "a": 1 }), "HTTPBadRequest"),
    ] {
        let body = json!({ "stack_name": "st", "template": template, "files": files });
        let (status, answer) = stage.ask("POST", "/stacks", &body).await;
        assert_eq!(
            (status, &answer["error"]["type"]),
            (400, &error.into()),
            "{files}"
        );
    }
    for nothing in [json!(null), json!(0), json!(false), json!([]), json!({})] {
        let body = json!({ "stack_name": "st", "template_url": nothing });
        let (_, answer) = stage.ask("POST", "/stacks", &body).await;
        let message = "Could not retrieve template: Invalid URL scheme b''";
        assert_eq!(answer["error"]["message"], message, "{nothing}");
    }
    for address in [json!(1), json!(true), json!(["a"]), json!({ "a": 1 })] {
        let body = json!({ "stack_name": "st", "template_url": address });
        let (_, answer) = stage.ask("POST", "/stacks", &body).await;
        assert_eq!(answer["error"]["type"], "AttributeError", "{address}");
    }
}
