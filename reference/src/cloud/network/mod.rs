//! Networking API v2.0 (Neutron), as far as resource types use it.

mod attribute;
mod collection;
mod filters;
mod fixed_ips;
pub(super) mod floating_ips;
pub(super) mod networks;
mod pool;
pub(super) mod ports;
mod refuse;
mod router_interfaces;
mod routers;
mod security_group_rules;
pub(super) mod security_groups;
pub(super) mod seeds;
mod shape;
mod subnets;
mod tags;
pub(super) mod versions;

use http::Method;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::refusal::Refusal;
use super::reply::{Answer, Reply};
use super::state::Cloud;
use collection::Collection;

/// The kinds of objects that there may be.
static COLLECTIONS: [&Collection; 7] = [
    &networks::NETWORKS,
    &subnets::SUBNETS,
    &ports::PORTS,
    &routers::ROUTERS,
    &floating_ips::FLOATING_IPS,
    &security_groups::SECURITY_GROUPS,
    &security_group_rules::SECURITY_GROUP_RULES,
];

/// The kinds of objects of which there are none: path and key.
const EMPTY: &[(&str, &str)] = &[
    ("address-scopes", "address_scopes"),
    ("agents", "agents"),
    ("qos/policies", "policies"),
    ("segments", "segments"),
    ("subnetpools", "subnetpools"),
];

/// Answers a call to the service.
pub(super) fn answer(cloud: &mut Cloud, call: &Call) -> Answer {
    let segments = call.segments();
    let path = match segments.as_slice() {
        [] if call.method == Method::GET => return Ok(versions::list(call)),
        ["v2.0", path @ ..] => path,
        _ => return Err(Refusal::no_route()),
    };
    match (&call.method, path) {
        (&Method::GET, []) => Ok(versions::show(call, &names())),
        (&Method::GET, ["extensions"]) => versions::extensions(None),
        (&Method::GET, ["extensions", alias]) => versions::extensions(Some(alias)),
        (&Method::PUT, ["routers", id, "add_router_interface"]) => {
            router_interfaces::add(cloud, call, id)
        }
        (&Method::PUT, ["routers", id, "remove_router_interface"]) => {
            router_interfaces::remove(cloud, call, id)
        }
        (&Method::GET, ["routers", id, "l3-agents"]) => {
            routers::ROUTERS.find(cloud, &call.project, id)?;
            Ok(Reply::ok(json!({ "agents": [] })))
        }
        (&Method::GET, ["networks", id, "dhcp-agents"]) => {
            networks::NETWORKS.find(cloud, &call.project, id)?;
            Ok(Reply::ok(json!({ "agents": [] })))
        }
        (&Method::GET, ["availability_zones"]) => Ok(Reply::ok(json!({
            "availability_zones": [
                { "name": "nova", "resource": "network", "state": "available" },
                { "name": "nova", "resource": "router", "state": "available" },
            ],
        }))),
        (_, [first, rest @ ..]) => match COLLECTIONS.iter().find(|known| known.path == *first) {
            Some(collection) => collection.answer(cloud, call, rest),
            None => none_of(call, path),
        },
        _ => Err(Refusal::no_route()),
    }
}

/// Gives a project that was never seen what every project has.
pub(super) fn welcome(cloud: &mut Cloud, project: &str) {
    security_groups::welcome(cloud, project);
}

fn none_of(call: &Call, path: &[&str]) -> Answer {
    let path = path.join("/");
    match EMPTY.iter().find(|(known, _)| *known == path) {
        Some((_, many)) if call.method == Method::GET => {
            let mut body = Map::new();
            body.insert((*many).to_owned(), json!([]));
            Ok(Reply::ok(Value::Object(body)))
        }
        _ => Err(Refusal::no_route()),
    }
}

fn names() -> Vec<(&'static str, &'static str)> {
    COLLECTIONS
        .iter()
        .map(|collection| (collection.path, collection.many))
        .chain(EMPTY.iter().copied())
        .collect()
}
