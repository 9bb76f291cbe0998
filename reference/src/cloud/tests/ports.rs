//! Ports and their addresses.

use http::Method;
use serde_json::{Value, json};

use super::bench::{Bench, id};
use crate::cloud::service::Service::Network;

#[test]
fn a_port_looks_as_neutron_shows_it() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    let mut port = bench.make(
        "ports",
        "port",
        json!({ "network_id": network, "name": "p" }),
    );
    assert!(
        port["mac_address"]
            .as_str()
            .unwrap()
            .starts_with("fa:16:3e:")
    );
    assert_eq!(port["security_groups"].as_array().unwrap().len(), 1);
    for varying in [
        "id",
        "network_id",
        "mac_address",
        "security_groups",
        "created_at",
        "updated_at",
    ] {
        port[varying] = json!("…");
    }
    port["fixed_ips"][0]["subnet_id"] = json!("…");
    insta::assert_json_snapshot!(port, @r#"
    {
      "id": "…",
      "tenant_id": "11111111111111111111111111111111",
      "project_id": "11111111111111111111111111111111",
      "tags": [],
      "created_at": "…",
      "updated_at": "…",
      "name": "p",
      "description": "",
      "network_id": "…",
      "admin_state_up": true,
      "device_id": "",
      "device_owner": "",
      "allowed_address_pairs": [],
      "extra_dhcp_opts": [],
      "binding:vnic_type": "normal",
      "qos_policy_id": null,
      "dns_name": "",
      "dns_domain": "",
      "propagate_uplink_status": true,
      "revision_number": 1,
      "mac_address": "…",
      "fixed_ips": [
        {
          "subnet_id": "…",
          "ip_address": "10.1.0.2"
        }
      ],
      "port_security_enabled": true,
      "security_groups": "…",
      "status": "DOWN",
      "dns_assignment": [
        {
          "ip_address": "10.1.0.2",
          "hostname": "host-10-1-0-2",
          "fqdn": "host-10-1-0-2.openstacklocal."
        }
      ],
      "ip_allocation": "immediate"
    }
    "#);
}

#[test]
fn addresses_come_from_the_pools_in_order() {
    let mut bench = Bench::new();
    let network = id(&bench.make("networks", "network", json!({})));
    bench.make(
        "subnets",
        "subnet",
        json!({ "network_id": network, "cidr": "10.1.0.0/24",
            "allocation_pools": [{ "start": "10.1.0.10", "end": "10.1.0.11" }] }),
    );
    let mut ports = Vec::new();
    for expected in ["10.1.0.10", "10.1.0.11"] {
        let port = bench.make("ports", "port", json!({ "network_id": network }));
        assert_eq!(port["fixed_ips"][0]["ip_address"], expected);
        ports.push(id(&port));
    }
    let body = json!({ "port": { "network_id": network } });
    let refused = bench.refused_post(Network, "/v2.0/ports", &body);
    assert_eq!(
        refused,
        (
            409,
            format!("No more IP addresses available on network {network}.")
        )
    );
    // An address of the subnet outside of its pools can still be asked for.
    let port = bench.make(
        "ports",
        "port",
        json!({ "network_id": network, "fixed_ips": [{ "ip_address": "10.1.0.99" }] }),
    );
    assert_eq!(port["fixed_ips"][0]["ip_address"], "10.1.0.99");
    bench.delete(Network, &format!("/v2.0/ports/{}", ports[0]));
    let port = bench.make("ports", "port", json!({ "network_id": network }));
    assert_eq!(port["fixed_ips"][0]["ip_address"], "10.1.0.10");
}

#[test]
fn addresses_that_cannot_be_had_are_refused() {
    let mut bench = Bench::new();
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let (_, elsewhere) = bench.make_network("10.9.0.0/24");
    bench.make(
        "ports",
        "port",
        json!({ "network_id": network, "fixed_ips": [{ "ip_address": "10.1.0.5" }] }),
    );
    for (fixed_ip, expected) in [
        (
            json!({ "ip_address": "10.1.0.5" }),
            "IpAddressAlreadyAllocated",
        ),
        (json!({ "ip_address": "10.2.0.5" }), "InvalidIpForNetwork"),
        (
            json!({ "ip_address": "10.2.0.5", "subnet_id": subnet }),
            "InvalidIpForSubnet",
        ),
        (json!({ "ip_address": "10.1.0.255" }), "InvalidIpForSubnet"),
        (json!({ "subnet_id": elsewhere }), "InvalidInput"),
        (json!({ "subnet_id": network }), "SubnetNotFound"),
        (json!({}), "InvalidInput"),
    ] {
        let body = json!({ "port": { "network_id": network, "fixed_ips": [fixed_ip] } });
        let (_, body) = bench.call(Network, Method::POST, "/v2.0/ports", Some(&body));
        assert_eq!(body["NeutronError"]["type"], expected, "{body}");
    }
}

#[test]
fn a_port_on_both_ip_versions_has_an_address_of_each() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    bench.make(
        "subnets",
        "subnet",
        json!({ "network_id": network, "cidr": "fd00:1::/64", "ip_version": 6 }),
    );
    bench.make(
        "subnets",
        "subnet",
        json!({ "network_id": network, "cidr": "fd00:2::/64", "ip_version": 6,
            "ipv6_address_mode": "slaac" }),
    );
    let port = bench.make(
        "ports",
        "port",
        json!({ "network_id": network, "mac_address": "fa:16:3e:00:00:01" }),
    );
    let addresses: Vec<&Value> = port["fixed_ips"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fixed| &fixed["ip_address"])
        .collect();
    assert_eq!(
        addresses,
        ["10.1.0.2", "fd00:1::2", "fd00:2::f816:3eff:fe00:1"]
    );
}

#[test]
fn an_update_keeps_what_it_asks_for_again() {
    let mut bench = Bench::new();
    let (network, subnet) = bench.make_network("10.1.0.0/24");
    let port = id(&bench.make("ports", "port", json!({ "network_id": network })));
    let path = format!("/v2.0/ports/{port}");
    let change = json!({ "port": { "fixed_ips": [
        { "subnet_id": subnet, "ip_address": "10.1.0.2" }, { "subnet_id": subnet },
    ] } });
    let changed = bench.put(Network, &path, &change);
    assert_eq!(changed["port"]["fixed_ips"][0]["ip_address"], "10.1.0.2");
    assert_eq!(changed["port"]["fixed_ips"][1]["ip_address"], "10.1.0.3");
    // Heat takes the addresses off a port that it replaces, and gives them to the new one.
    bench.put(Network, &path, &json!({ "port": { "fixed_ips": [] } }));
    let port = bench.make(
        "ports",
        "port",
        json!({ "network_id": network, "fixed_ips": [{ "ip_address": "10.1.0.2" }] }),
    );
    assert_eq!(port["fixed_ips"][0]["ip_address"], "10.1.0.2");
}

#[test]
fn a_port_without_security_has_no_groups() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    let port = bench.make(
        "ports",
        "port",
        json!({ "network_id": network, "port_security_enabled": false }),
    );
    assert_eq!(port["security_groups"], json!([]));
    let group = bench.get(Network, "/v2.0/security-groups?name=default");
    let group = id(&group["security_groups"][0]);
    let body = json!({ "port": { "network_id": network, "port_security_enabled": false,
        "security_groups": [group] } });
    assert_eq!(bench.refused_post(Network, "/v2.0/ports", &body).0, 400);
    let secure = id(&bench.make("ports", "port", json!({ "network_id": network })));
    let path = format!("/v2.0/ports/{secure}");
    let insecure = json!({ "port": { "port_security_enabled": false } });
    assert_eq!(bench.refused_put(Network, &path, &insecure).0, 409);
    let bare = json!({ "port": { "port_security_enabled": false, "security_groups": [] } });
    bench.put(Network, &path, &bare);
    let nowhere = "00000000-0000-0000-0000-000000000000";
    let body = json!({ "port": { "network_id": network, "security_groups": [nowhere] } });
    let refused = bench.refused_post(Network, "/v2.0/ports", &body);
    assert_eq!(
        refused,
        (404, format!("Security group {nowhere} does not exist"))
    );
}

#[test]
fn mac_addresses_are_unique_on_a_network() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    let port = json!({ "network_id": network, "mac_address": "fa:16:3e:00:00:01" });
    bench.make("ports", "port", port.clone());
    let refused = bench.refused_post(Network, "/v2.0/ports", &json!({ "port": port }));
    assert_eq!(
        refused,
        (
            409,
            format!(
                "Unable to complete operation for network {network}. The mac address \
                 fa:16:3e:00:00:01 is in use."
            )
        )
    );
}
