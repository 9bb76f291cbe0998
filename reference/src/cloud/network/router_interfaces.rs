//! Router interfaces: `add_router_interface` and `remove_router_interface`.

use serde_json::{Value, json};

use super::networks::network_of;
use super::ports::{self, PORTS, fixed_ips};
use super::refuse::{bad, conflict, malformed, port_not_found};
use super::routers::{self, ROUTERS, interfaces};
use super::subnets::{self, SUBNETS};
use super::{floating_ips, pool, refuse};
use crate::cloud::call::Call;
use crate::cloud::json::{map, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

const OWNER: &str = "network:router_interface";

/// Puts a router on a subnet: by the subnet's gateway address, or by a port that exists.
pub(super) fn add(cloud: &mut Cloud, call: &Call, router: &str) -> Answer {
    let router = ROUTERS.find(cloud, &call.project, router)?.clone();
    let (subnet, port) = match asked(call)? {
        Asked::Subnet(id) => add_subnet(cloud, &call.project, &router, id)?,
        Asked::Port(id) => add_port(cloud, &call.project, &router, id)?,
    };
    Ok(reply(&router, &subnet, &port))
}

/// Takes a router off a subnet, and deletes the port by which it was on it.
pub(super) fn remove(cloud: &mut Cloud, call: &Call, router: &str) -> Answer {
    let router = ROUTERS.find(cloud, &call.project, router)?.clone();
    let body = call.body.as_ref().and_then(Value::as_object);
    let asked_port = body.map_or("", |body| text(body, "port_id"));
    let asked_subnet = body.map_or("", |body| text(body, "subnet_id"));
    if asked_port.is_empty() && asked_subnet.is_empty() {
        return Err(bad(
            "router",
            "Either subnet_id or port_id must be specified",
        ));
    }
    let port = interfaces(cloud, &router.id)
        .find(|port| {
            (asked_port.is_empty() || port.id == asked_port)
                && (asked_subnet.is_empty() || is_on(port, asked_subnet))
        })
        .cloned();
    let Some(port) = port else {
        return Err(if asked_subnet.is_empty() {
            Refusal::new(
                404,
                "RouterInterfaceNotFound",
                format!(
                    "Router {} does not have an interface with id {asked_port}",
                    router.id
                ),
            )
        } else {
            Refusal::new(
                404,
                "RouterInterfaceNotFoundForSubnet",
                format!(
                    "Router {} has no interface on subnet {asked_subnet}",
                    router.id
                ),
            )
        });
    };
    let subnet = fixed_ips(&port)
        .find_map(|(subnet, _)| cloud.objects.get(Kind::Subnet, &subnet))
        .cloned()
        .ok_or_else(|| port_not_found(&port.id))?;
    if floating_ips::enter_by(cloud, &router.id, &subnet.id) {
        return Err(conflict(
            "RouterInterfaceInUseByFloatingIP",
            format!(
                "Router interface for subnet {} on router {} cannot be deleted, as it is \
                 required by one or more floating IPs.",
                subnet.id, router.id
            ),
        ));
    }
    ports::take_away(cloud, &port.id);
    Ok(reply(&router, &subnet, &port))
}

enum Asked<'a> {
    Subnet(&'a str),
    Port(&'a str),
}

fn asked(call: &Call) -> Result<Asked<'_>, Refusal> {
    let body = call.body.as_ref().and_then(Value::as_object);
    let id = |name| body.map_or("", |body| text(body, name));
    match (id("subnet_id"), id("port_id")) {
        ("", "") => Err(bad(
            "router",
            "Either subnet_id or port_id must be specified",
        )),
        (subnet, "") => Ok(Asked::Subnet(subnet)),
        ("", port) => Ok(Asked::Port(port)),
        _ => Err(bad("router", "Cannot specify both subnet-id and port-id")),
    }
}

fn add_subnet(
    cloud: &mut Cloud,
    project: &str,
    router: &Object,
    id: &str,
) -> Result<(Object, Object), Refusal> {
    let subnet = match project {
        "" => cloud.objects.get(Kind::Subnet, id),
        project => Some(SUBNETS.find(cloud, project, id)?),
    };
    let subnet = subnet
        .cloned()
        .ok_or_else(|| refuse::subnet_not_found(id))?;
    check_subnet(cloud, router, &subnet)?;
    let Some(gateway) = subnets::gateway(&subnet) else {
        return Err(bad(
            "router",
            "Subnet for router interface must have a gateway IP",
        ));
    };
    if pool::is_taken(cloud, &subnet, gateway) {
        return Err(refuse::address_allocated(&gateway.to_string(), &subnet.id));
    }
    let given = map(json!({
        "network_id": network_of(&subnet),
        "fixed_ips": [subnets::fixed_ip(&subnet, gateway)],
        "device_id": router.id,
        "device_owner": OWNER,
    }));
    let port = ports::make(cloud, &router.project, &given)?;
    Ok((subnet, port))
}

fn add_port(
    cloud: &mut Cloud,
    project: &str,
    router: &Object,
    id: &str,
) -> Result<(Object, Object), Refusal> {
    let port = PORTS.find(cloud, project, id)?.clone();
    let device = text(&port.body, "device_id");
    if !device.is_empty() {
        return Err(conflict(
            "PortInUse",
            format!(
                "Unable to complete operation on port {id} for network {}. Port already has an \
                 attached device {device}.",
                network_of(&port)
            ),
        ));
    }
    let subnet = fixed_ips(&port)
        .find_map(|(subnet, _)| cloud.objects.get(Kind::Subnet, &subnet))
        .cloned()
        .ok_or_else(|| bad("router", "Port must have at least one fixed IP"))?;
    check_subnet(cloud, router, &subnet)?;
    ports::bind(cloud, id, &router.id, OWNER);
    Ok((subnet, port))
}

/// Whether a subnet does not clash with those that the router is on.
fn check_subnet(cloud: &Cloud, router: &Object, subnet: &Object) -> Result<(), Refusal> {
    let range = subnets::range(subnet)
        .ok_or_else(|| malformed(format!("Subnet {} has no cidr", subnet.id)))?;
    for (other, _) in interfaces(cloud, &router.id).flat_map(fixed_ips) {
        if other == subnet.id {
            return Err(bad(
                "router",
                &format!("Router already has a port on subnet {other}"),
            ));
        }
        let other_range = cloud
            .objects
            .get(Kind::Subnet, &other)
            .and_then(subnets::range);
        if let Some(other_range) = other_range
            && (range.contains(&other_range) || other_range.contains(&range))
        {
            return Err(bad(
                "router",
                &format!(
                    "Cidr {range} of subnet {} overlaps with cidr {other_range} of subnet {other}",
                    subnet.id
                ),
            ));
        }
    }
    Ok(())
}

/// Puts a router of the cloud's own on a subnet.
pub(super) fn plant(cloud: &mut Cloud, router: &str, subnet: &str) -> Result<(), Refusal> {
    let router = cloud
        .objects
        .get(Kind::Router, router)
        .cloned()
        .ok_or_else(|| routers::not_found(router))?;
    add_subnet(cloud, "", &router, subnet).map(|_| ())
}

fn is_on(port: &Object, subnet: &str) -> bool {
    fixed_ips(port).any(|(known, _)| known == subnet)
}

fn reply(router: &Object, subnet: &Object, port: &Object) -> Reply {
    Reply::ok(json!({
        "id": router.id,
        "tenant_id": router.project,
        "project_id": router.project,
        "network_id": network_of(subnet),
        "subnet_id": subnet.id,
        "subnet_ids": [subnet.id],
        "port_id": port.id,
        "tags": [],
    }))
}
