//! Floating IPs.

use http::Method;
use serde_json::{Value, json};

use super::bench::{Bench, id};
use crate::cloud::service::Service::{Compute, Network};

/// A network behind a router that leads to `public`; returns network, subnet and router.
fn routed(bench: &mut Bench) -> (String, String, String) {
    let public = bench.seeded("networks", "public");
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let router = id(&bench.make(
        "routers",
        "router",
        json!({ "external_gateway_info": { "network_id": public } }),
    ));
    bench.put(
        Network,
        &format!("/v2.0/routers/{router}/add_router_interface"),
        &json!({ "subnet_id": subnet }),
    );
    (network, subnet, router)
}

#[test]
fn a_floating_ip_leads_to_a_port_and_back_to_nowhere() {
    let mut bench = Bench::new();
    let public = bench.seeded("networks", "public");
    let (network, _, router) = routed(&mut bench);
    let port = id(&bench.make("ports", "port", json!({ "network_id": network })));
    let floating = bench.make(
        "floatingips",
        "floatingip",
        json!({ "floating_network_id": public }),
    );
    assert_eq!(floating["status"], "DOWN");
    assert_eq!(floating["port_id"], Value::Null);
    assert!(
        floating["floating_ip_address"]
            .as_str()
            .unwrap()
            .starts_with("172.24.0.")
    );
    let path = format!("/v2.0/floatingips/{}", id(&floating));
    let body = bench.put(
        Network,
        &path,
        &json!({ "floatingip": { "port_id": port } }),
    );
    assert_eq!(body["floatingip"]["status"], "ACTIVE");
    assert_eq!(body["floatingip"]["fixed_ip_address"], "10.1.0.2");
    assert_eq!(body["floatingip"]["router_id"], json!(router));

    let refused = bench.refused_put(
        Network,
        &format!("/v2.0/routers/{router}"),
        &json!({ "router": { "external_gateway_info": null } }),
    );
    assert_eq!(
        refused,
        (
            409,
            format!(
                "Gateway cannot be updated for router {router}, since a gateway to external \
                 network {public} is required by one or more floating IPs."
            )
        )
    );

    let body = bench.put(
        Network,
        &path,
        &json!({ "floatingip": { "port_id": null } }),
    );
    assert_eq!(body["floatingip"]["fixed_ip_address"], Value::Null);
    bench.put(
        Network,
        &path,
        &json!({ "floatingip": { "port_id": port } }),
    );
    bench.delete(Network, &format!("/v2.0/ports/{port}"));
    let body = bench.get(Network, &path);
    assert_eq!(body["floatingip"]["status"], "DOWN");
    assert_eq!(bench.delete(Network, &path).0, 204);
}

#[test]
fn the_interface_that_a_floating_ip_needs_stays() {
    let mut bench = Bench::new();
    let public = bench.seeded("networks", "public");
    let (network, subnet, router) = routed(&mut bench);
    let port = id(&bench.make("ports", "port", json!({ "network_id": network })));
    bench.make(
        "floatingips",
        "floatingip",
        json!({ "floating_network_id": public, "port_id": port }),
    );
    let refused = bench.refused_put(
        Network,
        &format!("/v2.0/routers/{router}/remove_router_interface"),
        &json!({ "subnet_id": subnet }),
    );
    assert_eq!(
        refused,
        (
            409,
            format!(
                "Router interface for subnet {subnet} on router {router} cannot be deleted, as \
                 it is required by one or more floating IPs."
            )
        )
    );
}

#[test]
fn a_floating_ip_shows_among_a_servers_addresses() {
    let mut bench = Bench::new();
    let public = bench.seeded("networks", "public");
    let server = bench.boot(&json!({}));
    let ports = bench.get(Network, &format!("/v2.0/ports?device_id={server}"));
    let port = id(&ports["ports"][0]);
    // The seed's router joins `private` and `public`.
    let floating = bench.make(
        "floatingips",
        "floatingip",
        json!({ "floating_network_id": public, "port_id": port }),
    );
    let addresses = bench.get(Compute, &format!("/v2.1/servers/{server}/ips"));
    let entries = addresses["addresses"]["private"].as_array().unwrap();
    let kinds: Vec<&Value> = entries
        .iter()
        .map(|entry| &entry["OS-EXT-IPS:type"])
        .collect();
    assert_eq!(kinds, ["fixed", "floating"]);
    assert_eq!(entries[1]["addr"], floating["floating_ip_address"]);
}

#[test]
fn floating_ips_that_cannot_be_are_refused() {
    let mut bench = Bench::new();
    let public = bench.seeded("networks", "public");
    let (inner, subnet) = bench.make_network("10.7.0.0/24");
    let port = id(&bench.make("ports", "port", json!({ "network_id": inner })));
    let bare = id(&bench.make(
        "ports",
        "port",
        json!({ "network_id": inner, "fixed_ips": [] }),
    ));
    let double = id(&bench.make(
        "ports",
        "port",
        json!({ "network_id": inner, "fixed_ips": [{ "subnet_id": subnet }, { "subnet_id": subnet }] }),
    ));
    let (network, _, _) = routed(&mut bench);
    let taken = id(&bench.make("ports", "port", json!({ "network_id": network })));
    bench.make(
        "floatingips",
        "floatingip",
        json!({ "floating_network_id": public, "port_id": taken }),
    );
    for (given, expected) in [
        (json!({ "floating_network_id": inner }), "BadRequest"),
        (json!({ "floating_network_id": port }), "NetworkNotFound"),
        (
            json!({ "floating_network_id": public, "port_id": public }),
            "PortNotFound",
        ),
        (
            json!({ "floating_network_id": public, "port_id": port }),
            "ExternalGatewayForFloatingIPNotFound",
        ),
        (
            json!({ "floating_network_id": public, "port_id": bare }),
            "BadRequest",
        ),
        (
            json!({ "floating_network_id": public, "port_id": double }),
            "BadRequest",
        ),
        (
            json!({ "floating_network_id": public, "port_id": port, "fixed_ip_address": "10.7.0.9" }),
            "BadRequest",
        ),
        (
            json!({ "floating_network_id": public, "port_id": taken }),
            "FloatingIPPortAlreadyAssociated",
        ),
        (
            json!({ "floating_network_id": public, "floating_ip_address": "172.24.0.2" }),
            "IpAddressAlreadyAllocated",
        ),
        (
            json!({ "floating_network_id": public, "floating_ip_address": "9.9.9.9" }),
            "InvalidIpForNetwork",
        ),
    ] {
        let before = bench.get(Network, "/v2.0/floatingips");
        let body = json!({ "floatingip": given });
        let (_, answer) = bench.call(Network, Method::POST, "/v2.0/floatingips", Some(&body));
        assert_eq!(answer["NeutronError"]["type"], expected, "{body}");
        assert_eq!(
            bench.get(Network, "/v2.0/floatingips"),
            before,
            "nothing is left behind"
        );
    }
}
