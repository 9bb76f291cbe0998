//! Networks and subnets.

use http::Method;
use serde_json::{Value, json};

use super::bench::{Bench, OTHER, id};
use crate::cloud::service::Service::Network;

#[test]
fn a_network_looks_as_neutron_shows_it() {
    let mut bench = Bench::new();
    let mut network = bench.make("networks", "network", json!({ "name": "net" }));
    for varying in ["id", "created_at", "updated_at"] {
        network[varying] = json!("…");
    }
    insta::assert_json_snapshot!(network, @r#"
    {
      "id": "…",
      "tenant_id": "11111111111111111111111111111111",
      "project_id": "11111111111111111111111111111111",
      "tags": [],
      "created_at": "…",
      "updated_at": "…",
      "name": "net",
      "description": "",
      "admin_state_up": true,
      "shared": false,
      "router:external": false,
      "is_default": false,
      "port_security_enabled": true,
      "dns_domain": "",
      "qos_policy_id": null,
      "availability_zone_hints": [],
      "revision_number": 1,
      "status": "ACTIVE",
      "mtu": 1500,
      "subnets": [],
      "availability_zones": [
        "nova"
      ],
      "l2_adjacency": true,
      "ipv4_address_scope": null,
      "ipv6_address_scope": null
    }
    "#);
}

#[test]
fn attributes_are_checked_as_neutron_does() {
    let mut bench = Bench::new();
    for (given, status, expected) in [
        (
            json!({ "nme": "a" }),
            400,
            "Unrecognized attribute(s) 'nme'",
        ),
        (
            json!({ "id": "a" }),
            400,
            "Attribute 'id' not allowed in POST",
        ),
        (
            json!({ "subnets": [] }),
            400,
            "Attribute 'subnets' not allowed in POST",
        ),
        (
            json!({ "admin_state_up": "perhaps" }),
            400,
            "Invalid input for admin_state_up. Reason: 'perhaps' cannot be converted to boolean.",
        ),
        (
            json!({ "name": 1 }),
            400,
            "Invalid input for name. Reason: '1' is not a valid string.",
        ),
    ] {
        let refused = bench.refused_post(Network, "/v2.0/networks", &json!({ "network": given }));
        assert_eq!(refused, (status, expected.to_owned()));
    }
    let refused = bench.refused_post(Network, "/v2.0/networks", &json!({ "net": {} }));
    assert_eq!(
        refused,
        (400, "Unable to find 'network' in request body".to_owned())
    );
    let (network, _) = bench.make_network("10.1.0.0/24");
    let path = format!("/v2.0/networks/{network}");
    for name in ["subnets", "id", "status"] {
        let refused = bench.refused_put(Network, &path, &json!({ "network": { name: [] } }));
        assert_eq!(
            refused,
            (400, format!("Cannot update read-only attribute {name}"))
        );
    }
}

#[test]
fn lists_are_filtered_and_narrowed() {
    let mut bench = Bench::new();
    let a = id(&bench.make("networks", "network", json!({ "name": "a" })));
    let b = id(&bench.make(
        "networks",
        "network",
        json!({ "name": "b", "admin_state_up": false }),
    ));
    for (query, expected) in [
        ("name=a", vec![&a]),
        ("name=a&name=b", vec![&a, &b]),
        ("name=b&admin_state_up=True", vec![]),
        ("name=b&admin_state_up=False", vec![&b]),
    ] {
        let body = bench.get(Network, &format!("/v2.0/networks?fields=id&{query}"));
        let expected: Vec<Value> = expected.iter().map(|id| json!({ "id": id })).collect();
        assert_eq!(body["networks"], json!(expected), "{query}");
    }
}

#[test]
fn projects_see_their_own_networks_and_the_clouds() {
    let mut bench = Bench::new();
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let private = bench.seeded("networks", "private");
    bench.project = OTHER;
    for path in [format!("networks/{network}"), format!("subnets/{subnet}")] {
        assert_eq!(bench.refused_get(Network, &format!("/v2.0/{path}")).0, 404);
    }
    let refused = bench.delete(Network, &format!("/v2.0/networks/{private}"));
    assert_eq!(
        refused,
        (
            403,
            "rule:delete_network is disallowed by policy".to_owned()
        )
    );
    let body = bench.get(Network, "/v2.0/networks?router:external=True");
    assert_eq!(body["networks"][0]["name"], "public");
    assert_eq!(body["networks"].as_array().unwrap().len(), 1);
}

#[test]
fn a_network_with_ports_stays() {
    let mut bench = Bench::new();
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let port = id(&bench.make("ports", "port", json!({ "network_id": network })));
    let refused = bench.delete(Network, &format!("/v2.0/networks/{network}"));
    assert_eq!(
        refused,
        (
            409,
            format!(
                "Unable to complete operation on network {network}. There are one or more ports \
                 still in use on the network."
            )
        )
    );
    let refused = bench.delete(Network, &format!("/v2.0/subnets/{subnet}"));
    assert_eq!(
        refused,
        (
            409,
            format!(
                "Unable to complete operation on subnet {subnet}: One or more ports have an IP \
                 allocation from this subnet."
            )
        )
    );
    assert_eq!(bench.delete(Network, &format!("/v2.0/ports/{port}")).0, 204);
    assert_eq!(
        bench
            .delete(Network, &format!("/v2.0/networks/{network}"))
            .0,
        204
    );
    assert_eq!(
        bench.refused_get(Network, &format!("/v2.0/subnets/{subnet}")),
        (404, format!("Subnet {subnet} could not be found."))
    );
}

#[test]
fn a_subnet_gets_what_it_does_not_ask_for() {
    let mut bench = Bench::new();
    let network = id(&bench.make("networks", "network", json!({})));
    let mut subnet = bench.make(
        "subnets",
        "subnet",
        json!({ "network_id": network, "cidr": "10.1.0.0/24" }),
    );
    for varying in ["id", "network_id", "created_at", "updated_at"] {
        subnet[varying] = json!("…");
    }
    insta::assert_json_snapshot!(subnet, @r#"
    {
      "id": "…",
      "tenant_id": "11111111111111111111111111111111",
      "project_id": "11111111111111111111111111111111",
      "tags": [],
      "created_at": "…",
      "updated_at": "…",
      "name": "",
      "description": "",
      "network_id": "…",
      "cidr": "10.1.0.0/24",
      "subnetpool_id": null,
      "dns_nameservers": [],
      "host_routes": [],
      "enable_dhcp": true,
      "ipv6_ra_mode": null,
      "ipv6_address_mode": null,
      "segment_id": null,
      "service_types": [],
      "dns_publish_fixed_ip": false,
      "revision_number": 1,
      "ip_version": 4,
      "gateway_ip": "10.1.0.1",
      "allocation_pools": [
        {
          "start": "10.1.0.2",
          "end": "10.1.0.254"
        }
      ]
    }
    "#);
    let shown = bench.get(Network, &format!("/v2.0/networks/{network}"));
    assert_eq!(shown["network"]["subnets"].as_array().unwrap().len(), 1);
}

#[test]
fn a_subnet_that_makes_no_sense_is_refused() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    let nowhere = "00000000-0000-0000-0000-000000000000";
    for (given, expected) in [
        (
            json!({ "network_id": nowhere, "cidr": "10.2.0.0/24" }),
            "NetworkNotFound",
        ),
        (json!({ "cidr": "10.2.0.0/24" }), "HTTPBadRequest"),
        (json!({ "network_id": network }), "BadRequest"),
        (
            json!({ "network_id": network, "cidr": "10.1.0.128/25" }),
            "InvalidInput",
        ),
        (
            json!({ "network_id": network, "cidr": "10.2.0.0/24", "ip_version": 6 }),
            "InvalidInput",
        ),
        (
            json!({ "network_id": network, "cidr": "10.2.0.0/24", "gateway_ip": "fd00::1" }),
            "InvalidInput",
        ),
        (
            json!({ "network_id": network, "cidr": "10.2.0.0/24",
                "allocation_pools": [{ "start": "10.2.0.9", "end": "10.2.0.2" }] }),
            "InvalidAllocationPool",
        ),
        (
            json!({ "network_id": network, "cidr": "10.2.0.0/24",
                "allocation_pools": [{ "start": "10.2.0.9", "end": "10.2.1.2" }] }),
            "OutOfBoundsAllocationPool",
        ),
        (
            json!({ "network_id": network, "cidr": "10.2.0.0/24",
                "allocation_pools": [{ "start": "10.2.0.5", "end": "10.2.0.9" },
                                     { "start": "10.2.0.9", "end": "10.2.0.12" }] }),
            "OverlappingAllocationPools",
        ),
        (
            json!({ "network_id": network, "cidr": "10.2.0.0/24",
                "allocation_pools": [{ "start": "10.2.0.1", "end": "10.2.0.9" }] }),
            "GatewayConflictWithAllocationPools",
        ),
        (
            json!({ "network_id": network, "cidr": "10.2.0.0/24", "ipv6_ra_mode": "slaac" }),
            "InvalidInput",
        ),
        (
            json!({ "network_id": network, "subnetpool_id": nowhere, "prefixlen": 24 }),
            "SubnetPoolNotFound",
        ),
    ] {
        let body = json!({ "subnet": given });
        let (_, body) = bench.call(Network, Method::POST, "/v2.0/subnets", Some(&body));
        assert_eq!(body["NeutronError"]["type"], expected, "{body}");
    }
}

#[test]
fn a_gateway_can_be_moved_and_left_out() {
    let mut bench = Bench::new();
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let without = bench.make(
        "subnets",
        "subnet",
        json!({ "network_id": network, "cidr": "10.2.0.0/29", "gateway_ip": null }),
    );
    assert_eq!(without["gateway_ip"], Value::Null);
    assert_eq!(without["allocation_pools"][0]["start"], "10.2.0.1");
    let path = format!("/v2.0/subnets/{subnet}");
    let change = json!({ "subnet": {
        "gateway_ip": "10.1.0.254",
        "allocation_pools": [{ "start": "10.1.0.10", "end": "10.1.0.20" }],
        "dns_nameservers": ["8.8.8.8"],
    } });
    let changed = bench.put(Network, &path, &change);
    assert_eq!(changed["subnet"]["gateway_ip"], "10.1.0.254");
    assert_eq!(changed["subnet"]["dns_nameservers"], json!(["8.8.8.8"]));
    assert_eq!(changed["subnet"]["revision_number"], 2);
    let refused = bench.refused_put(
        Network,
        &path,
        &json!({ "subnet": { "gateway_ip": "10.1.0.15" } }),
    );
    assert_eq!(
        refused,
        (
            409,
            "Gateway ip 10.1.0.15 conflicts with allocation pool 10.1.0.10-10.1.0.20.".to_owned()
        )
    );
}

#[test]
fn tags_are_replaced_added_and_removed() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    let path = format!("/v2.0/networks/{network}/tags");
    let body = bench.put(Network, &path, &json!({ "tags": ["a", "b", "a"] }));
    assert_eq!(body, json!({ "tags": ["a", "b"] }));
    assert_eq!(
        bench
            .call(Network, Method::PUT, &format!("{path}/c"), None)
            .0,
        201
    );
    assert_eq!(bench.delete(Network, &format!("{path}/a")).0, 204);
    assert_eq!(bench.get(Network, &path), json!({ "tags": ["b", "c"] }));
    assert_eq!(bench.delete(Network, &format!("{path}/a")).0, 404);
    let body = bench.get(Network, "/v2.0/networks?tags=c");
    assert_eq!(body["networks"][0]["id"], json!(network));
    let refused = bench.refused_put(Network, &path, &json!({ "tags": [1] }));
    assert_eq!(refused.0, 400);
}

#[test]
fn several_objects_are_made_at_once_or_none() {
    let mut bench = Bench::new();
    let body = json!({ "networks": [{ "name": "a" }, { "name": 1 }] });
    let refused = bench.refused_post(Network, "/v2.0/networks", &body);
    assert_eq!(refused.0, 400);
    let body = bench.get(Network, "/v2.0/networks?name=a");
    assert_eq!(body["networks"], json!([]));
    let body = json!({ "networks": [{ "name": "a" }, { "name": "b" }] });
    let made = bench.post(Network, "/v2.0/networks", &body);
    assert_eq!(made["networks"][1]["name"], "b");
}

#[test]
fn kinds_that_there_are_none_of_have_empty_lists() {
    let mut bench = Bench::new();
    assert_eq!(
        bench.get(Network, "/v2.0/subnetpools"),
        json!({ "subnetpools": [] })
    );
    assert_eq!(
        bench.get(Network, "/v2.0/qos/policies"),
        json!({ "policies": [] })
    );
    assert_eq!(bench.refused_get(Network, "/v2.0/bananas").0, 404);
    let extensions = bench.get(Network, "/v2.0/extensions");
    assert!(
        extensions["extensions"]
            .as_array()
            .unwrap()
            .iter()
            .any(|extension| extension["alias"] == "qos")
    );
}
