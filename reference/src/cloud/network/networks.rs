//! Networks.

use serde_json::{Map, Value, json};

use super::attribute::{Attribute, OnCreate, Preset};
use super::collection::{Collection, New, apply};
use super::refuse::{conflict, network_not_found};
use super::shape::Shape;
use super::{ports, subnets};
use crate::cloud::json::text;
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::Cloud;

pub(super) static NETWORKS: Collection = Collection {
    kind: Kind::Network,
    path: "networks",
    one: "network",
    many: "networks",
    attributes: &[
        Attribute::settable(
            "name",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable(
            "description",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable(
            "admin_state_up",
            Shape::Flag,
            OnCreate::Default(Preset::Yes),
        ),
        Attribute::settable("shared", Shape::Flag, OnCreate::Default(Preset::No)),
        Attribute::settable(
            "router:external",
            Shape::Flag,
            OnCreate::Default(Preset::No),
        ),
        Attribute::settable("is_default", Shape::Flag, OnCreate::Default(Preset::No)),
        Attribute::settable(
            "port_security_enabled",
            Shape::Flag,
            OnCreate::Default(Preset::Yes),
        ),
        Attribute::settable(
            "dns_domain",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable("mtu", Shape::Integer(0, 65_535), OnCreate::Open),
        Attribute::settable("qos_policy_id", Shape::Id, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::new(
            "availability_zone_hints",
            Shape::Texts,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::new("vlan_transparent", Shape::Flag, OnCreate::Open).or_null(),
        Attribute::new("provider:network_type", Shape::Text(32), OnCreate::Open),
        Attribute::new(
            "provider:physical_network",
            Shape::Text(128),
            OnCreate::Open,
        )
        .or_null(),
        Attribute::new(
            "provider:segmentation_id",
            Shape::Integer(1, 16_777_215),
            OnCreate::Open,
        )
        .or_null(),
        Attribute::read_only("subnets"),
        Attribute::read_only("availability_zones"),
        Attribute::read_only("l2_adjacency"),
        Attribute::read_only("ipv4_address_scope"),
        Attribute::read_only("ipv6_address_scope"),
    ],
    quota: |quotas| quotas.networks,
    not_found: network_not_found,
    create: |cloud, new| {
        create(cloud, new);
        Ok(())
    },
    update,
    delete,
    view,
};

/// The networks that a server of the project may be put on without naming one: its own and the
/// shared ones, without the external ones that are not shared.
pub(in crate::cloud) fn usable<'a>(
    cloud: &'a Cloud,
    project: &str,
) -> impl Iterator<Item = &'a Object> {
    cloud.objects.all(Kind::Network).filter(move |network| {
        let is_set = |name| network.body.get(name) == Some(&Value::Bool(true));
        is_set("admin_state_up") && (network.project == project || is_set("shared"))
    })
}

fn create(cloud: &mut Cloud, new: New) {
    let mut body = new.body;
    body.insert("status".to_owned(), "ACTIVE".into());
    body.entry("mtu").or_insert(1500.into());
    cloud.objects.put(Object {
        kind: Kind::Network,
        id: new.id,
        project: new.project,
        body,
    });
}

fn update(cloud: &mut Cloud, network: &Object, changes: Map<String, Value>) -> Result<(), Refusal> {
    let is_gateway = |port: &Object| text(&port.body, "device_owner") == "network:router_gateway";
    if changes.get("router:external") == Some(&Value::Bool(false))
        && ports::of_network(cloud, &network.id).any(is_gateway)
    {
        return Err(conflict(
            "ExternalNetworkInUse",
            format!(
                "External network {} cannot be updated to be made non-external, since it has \
                 existing gateway ports.",
                network.id
            ),
        ));
    }
    apply(cloud, Kind::Network, &network.id, changes);
    Ok(())
}

fn delete(cloud: &mut Cloud, network: &Object) -> Result<(), Refusal> {
    if ports::of_network(cloud, &network.id).next().is_some() {
        return Err(conflict(
            "NetworkInUse",
            format!(
                "Unable to complete operation on network {}. There are one or more ports still \
                 in use on the network.",
                network.id
            ),
        ));
    }
    let subnets: Vec<String> = subnets::of_network(cloud, &network.id)
        .map(|subnet| subnet.id.clone())
        .collect();
    for subnet in subnets {
        cloud.objects.remove(Kind::Subnet, &subnet);
    }
    cloud.objects.remove(Kind::Network, &network.id);
    Ok(())
}

fn view(cloud: &Cloud, network: &Object) -> Map<String, Value> {
    let mut view = network.body.clone();
    let subnets: Vec<&str> = subnets::of_network(cloud, &network.id)
        .map(|subnet| subnet.id.as_str())
        .collect();
    view.insert("subnets".to_owned(), subnets.into());
    view.insert("availability_zones".to_owned(), json!(["nova"]));
    view.insert("l2_adjacency".to_owned(), true.into());
    view.insert("ipv4_address_scope".to_owned(), Value::Null);
    view.insert("ipv6_address_scope".to_owned(), Value::Null);
    view
}

/// The network with an id, whoever it belongs to, if the project may put something on it.
pub(super) fn accessible<'a>(
    cloud: &'a Cloud,
    project: &str,
    id: &str,
) -> Result<&'a Object, Refusal> {
    if project.is_empty() {
        return cloud
            .objects
            .get(Kind::Network, id)
            .ok_or_else(|| network_not_found(id));
    }
    NETWORKS.find(cloud, project, id)
}

/// The id of the network that a port or subnet is on.
pub(super) fn network_of(object: &Object) -> &str {
    text(&object.body, "network_id")
}
