//! Ports.

use std::net::IpAddr;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::attribute::{Attribute, OnCreate, Preset};
use super::collection::{Collection, New, apply};
use super::fixed_ips::{self, Seeker};
use super::floating_ips;
use super::networks::{self, network_of};
use super::refuse::{conflict, invalid, port_not_found};
use super::security_groups;
use super::shape::Shape;
use crate::cloud::json::{list, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::{Cloud, new_id};

/// How many addresses one port may ask for.
const MOST_FIXED_IPS: usize = 100;

pub(super) static PORTS: Collection = Collection {
    kind: Kind::Port,
    path: "ports",
    one: "port",
    many: "ports",
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
        Attribute::settable(
            "admin_state_up",
            Shape::Flag,
            OnCreate::Default(Preset::Yes),
        ),
        Attribute::settable("mac_address", Shape::Mac, OnCreate::Open),
        Attribute::settable("fixed_ips", Shape::FixedIps, OnCreate::Open),
        Attribute::settable(
            "device_id",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable(
            "device_owner",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable("security_groups", Shape::Ids, OnCreate::Open),
        Attribute::settable("port_security_enabled", Shape::Flag, OnCreate::Open),
        Attribute::settable(
            "allowed_address_pairs",
            Shape::AddressPairs,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::settable(
            "extra_dhcp_opts",
            Shape::Maps,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::settable(
            "binding:vnic_type",
            Shape::OneOf(&[
                "normal",
                "direct",
                "macvtap",
                "direct-physical",
                "baremetal",
                "virtio-forwarder",
                "vdpa",
                "accelerator-direct",
                "accelerator-direct-physical",
                "remote-managed",
                "smart-nic",
            ]),
            OnCreate::Default(Preset::Text("normal")),
        ),
        Attribute::settable("binding:profile", Shape::Map, OnCreate::Open).or_null(),
        Attribute::settable("binding:host_id", Shape::Text(255), OnCreate::Open).or_null(),
        Attribute::settable("qos_policy_id", Shape::Id, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::settable(
            "dns_name",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable(
            "dns_domain",
            Shape::Text(255),
            OnCreate::Default(Preset::Text("")),
        ),
        Attribute::settable(
            "propagate_uplink_status",
            Shape::Flag,
            OnCreate::Default(Preset::Yes),
        ),
        Attribute::read_only("dns_assignment"),
        Attribute::read_only("ip_allocation"),
    ],
    quota: |quotas| quotas.ports,
    not_found: port_not_found,
    create,
    update,
    delete,
    view,
};

/// The ports of a network.
pub(super) fn of_network<'a>(cloud: &'a Cloud, network: &str) -> impl Iterator<Item = &'a Object> {
    cloud
        .objects
        .all(Kind::Port)
        .filter(move |port| network_of(port) == network)
}

/// The ports of a device: a server, a router, a floating IP.
pub(in crate::cloud) fn of_device<'a>(
    cloud: &'a Cloud,
    device: &str,
) -> impl Iterator<Item = &'a Object> {
    cloud
        .objects
        .all(Kind::Port)
        .filter(move |port| text(&port.body, "device_id") == device)
}

/// A port's addresses, each with the id of its subnet.
pub(in crate::cloud) fn fixed_ips(port: &Object) -> impl Iterator<Item = (String, IpAddr)> {
    list(&port.body, "fixed_ips").iter().filter_map(|entry| {
        let entry = entry.as_object()?;
        Some((
            text(entry, "subnet_id").to_owned(),
            text(entry, "ip_address").parse().ok()?,
        ))
    })
}

/// Makes a port that a service needs: for a server, a router or a floating IP.
pub(in crate::cloud) fn make(
    cloud: &mut Cloud,
    project: &str,
    given: &Map<String, Value>,
) -> Result<Object, Refusal> {
    PORTS.make(cloud, project, &new_id(), given)
}

/// Takes a port away, whoever uses it.
pub(in crate::cloud) fn take_away(cloud: &mut Cloud, port: &str) {
    floating_ips::forget_port(cloud, port);
    cloud.objects.remove(Kind::Port, port);
}

/// Gives a port to a device, or takes it from one if both texts are empty.
pub(in crate::cloud) fn bind(cloud: &mut Cloud, port: &str, device: &str, owner: &str) {
    cloud.objects.edit(Kind::Port, port, |body| {
        body.insert("device_id".to_owned(), device.into());
        body.insert("device_owner".to_owned(), owner.into());
        let status = status(body);
        body.insert("status".to_owned(), status.into());
    });
}

fn create(cloud: &mut Cloud, new: New) -> Result<(), Refusal> {
    let mut body = new.body;
    let network = networks::accessible(cloud, &new.project, text(&body, "network_id"))?;
    let is_secure = body
        .get("port_security_enabled")
        .or_else(|| network.body.get("port_security_enabled"))
        .is_none_or(|secure| secure == true);
    let network = network.id.clone();
    let mac_address = match body.get("mac_address").and_then(Value::as_str) {
        Some(mac_address) => mac_address.to_owned(),
        None => new_mac_address(),
    };
    check_mac_address(cloud, &network, &mac_address)?;
    let seeker = Seeker {
        network: &network,
        mac_address: &mac_address,
        has: Vec::new(),
    };
    let addresses = match asked_addresses(&body)? {
        None => fixed_ips::by_default(cloud, &seeker)?,
        Some(asked) => fixed_ips::as_asked(cloud, &seeker, asked)?,
    };
    body.insert("mac_address".to_owned(), mac_address.into());
    body.insert("fixed_ips".to_owned(), addresses.into());
    body.insert("port_security_enabled".to_owned(), is_secure.into());
    let is_plain = !text(&body, "device_owner").starts_with("network:");
    let groups = match body.get("security_groups").and_then(Value::as_array) {
        Some(groups) => {
            security_groups::check_all(cloud, groups)?;
            groups.clone()
        }
        None if is_secure && is_plain => security_groups::default_group(cloud, &new.project)
            .map(|group| vec![group.id.clone().into()])
            .unwrap_or_default(),
        None => Vec::new(),
    };
    if !groups.is_empty() && !is_secure {
        return Err(security_required());
    }
    body.insert("security_groups".to_owned(), groups.into());
    body.insert("status".to_owned(), status(&body).into());
    cloud.objects.put(Object {
        kind: Kind::Port,
        id: new.id,
        project: new.project,
        body,
    });
    Ok(())
}

fn update(
    cloud: &mut Cloud,
    port: &Object,
    mut changes: Map<String, Value>,
) -> Result<(), Refusal> {
    let network = network_of(port);
    if let Some(mac_address) = changes.get("mac_address").and_then(Value::as_str)
        && mac_address != text(&port.body, "mac_address")
    {
        check_mac_address(cloud, network, mac_address)?;
    }
    if let Some(groups) = changes.get("security_groups").and_then(Value::as_array) {
        security_groups::check_all(cloud, groups)?;
    }
    let after = |name: &str| changes.get(name).or_else(|| port.body.get(name));
    let has_groups = after("security_groups").is_some_and(|groups| *groups != json!([]));
    if has_groups && after("port_security_enabled") == Some(&Value::Bool(false)) {
        return Err(if changes.contains_key("security_groups") {
            security_required()
        } else {
            conflict(
                "PortSecurityPortHasSecurityGroup",
                "Port has security group associated. Cannot disable port security or IP address \
                 until security group is removed."
                    .to_owned(),
            )
        });
    }
    if let Some(asked) = asked_addresses(&changes)? {
        let seeker = Seeker {
            network,
            mac_address: text(&port.body, "mac_address"),
            has: fixed_ips(port).collect(),
        };
        let addresses = fixed_ips::as_asked(cloud, &seeker, asked)?;
        changes.insert("fixed_ips".to_owned(), addresses.into());
    }
    apply(cloud, Kind::Port, &port.id, changes);
    cloud.objects.edit(Kind::Port, &port.id, |body| {
        let status = status(body);
        body.insert("status".to_owned(), status.into());
    });
    floating_ips::follow_port(cloud, &port.id);
    Ok(())
}

fn delete(cloud: &mut Cloud, port: &Object) -> Result<(), Refusal> {
    let owner = text(&port.body, "device_owner");
    if owner.starts_with("network:router_") || owner == "network:floatingip" {
        return Err(conflict(
            "ServicePortInUse",
            format!(
                "Port {} cannot be deleted directly via the port API: has device owner {owner}.",
                port.id
            ),
        ));
    }
    take_away(cloud, &port.id);
    Ok(())
}

fn view(_: &Cloud, port: &Object) -> Map<String, Value> {
    let mut view = port.body.clone();
    let given = text(&view, "dns_name").to_owned();
    let assignment: Vec<Value> = fixed_ips(port)
        .map(|(_, address)| {
            let host = if given.is_empty() {
                format!("host-{}", address.to_string().replace(['.', ':'], "-"))
            } else {
                given.clone()
            };
            json!({
                "ip_address": address.to_string(),
                "hostname": host,
                "fqdn": format!("{host}.openstacklocal."),
            })
        })
        .collect();
    view.insert("dns_assignment".to_owned(), assignment.into());
    view.insert("ip_allocation".to_owned(), "immediate".into());
    // Only administrators see where a port is bound.
    for name in ["binding:host_id", "binding:profile"] {
        view.shift_remove(name);
    }
    view
}

/// A port is up if something is at its end.
fn status(body: &Map<String, Value>) -> &'static str {
    let owner = text(body, "device_owner");
    if owner == "network:floatingip" {
        "N/A"
    } else if text(body, "device_id").is_empty() || body.get("admin_state_up") != Some(&true.into())
    {
        "DOWN"
    } else {
        "ACTIVE"
    }
}

fn asked_addresses(body: &Map<String, Value>) -> Result<Option<&[Value]>, Refusal> {
    match body.get("fixed_ips").and_then(Value::as_array) {
        Some(asked) if asked.len() > MOST_FIXED_IPS => {
            Err(invalid("Exceeded maximum amount of fixed ips per port"))
        }
        asked => Ok(asked.map(Vec::as_slice)),
    }
}

fn check_mac_address(cloud: &Cloud, network: &str, mac_address: &str) -> Result<(), Refusal> {
    if of_network(cloud, network).any(|port| text(&port.body, "mac_address") == mac_address) {
        return Err(conflict(
            "MacAddressInUse",
            format!(
                "Unable to complete operation for network {network}. The mac address \
                 {mac_address} is in use."
            ),
        ));
    }
    Ok(())
}

/// An address with the prefix that Neutron uses.
fn new_mac_address() -> String {
    let [a, b, c, ..] = *Uuid::new_v4().as_bytes();
    format!("fa:16:3e:{a:02x}:{b:02x}:{c:02x}")
}

fn security_required() -> Refusal {
    Refusal::new(
        400,
        "PortSecurityAndIPRequiredForSecurityGroups",
        "Port security must be enabled and port must have an IP address in order to use security \
         groups.",
    )
}
