//! Subnets.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::attribute::{Attribute, OnCreate, Preset};
use super::collection::{Collection, New, apply, view_as_is};
use super::networks::{self, network_of};
use super::pool::{self, Pool};
use super::ports;
use super::refuse::{bad, conflict, invalid, invalid_input, subnet_not_found};
use super::shape::Shape;
use crate::cloud::json::{list, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::Cloud;

const IPV6_MODES: Shape = Shape::OneOf(&["dhcpv6-stateful", "dhcpv6-stateless", "slaac"]);

pub(super) static SUBNETS: Collection = Collection {
    kind: Kind::Subnet,
    path: "subnets",
    one: "subnet",
    many: "subnets",
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
        Attribute::new("network_id", Shape::Id, OnCreate::Required),
        Attribute::new("ip_version", Shape::Integer(4, 6), OnCreate::Open),
        Attribute::new("cidr", Shape::Cidr, OnCreate::Open).or_null(),
        Attribute::new(
            "subnetpool_id",
            Shape::Text(36),
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::new("prefixlen", Shape::Integer(0, 128), OnCreate::Open),
        Attribute::new("use_default_subnetpool", Shape::Flag, OnCreate::Open),
        Attribute::settable("gateway_ip", Shape::Address, OnCreate::Open).or_null(),
        Attribute::settable("allocation_pools", Shape::Pools, OnCreate::Open),
        Attribute::settable(
            "dns_nameservers",
            Shape::Addresses,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::settable(
            "host_routes",
            Shape::Routes,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::settable("enable_dhcp", Shape::Flag, OnCreate::Default(Preset::Yes)),
        Attribute::new("ipv6_ra_mode", IPV6_MODES, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::new(
            "ipv6_address_mode",
            IPV6_MODES,
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::settable("segment_id", Shape::Id, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::settable(
            "service_types",
            Shape::Texts,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::settable(
            "dns_publish_fixed_ip",
            Shape::Flag,
            OnCreate::Default(Preset::No),
        ),
    ],
    quota: |quotas| quotas.subnets,
    not_found: subnet_not_found,
    create,
    update,
    delete,
    view: view_as_is,
};

/// The subnets of a network.
pub(super) fn of_network<'a>(cloud: &'a Cloud, network: &str) -> impl Iterator<Item = &'a Object> {
    cloud
        .objects
        .all(Kind::Subnet)
        .filter(move |subnet| network_of(subnet) == network)
}

/// The address range of a subnet.
pub(super) fn range(subnet: &Object) -> Option<IpNet> {
    text(&subnet.body, "cidr").parse().ok()
}

/// The gateway's address, if the subnet has one.
pub(super) fn gateway(subnet: &Object) -> Option<IpAddr> {
    text(&subnet.body, "gateway_ip").parse().ok()
}

/// Whether ports get an address on this subnet made from their MAC address.
pub(super) fn is_automatic(subnet: &Object) -> bool {
    matches!(
        text(&subnet.body, "ipv6_address_mode"),
        "slaac" | "dhcpv6-stateless"
    )
}

fn create(cloud: &mut Cloud, new: New) -> Result<(), Refusal> {
    let mut body = new.body;
    let network = text(&body, "network_id").to_owned();
    networks::accessible(cloud, &new.project, &network)?;
    let pool_asked = body
        .get("subnetpool_id")
        .is_some_and(|pool| !pool.is_null())
        || body.contains_key("prefixlen")
        || body.get("use_default_subnetpool") == Some(&Value::Bool(true));
    body.shift_remove("prefixlen");
    body.shift_remove("use_default_subnetpool");
    if pool_asked {
        // There are no subnet pools.
        let id = text(&body, "subnetpool_id");
        return Err(Refusal::new(
            404,
            "SubnetPoolNotFound",
            format!("Subnet pool {id} could not be found."),
        ));
    }
    let Ok(range) = text(&body, "cidr").parse::<IpNet>() else {
        return Err(bad(
            "subnets",
            "a subnetpool must be specified in the absence of a cidr",
        ));
    };
    check_version(&mut body, range)?;
    check_overlap(cloud, &network, range)?;
    let gateway = match body.get("gateway_ip") {
        None => pool::default_gateway(range),
        Some(gateway) => gateway.as_str().and_then(|gateway| gateway.parse().ok()),
    };
    body.insert(
        "gateway_ip".to_owned(),
        gateway.map_or(Value::Null, |gateway| gateway.to_string().into()),
    );
    let pools = match body.get("allocation_pools") {
        None => pool::default_pools(range, gateway),
        Some(pools) => accept_pools(pools, range)?,
    };
    check_gateway(gateway, range, &pools)?;
    let pools: Vec<Value> = pools.into_iter().map(Pool::to_json).collect();
    body.insert("allocation_pools".to_owned(), pools.into());
    cloud.objects.put(Object {
        kind: Kind::Subnet,
        id: new.id,
        project: new.project,
        body,
    });
    Ok(())
}

fn update(
    cloud: &mut Cloud,
    subnet: &Object,
    mut changes: Map<String, Value>,
) -> Result<(), Refusal> {
    let range = range(subnet).ok_or_else(|| subnet_not_found(&subnet.id))?;
    let gateway = match changes.get("gateway_ip") {
        None => gateway(subnet),
        Some(gateway) => gateway.as_str().and_then(|gateway| gateway.parse().ok()),
    };
    let pools = match changes.get("allocation_pools") {
        None => list(&subnet.body, "allocation_pools")
            .iter()
            .filter_map(Pool::read)
            .collect(),
        Some(pools) => accept_pools(pools, range)?,
    };
    check_gateway(gateway, range, &pools)?;
    if let Some(changed) = changes.get_mut("allocation_pools") {
        *changed = pools.into_iter().map(Pool::to_json).collect();
    }
    apply(cloud, Kind::Subnet, &subnet.id, changes);
    Ok(())
}

fn delete(cloud: &mut Cloud, subnet: &Object) -> Result<(), Refusal> {
    let is_used = ports::of_network(cloud, network_of(subnet))
        .flat_map(ports::fixed_ips)
        .any(|(known, _)| known == subnet.id);
    if is_used {
        return Err(conflict(
            "SubnetInUse",
            format!(
                "Unable to complete operation on subnet {}: One or more ports have an IP \
                 allocation from this subnet.",
                subnet.id
            ),
        ));
    }
    cloud.objects.remove(Kind::Subnet, &subnet.id);
    Ok(())
}

fn check_version(body: &mut Map<String, Value>, range: IpNet) -> Result<(), Refusal> {
    let version = match range {
        IpNet::V4(_) => 4,
        IpNet::V6(_) => 6,
    };
    match body.get("ip_version").and_then(Value::as_i64) {
        Some(given) if given == version => {}
        Some(5) => return Err(invalid_input("ip_version", "'5' is not in [4, 6]")),
        Some(given) => {
            return Err(invalid(&format!(
                "cidr '{range}' does not match the ip_version '{given}'"
            )));
        }
        None => {
            body.insert("ip_version".to_owned(), version.into());
        }
    }
    let has_mode = |name| body.get(name).is_some_and(|mode| !mode.is_null());
    if version == 4 && (has_mode("ipv6_ra_mode") || has_mode("ipv6_address_mode")) {
        return Err(invalid(
            "ipv6_ra_mode and ipv6_address_mode are not valid for IPv4 subnets",
        ));
    }
    Ok(())
}

fn check_overlap(cloud: &Cloud, network: &str, range: IpNet) -> Result<(), Refusal> {
    let overlaps = of_network(cloud, network)
        .filter_map(self::range)
        .any(|other| other.contains(&range) || range.contains(&other));
    if overlaps {
        return Err(invalid(&format!(
            "Requested subnet with cidr: {range} for network: {network} overlaps with another \
             subnet"
        )));
    }
    Ok(())
}

fn accept_pools(value: &Value, range: IpNet) -> Result<Vec<Pool>, Refusal> {
    let given = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut pools: Vec<Pool> = Vec::new();
    for pool in given.iter().filter_map(Pool::read) {
        if pool.start.is_ipv4() != pool.end.is_ipv4() || pool.start > pool.end {
            return Err(Refusal::new(
                400,
                "InvalidAllocationPool",
                format!("The allocation pool {pool} is not valid."),
            ));
        }
        if !range.contains(&pool.start) || !range.contains(&pool.end) {
            return Err(Refusal::new(
                400,
                "OutOfBoundsAllocationPool",
                format!("The allocation pool {pool} spans beyond the subnet cidr {range}."),
            ));
        }
        if let Some(other) = pools.iter().find(|other| other.overlaps(pool)) {
            return Err(conflict(
                "OverlappingAllocationPools",
                format!("Found overlapping allocation pools: {other} {pool} for subnet {range}."),
            ));
        }
        pools.push(pool);
    }
    Ok(pools)
}

fn check_gateway(gateway: Option<IpAddr>, range: IpNet, pools: &[Pool]) -> Result<(), Refusal> {
    let Some(gateway) = gateway else {
        return Ok(());
    };
    if gateway.is_ipv4() != range.addr().is_ipv4() {
        return Err(invalid(&format!(
            "gateway_ip '{gateway}' does not match the ip_version of '{range}'"
        )));
    }
    if let Some(pool) = pools.iter().find(|pool| pool.contains(gateway)) {
        return Err(conflict(
            "GatewayConflictWithAllocationPools",
            format!("Gateway ip {gateway} conflicts with allocation pool {pool}."),
        ));
    }
    Ok(())
}

/// The subnet's description in the terms of a fixed IP.
pub(super) fn fixed_ip(subnet: &Object, address: IpAddr) -> Value {
    json!({ "subnet_id": subnet.id, "ip_address": address.to_string() })
}
