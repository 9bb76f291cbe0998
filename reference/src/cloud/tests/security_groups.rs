//! Security groups and their rules.

use http::Method;
use serde_json::{Value, json};

use super::bench::{Bench, OTHER, id};
use crate::cloud::service::Service::Network;

fn directions(group: &Value) -> Vec<String> {
    group["security_group_rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| {
            let text = |name: &str| rule[name].as_str().unwrap().to_owned();
            format!("{} {}", text("direction"), text("ethertype"))
        })
        .collect()
}

#[test]
fn every_project_has_a_default_group() {
    let mut bench = Bench::new();
    let mut ids = Vec::new();
    for project in [super::bench::PROJECT, OTHER] {
        bench.project = project;
        let body = bench.get(Network, "/v2.0/security-groups?name=default");
        let group = &body["security_groups"][0];
        assert_eq!(
            directions(group),
            ["egress IPv4", "egress IPv6", "ingress IPv4", "ingress IPv6"]
        );
        assert_eq!(group["project_id"], project);
        ids.push(id(group));
    }
    assert_ne!(ids[0], ids[1]);
    let path = format!("/v2.0/security-groups/{}", ids[1]);
    assert_eq!(
        bench.delete(Network, &path),
        (
            409,
            "Insufficient rights for removing default security group.".to_owned()
        )
    );
    assert_eq!(
        bench
            .refused_put(
                Network,
                &path,
                &json!({ "security_group": { "name": "x" } })
            )
            .0,
        409
    );
    let another = json!({ "security_group": { "name": "default" } });
    assert_eq!(
        bench.refused_post(Network, "/v2.0/security-groups", &another),
        (409, "Default security group already exists.".to_owned())
    );
}

#[test]
fn a_group_lets_everything_out_until_told_otherwise() {
    let mut bench = Bench::new();
    let group = bench.make(
        "security-groups",
        "security_group",
        json!({ "name": "web" }),
    );
    assert_eq!(directions(&group), ["egress IPv4", "egress IPv6"]);
    let group = id(&group);
    let body = json!({ "security_group_rules": [
        { "security_group_id": group, "direction": "ingress", "protocol": "tcp",
          "port_range_min": 80, "port_range_max": 80 },
        { "security_group_id": group, "direction": "ingress", "protocol": "tcp",
          "port_range_min": 443, "port_range_max": "443", "remote_ip_prefix": "10.0.0.0/8" },
    ] });
    let made = bench.post(Network, "/v2.0/security-group-rules", &body);
    assert_eq!(made["security_group_rules"][1]["port_range_max"], 443);
    let rule = id(&made["security_group_rules"][0]);
    let path = format!("/v2.0/security-groups/{group}");
    let shown = bench.get(Network, &path);
    assert_eq!(directions(&shown["security_group"]).len(), 4);
    bench.delete(Network, &format!("/v2.0/security-group-rules/{rule}"));
    let shown = bench.get(Network, &path);
    assert_eq!(directions(&shown["security_group"]).len(), 3);
    assert_eq!(bench.delete(Network, &path).0, 204);
    let body = bench.get(
        Network,
        &format!("/v2.0/security-group-rules?security_group_id={group}"),
    );
    assert_eq!(body["security_group_rules"], json!([]));
}

#[test]
fn a_group_in_use_stays() {
    let mut bench = Bench::new();
    let (network, _) = bench.make_network("10.1.0.0/24");
    let group = id(&bench.make(
        "security-groups",
        "security_group",
        json!({ "name": "web" }),
    ));
    let port = id(&bench.make(
        "ports",
        "port",
        json!({ "network_id": network, "security_groups": [group] }),
    ));
    let path = format!("/v2.0/security-groups/{group}");
    assert_eq!(
        bench.delete(Network, &path),
        (409, format!("Security Group {group} in use."))
    );
    bench.put(
        Network,
        &format!("/v2.0/ports/{port}"),
        &json!({ "port": { "security_groups": [] } }),
    );
    assert_eq!(bench.delete(Network, &path).0, 204);
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let mut bench = Bench::new();
    let group = id(&bench.make(
        "security-groups",
        "security_group",
        json!({ "name": "web" }),
    ));
    for (more, expected) in [
        (
            json!({ "security_group_id": super::bench::PROJECT }),
            "SecurityGroupNotFound",
        ),
        (json!({ "direction": "up" }), "HTTPBadRequest"),
        (
            json!({ "port_range_min": 1, "port_range_max": 2 }),
            "SecurityGroupProtocolRequiredWithPorts",
        ),
        (
            json!({ "protocol": "tcp", "port_range_min": 2, "port_range_max": 1 }),
            "SecurityGroupInvalidPortRange",
        ),
        (
            json!({ "protocol": "tcp", "port_range_min": 2 }),
            "SecurityGroupInvalidPortValue",
        ),
        (
            json!({ "protocol": "tcp", "port_range_min": 70_000 }),
            "HTTPBadRequest",
        ),
        (
            json!({ "protocol": "icmp", "port_range_max": 0 }),
            "SecurityGroupMissingIcmpType",
        ),
        (
            json!({ "protocol": "icmp", "port_range_min": 256 }),
            "SecurityGroupInvalidIcmpValue",
        ),
        (json!({ "protocol": "carrier-pigeon" }), "HTTPBadRequest"),
        (
            json!({ "remote_ip_prefix": "::/0" }),
            "SecurityGroupRuleParameterConflict",
        ),
        (
            json!({ "remote_ip_prefix": "everywhere" }),
            "HTTPBadRequest",
        ),
        (
            json!({ "remote_ip_prefix": "0.0.0.0/0", "remote_group_id": group }),
            "SecurityGroupMultipleRemoteEntites",
        ),
        (
            json!({ "remote_group_id": super::bench::PROJECT }),
            "SecurityGroupNotFound",
        ),
    ] {
        let mut rule = json!({ "security_group_id": group, "direction": "ingress" });
        rule.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let body = json!({ "security_group_rule": rule });
        let path = "/v2.0/security-group-rules";
        let (_, answer) = bench.call(Network, Method::POST, path, Some(&body));
        assert_eq!(answer["NeutronError"]["type"], expected, "{body}");
    }
}

#[test]
fn the_same_rule_is_refused() {
    let mut bench = Bench::new();
    let group = id(&bench.make(
        "security-groups",
        "security_group",
        json!({ "name": "web" }),
    ));
    let rule = json!({ "security_group_id": group, "direction": "ingress", "protocol": "icmp" });
    let made = id(&bench.make("security-group-rules", "security_group_rule", rule.clone()));
    let body = json!({ "security_group_rule": rule });
    assert_eq!(
        bench.refused_post(Network, "/v2.0/security-group-rules", &body),
        (
            409,
            format!("Security group rule already exists. Rule id is {made}.")
        )
    );
}
