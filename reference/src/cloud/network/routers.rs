//! Routers, and their gateways to external networks.

use serde_json::{Map, Value, json};

use super::attribute::{Attribute, OnCreate, Preset};
use super::collection::{Collection, New, apply, view_as_is};
use super::refuse::{bad, conflict, invalid_input};
use super::shape::Shape;
use super::{floating_ips, networks, ports};
use crate::cloud::json::{flag, map, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::Cloud;

const GATEWAY: &str = "external_gateway_info";

pub(super) static ROUTERS: Collection = Collection {
    kind: Kind::Router,
    path: "routers",
    one: "router",
    many: "routers",
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
        Attribute::settable(GATEWAY, Shape::Map, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::settable(
            "routes",
            Shape::Routes,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::settable("distributed", Shape::Flag, OnCreate::Open).or_null(),
        Attribute::settable("ha", Shape::Flag, OnCreate::Open).or_null(),
        Attribute::settable("flavor_id", Shape::Id, OnCreate::Default(Preset::Null)).or_null(),
        Attribute::settable(
            "availability_zone_hints",
            Shape::Texts,
            OnCreate::Default(Preset::EmptyList),
        ),
        Attribute::read_only("availability_zones"),
    ],
    quota: |quotas| quotas.routers,
    not_found,
    create,
    update,
    delete,
    view: view_as_is,
};

/// There is no router with the id.
pub(super) fn not_found(id: &str) -> Refusal {
    Refusal::new(
        404,
        "RouterNotFound",
        format!("Router {id} could not be found"),
    )
}

/// The external network that a router leads to, if it leads to any.
pub(super) fn gateway_network(router: &Object) -> Option<&str> {
    let gateway = router.body.get(GATEWAY)?.as_object()?;
    Some(text(gateway, "network_id"))
}

/// The ports by which a router is on inner subnets.
pub(super) fn interfaces<'a>(cloud: &'a Cloud, router: &str) -> impl Iterator<Item = &'a Object> {
    ports::of_device(cloud, router)
        .filter(|port| text(&port.body, "device_owner") == "network:router_interface")
}

fn create(cloud: &mut Cloud, new: New) -> Result<(), Refusal> {
    let mut body = new.body;
    let gateway = body.insert(GATEWAY.to_owned(), Value::Null);
    body.insert("status".to_owned(), "ACTIVE".into());
    body.insert("availability_zones".to_owned(), json!(["nova"]));
    cloud.objects.put(Object {
        kind: Kind::Router,
        id: new.id.clone(),
        project: new.project.clone(),
        body,
    });
    set_gateway(cloud, &new.project, &new.id, gateway.as_ref())
}

fn update(
    cloud: &mut Cloud,
    router: &Object,
    mut changes: Map<String, Value>,
) -> Result<(), Refusal> {
    if let Some(gateway) = changes.shift_remove(GATEWAY) {
        let asked = gateway
            .as_object()
            .map(|gateway| text(gateway, "network_id"));
        if let Some(network) = gateway_network(router)
            && asked != Some(network)
            && floating_ips::route_through(cloud, &router.id, network)
        {
            return Err(conflict(
                "RouterExternalGatewayInUseByFloatingIp",
                format!(
                    "Gateway cannot be updated for router {}, since a gateway to external \
                     network {network} is required by one or more floating IPs.",
                    router.id
                ),
            ));
        }
        set_gateway(cloud, &router.project, &router.id, Some(&gateway))?;
    }
    apply(cloud, Kind::Router, &router.id, changes);
    Ok(())
}

fn delete(cloud: &mut Cloud, router: &Object) -> Result<(), Refusal> {
    if interfaces(cloud, &router.id).next().is_some() {
        return Err(conflict(
            "RouterInUse",
            format!("Router {} still has ports", router.id),
        ));
    }
    drop_gateway(cloud, &router.id);
    cloud.objects.remove(Kind::Router, &router.id);
    Ok(())
}

/// Leads a router to the network that `gateway` names, or nowhere.
fn set_gateway(
    cloud: &mut Cloud,
    project: &str,
    router: &str,
    gateway: Option<&Value>,
) -> Result<(), Refusal> {
    drop_gateway(cloud, router);
    let asked = gateway.and_then(Value::as_object);
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return Ok(());
    };
    let network = text(asked, "network_id");
    if network.is_empty() {
        return Err(invalid_input(GATEWAY, "network_id is required"));
    }
    if !flag(
        &networks::accessible(cloud, project, network)?.body,
        "router:external",
    ) {
        return Err(bad(
            "router",
            &format!("Network {network} is not an external network"),
        ));
    }
    let mut port = map(json!({
        "network_id": network,
        "device_id": router,
        "device_owner": "network:router_gateway",
    }));
    if let Some(addresses) = asked.get("external_fixed_ips").filter(|ips| !ips.is_null()) {
        port.insert("fixed_ips".to_owned(), addresses.clone());
    }
    // The port is the cloud's own: the project does not see it.
    let port = ports::make(cloud, "", &port)?;
    let gateway = json!({
        "network_id": network,
        "enable_snat": asked.get("enable_snat").is_none_or(|snat| snat != false),
        "external_fixed_ips": port.body.get("fixed_ips"),
    });
    cloud.objects.edit(Kind::Router, router, |body| {
        body.insert(GATEWAY.to_owned(), gateway);
    });
    Ok(())
}

fn drop_gateway(cloud: &mut Cloud, router: &str) {
    let gateway = ports::of_device(cloud, router)
        .find(|port| text(&port.body, "device_owner") == "network:router_gateway")
        .map(|port| port.id.clone());
    if let Some(gateway) = gateway {
        ports::take_away(cloud, &gateway);
    }
    cloud.objects.edit(Kind::Router, router, |body| {
        body.insert(GATEWAY.to_owned(), Value::Null);
    });
}
