//! Routers: gateways and interfaces.

use http::Method;
use serde_json::{Value, json};

use super::bench::{Bench, id};
use crate::cloud::service::Service::Network;

#[test]
fn a_router_leads_to_an_external_network() {
    let mut bench = Bench::new();
    let public = bench.seeded("networks", "public");
    let router = bench.make(
        "routers",
        "router",
        json!({ "name": "r", "external_gateway_info": { "network_id": public } }),
    );
    assert_eq!(router["status"], "ACTIVE");
    let gateway = &router["external_gateway_info"];
    assert_eq!(gateway["enable_snat"], true);
    assert_eq!(gateway["external_fixed_ips"][0]["ip_address"], "172.24.0.3");
    let path = format!("/v2.0/routers/{}", id(&router));
    let body = bench.put(
        Network,
        &path,
        &json!({ "router": { "external_gateway_info": {} } }),
    );
    assert_eq!(body["router"]["external_gateway_info"], Value::Null);
    let (network, _) = bench.make_network("10.1.0.0/24");
    let inner = json!({ "router": { "external_gateway_info": { "network_id": network } } });
    let refused = bench.refused_put(Network, &path, &inner);
    assert_eq!(
        refused,
        (
            400,
            format!("Bad router request: Network {network} is not an external network.")
        )
    );
    assert_eq!(bench.delete(Network, &path).0, 204);
}

#[test]
fn a_network_with_gateways_stays_external() {
    let mut bench = Bench::new();
    let network = json!({ "router:external": true });
    let network = id(&bench.make("networks", "network", network));
    bench.make(
        "routers",
        "router",
        json!({ "external_gateway_info": { "network_id": network } }),
    );
    let path = format!("/v2.0/networks/{network}");
    let inner = json!({ "network": { "router:external": false } });
    assert_eq!(bench.refused_put(Network, &path, &inner).0, 409);
}

#[test]
fn an_interface_takes_the_gateways_address() {
    let mut bench = Bench::new();
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let router = id(&bench.make("routers", "router", json!({})));
    let add = format!("/v2.0/routers/{router}/add_router_interface");
    let added = bench.put(Network, &add, &json!({ "subnet_id": subnet }));
    assert_eq!(added["id"], json!(router));
    assert_eq!(added["subnet_ids"], json!([subnet]));
    let port = added["port_id"].as_str().unwrap();
    let shown = bench.get(Network, &format!("/v2.0/ports/{port}"))["port"].clone();
    assert_eq!(shown["fixed_ips"][0]["ip_address"], "10.1.0.1");
    assert_eq!(shown["device_owner"], "network:router_interface");
    assert_eq!(shown["status"], "ACTIVE");

    let refused = bench.refused_put(Network, &add, &json!({ "subnet_id": subnet }));
    assert_eq!(
        refused,
        (
            400,
            format!("Bad router request: Router already has a port on subnet {subnet}.")
        )
    );
    let refused = bench.delete(Network, &format!("/v2.0/ports/{port}"));
    assert_eq!(
        refused,
        (
            409,
            format!(
                "Port {port} cannot be deleted directly via the port API: has device owner \
                 network:router_interface."
            )
        )
    );
    let refused = bench.delete(Network, &format!("/v2.0/routers/{router}"));
    assert_eq!(refused, (409, format!("Router {router} still has ports")));
    let refused = bench.delete(Network, &format!("/v2.0/subnets/{subnet}"));
    assert_eq!(refused.0, 409);
    let refused = bench.delete(Network, &format!("/v2.0/networks/{network}"));
    assert_eq!(refused.0, 409);

    let remove = format!("/v2.0/routers/{router}/remove_router_interface");
    bench.put(Network, &remove, &json!({ "subnet_id": subnet }));
    let refused = bench.refused_put(Network, &remove, &json!({ "subnet_id": subnet }));
    assert_eq!(
        refused,
        (
            404,
            format!("Router {router} has no interface on subnet {subnet}")
        )
    );
    assert_eq!(
        bench.delete(Network, &format!("/v2.0/routers/{router}")).0,
        204
    );
    assert_eq!(
        bench
            .delete(Network, &format!("/v2.0/networks/{network}"))
            .0,
        204
    );
}

#[test]
fn a_port_can_be_an_interface() {
    let mut bench = Bench::new();
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let port = id(&bench.make("ports", "port", json!({ "network_id": network })));
    let router = id(&bench.make("routers", "router", json!({})));
    let add = format!("/v2.0/routers/{router}/add_router_interface");
    let added = bench.put(Network, &add, &json!({ "port_id": port }));
    assert_eq!(added["subnet_id"], json!(subnet));
    let other = id(&bench.make("routers", "router", json!({})));
    let refused = bench.refused_put(
        Network,
        &format!("/v2.0/routers/{other}/add_router_interface"),
        &json!({ "port_id": port }),
    );
    assert_eq!(refused.0, 409);
    let remove = format!("/v2.0/routers/{router}/remove_router_interface");
    bench.put(Network, &remove, &json!({ "port_id": port }));
    assert_eq!(
        bench.refused_get(Network, &format!("/v2.0/ports/{port}")).0,
        404
    );
}

#[test]
fn interfaces_that_cannot_be_are_refused() {
    let mut bench = Bench::new();
    let (_, subnet) = bench.make_network("10.1.0.0/24");
    let (_, overlapping) = bench.make_network("10.1.0.0/25");
    let network = id(&bench.make("networks", "network", json!({})));
    let without_gateway = id(&bench.make(
        "subnets",
        "subnet",
        json!({ "network_id": network, "cidr": "10.5.0.0/24", "gateway_ip": null }),
    ));
    let seeded = bench.seeded("subnets", "private-subnet");
    let router = id(&bench.make("routers", "router", json!({})));
    let add = format!("/v2.0/routers/{router}/add_router_interface");
    bench.put(Network, &add, &json!({ "subnet_id": subnet }));
    for (body, expected) in [
        (json!({}), "BadRequest"),
        (
            json!({ "subnet_id": subnet, "port_id": subnet }),
            "BadRequest",
        ),
        (json!({ "subnet_id": overlapping }), "BadRequest"),
        (json!({ "subnet_id": without_gateway }), "BadRequest"),
        (json!({ "subnet_id": network }), "SubnetNotFound"),
        (json!({ "port_id": network }), "PortNotFound"),
        (json!({ "subnet_id": seeded }), "IpAddressAlreadyAllocated"),
    ] {
        let (_, answer) = bench.call(Network, Method::PUT, &add, Some(&body));
        assert_eq!(answer["NeutronError"]["type"], expected, "{body}");
    }
}
