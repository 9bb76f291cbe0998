//! The version documents and the extensions of the Networking API.

use serde_json::{Value, json};

use crate::cloud::call::Call;
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};

/// The extensions that exist: alias and name.
const EXTENSIONS: &[(&str, &str)] = &[
    ("agent", "agent"),
    ("allowed-address-pairs", "Allowed Address Pairs"),
    ("availability_zone", "Availability Zone"),
    ("binding", "Port Binding"),
    ("dns-integration", "DNS Integration"),
    ("external-net", "Neutron external network"),
    (
        "ext-gw-mode",
        "Neutron L3 Configurable external gateway mode",
    ),
    ("extra_dhcp_opt", "Neutron Extra DHCP options"),
    ("extraroute", "Neutron Extra Route"),
    ("net-mtu", "Network MTU"),
    ("network_availability_zone", "Network Availability Zone"),
    ("port-security", "Port Security"),
    ("project-id", "project_id field enabled"),
    ("qos", "Quality of Service"),
    ("quotas", "Quota management support"),
    ("router", "Neutron L3 Router"),
    ("security-group", "security-group"),
    ("standard-attr-description", "standard-attr-description"),
    ("standard-attr-revisions", "Resource revision numbers"),
    (
        "standard-attr-tag",
        "Tag support for resources with standard attribute",
    ),
    ("standard-attr-timestamp", "Resource timestamps"),
    ("stateful-security-group", "Stateful security group"),
    ("subnet_allocation", "Subnet Allocation"),
    ("uplink-status-propagation", "Uplink Status Propagation"),
];

/// Whether there is an extension of that name.
pub(crate) fn has_extension(alias: &str) -> bool {
    EXTENSIONS.iter().any(|(known, _)| *known == alias)
}

/// `GET /`: the versions.
pub(super) fn list(call: &Call) -> Reply {
    Reply::ok(json!({
        "versions": [{
            "id": "v2.0",
            "status": "CURRENT",
            "links": [{ "rel": "self", "href": format!("{}/v2.0/", call.base_url) }],
        }],
    }))
}

/// `GET /v2.0`: the collections.
pub(super) fn show(call: &Call, collections: &[(&str, &str)]) -> Reply {
    let resources: Vec<Value> = collections
        .iter()
        .map(|(path, many)| {
            json!({
                "name": many.strip_suffix('s').unwrap_or(many),
                "collection": many,
                "links": [{ "rel": "self", "href": format!("{}/v2.0/{path}", call.base_url) }],
            })
        })
        .collect();
    Reply::ok(json!({ "resources": resources }))
}

/// `GET /v2.0/extensions` and `GET /v2.0/extensions/{alias}`.
pub(super) fn extensions(alias: Option<&str>) -> Answer {
    let describe = |(alias, name): &(&str, &str)| {
        json!({
            "alias": alias,
            "name": name,
            "description": name,
            "updated": "2016-01-01T00:00:00-00:00",
            "links": [],
        })
    };
    let Some(alias) = alias else {
        let all: Vec<Value> = EXTENSIONS.iter().map(describe).collect();
        return Ok(Reply::ok(json!({ "extensions": all })));
    };
    EXTENSIONS
        .iter()
        .find(|(known, _)| *known == alias)
        .map(|found| Reply::ok(json!({ "extension": describe(found) })))
        .ok_or_else(|| {
            Refusal::new(
                404,
                "HTTPNotFound",
                format!("Extension with alias {alias} does not exist"),
            )
        })
}
