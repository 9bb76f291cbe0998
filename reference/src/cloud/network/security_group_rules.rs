//! Rules of security groups.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::attribute::{Attribute, OnCreate, Preset};
use super::collection::{Collection, New, apply, view_as_is};
use super::refuse::{conflict, malformed};
use super::security_groups::{SECURITY_GROUPS, check_all};
use super::shape::Shape;
use crate::cloud::json::{map, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::{Cloud, new_id};

/// What tells two rules apart.
const IDENTITY: &[&str] = &[
    "security_group_id",
    "direction",
    "ethertype",
    "protocol",
    "port_range_min",
    "port_range_max",
    "remote_ip_prefix",
    "remote_group_id",
];

pub(super) static SECURITY_GROUP_RULES: Collection = Collection {
    kind: Kind::SecurityGroupRule,
    path: "security-group-rules",
    one: "security_group_rule",
    many: "security_group_rules",
    attributes: &[
        Attribute::new("security_group_id", Shape::Id, OnCreate::Required),
        Attribute::new(
            "direction",
            Shape::OneOf(&["ingress", "egress"]),
            OnCreate::Required,
        ),
        Attribute::new(
            "ethertype",
            Shape::OneOf(&["IPv4", "IPv6"]),
            OnCreate::Default(Preset::Text("IPv4")),
        ),
        Attribute::new("protocol", Shape::Protocol, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::new(
            "port_range_min",
            Shape::Integer(-1, 65_535),
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::new(
            "port_range_max",
            Shape::Integer(-1, 65_535),
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::new(
            "remote_ip_prefix",
            Shape::Text(64),
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::new(
            "remote_group_id",
            Shape::Id,
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::new(
            "remote_address_group_id",
            Shape::Id,
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::new(
            "description",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        )
        .or_null(),
        Attribute::read_only("normalized_cidr"),
        Attribute::read_only("belongs_to_default_sg"),
    ],
    quota: |quotas| quotas.security_group_rules,
    not_found: |id| {
        Refusal::new(
            404,
            "SecurityGroupRuleNotFound",
            format!("Security group rule {id} does not exist"),
        )
    },
    create,
    // Everything but the description tells rules apart, and cannot be changed.
    update: |cloud, rule, changes| {
        apply(cloud, Kind::SecurityGroupRule, &rule.id, changes);
        Ok(())
    },
    delete: |cloud, rule| {
        cloud.objects.remove(Kind::SecurityGroupRule, &rule.id);
        Ok(())
    },
    view: view_as_is,
};

/// Adds a rule that a group comes with.
pub(super) fn plant(
    cloud: &mut Cloud,
    group: &Object,
    direction: &str,
    ether_type: &str,
    remote_group: Option<&str>,
) {
    let given = map(json!({
        "security_group_id": group.id,
        "direction": direction,
        "ethertype": ether_type,
        "remote_group_id": remote_group,
    }));
    // Nothing but a quota can refuse it; the group is then without.
    let _ = SECURITY_GROUP_RULES.make(cloud, &group.project, &new_id(), &given);
}

fn create(cloud: &mut Cloud, new: New) -> Result<(), Refusal> {
    let mut body = new.body;
    let group = SECURITY_GROUPS.find(cloud, &new.project, text(&body, "security_group_id"))?;
    let is_default = group.name() == "default";
    if let Some(remote) = body.get("remote_group_id").filter(|id| !id.is_null()) {
        check_all(cloud, std::slice::from_ref(remote))?;
    }
    check_remote(&mut body)?;
    check_ports(&mut body)?;
    let same = cloud.objects.all(Kind::SecurityGroupRule).find(|rule| {
        IDENTITY
            .iter()
            .all(|name| rule.body.get(*name) == body.get(*name))
    });
    if let Some(same) = same {
        return Err(conflict(
            "SecurityGroupRuleExists",
            format!(
                "Security group rule already exists. Rule id is {}.",
                same.id
            ),
        ));
    }
    body.insert("belongs_to_default_sg".to_owned(), is_default.into());
    cloud.objects.put(Object {
        kind: Kind::SecurityGroupRule,
        id: new.id,
        project: new.project,
        body,
    });
    Ok(())
}

/// Whether the rule names one peer of the right IP version; writes the peer's network in full.
fn check_remote(body: &mut Map<String, Value>) -> Result<(), Refusal> {
    let is_given = |name: &&str| body.get(*name).is_some_and(|value| !value.is_null());
    let remotes = [
        "remote_ip_prefix",
        "remote_group_id",
        "remote_address_group_id",
    ];
    if remotes.iter().filter(|name| is_given(name)).count() > 1 {
        return Err(Refusal::new(
            400,
            // The spelling is Neutron's.
            "SecurityGroupMultipleRemoteEntites",
            "Only remote_ip_prefix or remote_group_id or remote_address_group_id may be provided.",
        ));
    }
    let prefix = text(body, "remote_ip_prefix").to_owned();
    if prefix.is_empty() {
        body.insert("remote_ip_prefix".to_owned(), Value::Null);
        body.insert("normalized_cidr".to_owned(), Value::Null);
        return Ok(());
    }
    let network = prefix
        .parse::<IpNet>()
        .or_else(|_| prefix.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| {
            malformed(format!(
                "Invalid input for remote_ip_prefix. Reason: '{prefix}' is neither a valid IP \
                 address, nor is it a valid IP subnet."
            ))
        })?;
    let ether_type = text(body, "ethertype");
    if (ether_type == "IPv4") != matches!(network, IpNet::V4(_)) {
        return Err(Refusal::new(
            400,
            "SecurityGroupRuleParameterConflict",
            format!("Conflicting value ethertype {ether_type} for CIDR {prefix}"),
        ));
    }
    body.insert(
        "normalized_cidr".to_owned(),
        network.trunc().to_string().into(),
    );
    Ok(())
}

/// Whether the ports go with the protocol; writes `-1`, which means any, as `null`.
fn check_ports(body: &mut Map<String, Value>) -> Result<(), Refusal> {
    for name in ["port_range_min", "port_range_max"] {
        if body.get(name) == Some(&(-1).into()) {
            body.insert(name.to_owned(), Value::Null);
        }
    }
    let least = body.get("port_range_min").and_then(Value::as_i64);
    let most = body.get("port_range_max").and_then(Value::as_i64);
    if least.is_none() && most.is_none() {
        return Ok(());
    }
    let bad = |kind: &'static str, message: String| Err(Refusal::new(400, kind, message));
    let protocol = text(body, "protocol").to_owned();
    if protocol.is_empty() {
        return bad(
            "SecurityGroupProtocolRequiredWithPorts",
            "Must also specify protocol if port range is given.".to_owned(),
        );
    }
    if matches!(
        protocol.as_str(),
        "icmp" | "1" | "icmpv6" | "ipv6-icmp" | "58"
    ) {
        for (field, value) in [("port_range_min", least), ("port_range_max", most)] {
            if let Some(value) = value.filter(|value| *value > 255) {
                let what = if field == "port_range_min" {
                    "type"
                } else {
                    "code"
                };
                return bad(
                    "SecurityGroupInvalidIcmpValue",
                    format!(
                        "Invalid value for ICMP {what} ({field}) {value}. It must be 0 to 255."
                    ),
                );
            }
        }
        return match (least, most) {
            (None, Some(code)) => bad(
                "SecurityGroupMissingIcmpType",
                format!(
                    "ICMP code (port-range-max) {code} is provided but ICMP type (port-range-min) is missing."
                ),
            ),
            _ => Ok(()),
        };
    }
    match (least, most) {
        (Some(least), Some(most)) if least <= most => Ok(()),
        (Some(_), Some(_)) => bad(
            "SecurityGroupInvalidPortRange",
            "For TCP/UDP protocols, port_range_min must be <= port_range_max".to_owned(),
        ),
        _ => bad(
            "SecurityGroupInvalidPortValue",
            format!(
                "Invalid value for port {}",
                least.or(most).unwrap_or_default()
            ),
        ),
    }
}
