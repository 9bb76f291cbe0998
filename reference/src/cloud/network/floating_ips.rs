//! Floating IPs.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::attribute::{Attribute, OnCreate, Preset};
use super::collection::{Collection, New, apply};
use super::networks::{self, network_of};
use super::ports::{self, PORTS, fixed_ips};
use super::refuse::{bad, conflict};
use super::routers::{gateway_network, interfaces};
use super::shape::Shape;
use super::subnets;
use crate::cloud::json::{flag, map, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::Cloud;

pub(super) static FLOATING_IPS: Collection = Collection {
    kind: Kind::FloatingIp,
    path: "floatingips",
    one: "floatingip",
    many: "floatingips",
    attributes: &[
        Attribute::settable(
            "description",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::new("floating_network_id", Shape::Id, OnCreate::Required),
        Attribute::new("floating_ip_address", Shape::Address, OnCreate::Open).or_null(),
        Attribute::new("subnet_id", Shape::Id, OnCreate::Open).or_null(),
        Attribute::settable("port_id", Shape::Id, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::settable(
            "fixed_ip_address",
            Shape::Address,
            OnCreate::Default(Preset::Null),
        )
        .or_null(),
        Attribute::settable("qos_policy_id", Shape::Id, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::new(
            "dns_name",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::new(
            "dns_domain",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::read_only("router_id"),
        Attribute::read_only("port_details"),
        Attribute::read_only("port_forwardings"),
    ],
    quota: |quotas| quotas.floating_ips,
    not_found: |id| {
        Refusal::new(
            404,
            "FloatingIPNotFound",
            format!("Floating IP {id} could not be found"),
        )
    },
    create,
    update,
    delete: |cloud, floating| {
        delete(cloud, floating);
        Ok(())
    },
    view,
};

/// The floating addresses that lead to a port, each with the fixed address that it stands for.
pub(in crate::cloud) fn of_port<'a>(
    cloud: &'a Cloud,
    port: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    cloud
        .objects
        .all(Kind::FloatingIp)
        .filter(move |floating| text(&floating.body, "port_id") == port)
        .map(|floating| {
            (
                text(&floating.body, "floating_ip_address"),
                text(&floating.body, "fixed_ip_address"),
            )
        })
}

/// Whether any floating IP goes through a router to a network.
pub(super) fn route_through(cloud: &Cloud, router: &str, network: &str) -> bool {
    cloud.objects.all(Kind::FloatingIp).any(|floating| {
        text(&floating.body, "router_id") == router
            && text(&floating.body, "floating_network_id") == network
    })
}

/// Whether any floating IP reaches a subnet by a router.
pub(super) fn enter_by(cloud: &Cloud, router: &str, subnet: &str) -> bool {
    cloud.objects.all(Kind::FloatingIp).any(|floating| {
        text(&floating.body, "router_id") == router
            && cloud
                .objects
                .get(Kind::Port, text(&floating.body, "port_id"))
                .is_some_and(|port| {
                    fixed_ips(port).any(|(known, address)| {
                        known == subnet
                            && address.to_string() == text(&floating.body, "fixed_ip_address")
                    })
                })
    })
}

/// Lets go of a port that is about to vanish.
pub(super) fn forget_port(cloud: &mut Cloud, port: &str) {
    for floating in ids_of_port(cloud, port) {
        detach(cloud, &floating);
    }
}

/// Lets go of addresses that a port no longer has.
pub(super) fn follow_port(cloud: &mut Cloud, port: &str) {
    let addresses: Vec<String> = cloud
        .objects
        .get(Kind::Port, port)
        .into_iter()
        .flat_map(fixed_ips)
        .map(|(_, address)| address.to_string())
        .collect();
    for id in ids_of_port(cloud, port) {
        let is_lost = cloud
            .objects
            .get(Kind::FloatingIp, &id)
            .is_some_and(|floating| {
                let fixed = text(&floating.body, "fixed_ip_address");
                !addresses.iter().any(|address| address == fixed)
            });
        if is_lost {
            detach(cloud, &id);
        }
    }
}

fn create(cloud: &mut Cloud, new: New) -> Result<(), Refusal> {
    let mut body = new.body;
    let network_id = text(&body, "floating_network_id").to_owned();
    let network = networks::accessible(cloud, &new.project, &network_id)?;
    if !flag(&network.body, "router:external") {
        return Err(bad(
            "floatingip",
            &format!("Network {network_id} is not a valid external network"),
        ));
    }
    let subnet = subnets::of_network(cloud, &network_id)
        .find(|subnet| matches!(subnets::range(subnet), Some(IpNet::V4(_))))
        .ok_or_else(|| {
            bad(
                "floatingip",
                &format!("Network {network_id} does not contain any IPv4 subnet"),
            )
        })?;
    let mut address = Map::new();
    match (text(&body, "floating_ip_address"), text(&body, "subnet_id")) {
        ("", "") => address.insert("subnet_id".to_owned(), subnet.id.clone().into()),
        ("", subnet) => address.insert("subnet_id".to_owned(), subnet.into()),
        (wanted, _) => address.insert("ip_address".to_owned(), wanted.into()),
    };
    body.shift_remove("subnet_id");
    // The port is the cloud's own: the project does not see it.
    let given = map(json!({
        "network_id": network_id,
        "fixed_ips": [address],
        "device_id": new.id,
        "device_owner": "network:floatingip",
    }));
    let own_port = ports::make(cloud, "", &given)?;
    let (_, address) = fixed_ips(&own_port)
        .next()
        .ok_or_else(|| super::refuse::no_address_left(&network_id))?;
    body.insert("floating_ip_address".to_owned(), address.to_string().into());
    let port = body.insert("port_id".to_owned(), Value::Null);
    let fixed = body.insert("fixed_ip_address".to_owned(), Value::Null);
    body.insert("router_id".to_owned(), Value::Null);
    body.insert("status".to_owned(), "DOWN".into());
    let object = Object {
        kind: Kind::FloatingIp,
        id: new.id,
        project: new.project,
        body,
    };
    cloud.objects.put(object.clone());
    if let Some(Value::String(port)) = port {
        let fixed = fixed.as_ref().and_then(Value::as_str);
        attach(cloud, &object, &port, fixed)?;
    }
    Ok(())
}

fn update(
    cloud: &mut Cloud,
    floating: &Object,
    mut changes: Map<String, Value>,
) -> Result<(), Refusal> {
    let port = changes.shift_remove("port_id");
    let fixed = changes.shift_remove("fixed_ip_address");
    let fixed = fixed.as_ref().and_then(Value::as_str);
    match port {
        Some(Value::String(port)) => {
            detach(cloud, &floating.id);
            attach(cloud, floating, &port, fixed)?;
        }
        Some(_) => detach(cloud, &floating.id),
        None if fixed.is_some() => {
            let port = text(&floating.body, "port_id").to_owned();
            if port.is_empty() {
                return Err(bad(
                    "floatingip",
                    "fixed_ip_address cannot be specified without a port_id",
                ));
            }
            detach(cloud, &floating.id);
            attach(cloud, floating, &port, fixed)?;
        }
        None => {}
    }
    apply(cloud, Kind::FloatingIp, &floating.id, changes);
    Ok(())
}

fn delete(cloud: &mut Cloud, floating: &Object) {
    let own_ports: Vec<String> = ports::of_device(cloud, &floating.id)
        .map(|port| port.id.clone())
        .collect();
    for port in own_ports {
        cloud.objects.remove(Kind::Port, &port);
    }
    cloud.objects.remove(Kind::FloatingIp, &floating.id);
}

fn view(cloud: &Cloud, floating: &Object) -> Map<String, Value> {
    let mut view = floating.body.clone();
    let port = cloud
        .objects
        .get(Kind::Port, text(&floating.body, "port_id"))
        .map(|port| {
            let mut details = Map::new();
            for name in [
                "name",
                "network_id",
                "mac_address",
                "admin_state_up",
                "status",
                "device_id",
                "device_owner",
            ] {
                let value = port.body.get(name).cloned();
                details.insert(name.to_owned(), value.unwrap_or_default());
            }
            details
        });
    view.insert(
        "port_details".to_owned(),
        port.map_or(Value::Null, Value::Object),
    );
    view.insert("port_forwardings".to_owned(), json!([]));
    view
}

/// Leads a floating IP to a port, by the router that joins their networks.
fn attach(
    cloud: &mut Cloud,
    floating: &Object,
    port: &str,
    fixed: Option<&str>,
) -> Result<(), Refusal> {
    let port = PORTS.find(cloud, &floating.project, port)?;
    let (subnet, address) = pick_address(port, fixed)?;
    let network = text(&floating.body, "floating_network_id");
    let taken = cloud.objects.all(Kind::FloatingIp).find(|other| {
        other.id != floating.id
            && text(&other.body, "port_id") == port.id
            && text(&other.body, "fixed_ip_address") == address.to_string()
            && text(&other.body, "floating_network_id") == network
    });
    if taken.is_some() {
        return Err(conflict(
            "FloatingIPPortAlreadyAssociated",
            format!(
                "Cannot associate floating IP {} ({}) with port {} using fixed IP {address}, as \
                 that fixed IP already has a floating IP on external network {network}.",
                text(&floating.body, "floating_ip_address"),
                floating.id,
                port.id
            ),
        ));
    }
    let router = cloud.objects.all(Kind::Router).find(|router| {
        gateway_network(router) == Some(network)
            && interfaces(cloud, &router.id).any(|interface| {
                network_of(interface) == network_of(port)
                    && fixed_ips(interface).any(|(known, _)| known == subnet)
            })
    });
    let Some(router) = router else {
        return Err(Refusal::new(
            404,
            "ExternalGatewayForFloatingIPNotFound",
            format!(
                "External network {network} is not reachable from subnet {subnet}.  Therefore, \
                 cannot associate Port {} with a Floating IP.",
                port.id
            ),
        ));
    };
    let changes = map(json!({
        "port_id": port.id,
        "fixed_ip_address": address.to_string(),
        "router_id": router.id,
        "status": "ACTIVE",
    }));
    apply(cloud, Kind::FloatingIp, &floating.id, changes);
    Ok(())
}

fn pick_address(port: &Object, fixed: Option<&str>) -> Result<(String, IpAddr), Refusal> {
    let mut candidates: Vec<(String, IpAddr)> = fixed_ips(port)
        .filter(|(_, address)| address.is_ipv4())
        .collect();
    if let Some(fixed) = fixed {
        return candidates
            .into_iter()
            .find(|(_, address)| address.to_string() == fixed)
            .ok_or_else(|| {
                bad(
                    "floatingip",
                    &format!("Port {} does not have fixed ip {fixed}", port.id),
                )
            });
    }
    if candidates.len() > 1 {
        return Err(bad(
            "floatingip",
            &format!(
                "Port {} has multiple fixed IPv4 addresses.  Must provide a specific IPv4 address \
                 when assigning a floating IP",
                port.id
            ),
        ));
    }
    candidates.pop().ok_or_else(|| {
        bad(
            "floatingip",
            &format!(
                "Cannot add floating IP to port {} that has no fixed IPv4 addresses",
                port.id
            ),
        )
    })
}

fn detach(cloud: &mut Cloud, floating: &str) {
    let changes = map(json!({
        "port_id": null, "fixed_ip_address": null, "router_id": null, "status": "DOWN",
    }));
    apply(cloud, Kind::FloatingIp, floating, changes);
}

fn ids_of_port(cloud: &Cloud, port: &str) -> Vec<String> {
    cloud
        .objects
        .all(Kind::FloatingIp)
        .filter(|floating| text(&floating.body, "port_id") == port)
        .map(|floating| floating.id.clone())
        .collect()
}
