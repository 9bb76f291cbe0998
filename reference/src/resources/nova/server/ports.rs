//! The ports of a server: those that Heat makes for it (internal ones), and those that Nova makes
//! or the template names (external ones).

use heat_spec::{Key, Map, Value, value};
use serde_json::Value as Json;

use super::super::{interfaces, text};
use crate::cloud::call::encode;
use crate::engine::Failure;
use crate::resources::Work;
use crate::resources::neutron::{security_groups, without_nulls};

/// Where the ids of the internal ports are kept.
const INTERNAL: &str = "internal_ports";
/// Where the ids of the external ports are kept, each with its network.
const EXTERNAL: &str = "external_ports";

/// What a server asks of Nova for its networks.
pub(super) enum Nics {
    /// Nothing: Nova decides.
    Any,
    /// `auto` or `none`.
    Word(String),
    /// These.
    These(Vec<Value>),
}

/// Makes the ports that the networks of the template ask for.
pub(super) async fn make_nics(work: &mut Work) -> Result<Nics, Failure> {
    let networks = work.property("networks").clone();
    let networks = networks.as_list().unwrap_or_default();
    if networks.is_empty() {
        return Ok(Nics::Any);
    }
    if let Some(word) = allocated(networks) {
        return Ok(Nics::Word(word.to_owned()));
    }
    let mut nics = Vec::new();
    for (number, network) in networks.iter().enumerate() {
        check_subnet(work, network).await?;
        let mut nic = Map::new();
        let port = own_or_new_port(work, network, number).await?;
        if let Some(port) = &port {
            nic.insert("port".into(), port.as_str().into());
        } else {
            nic.insert("uuid".into(), network_id(work, network).await?);
            if let Some(address) = given(network, "fixed_ip") {
                nic.insert("fixed_ip".into(), address.into());
            }
        }
        if let (Some(floating_ip), Some(port)) = (given(network, "floating_ip"), &port) {
            lead(work, floating_ip, port, given(network, "fixed_ip")).await?;
        }
        if let Some(tag) = given(network, "tag") {
            nic.insert("tag".into(), tag.into());
        }
        nics.push(Value::Map(nic));
    }
    Ok(Nics::These(nics))
}

/// The port that a network entry names, or the internal one that it asks for.
pub(super) async fn own_or_new_port(
    work: &mut Work,
    network: &Value,
    number: usize,
) -> Result<Option<String>, Failure> {
    if let Some(port) = given(network, "port") {
        return Ok(Some(port.to_owned()));
    }
    if !needs_internal_port(network) {
        return Ok(None);
    }
    let name = port_name(work, number);
    if let Some(port) = free_internal_port(work, &name).await? {
        return Ok(Some(port));
    }
    let port = make_internal_port(work, network, name).await?;
    Ok(Some(port))
}

/// The word in place of networks, if there is one.
pub(super) fn allocated(networks: &[Value]) -> Option<&str> {
    networks
        .iter()
        .find_map(|network| given(network, "allocate_network"))
}

/// A text of a network entry; empty ones count as not given.
pub(super) fn given<'a>(network: &'a Value, name: &str) -> Option<&'a str> {
    network
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}

/// The network of an entry, which a subnet may stand for.
pub(super) async fn network_id(work: &Work, network: &Value) -> Result<Value, Failure> {
    match (given(network, "network"), given(network, "subnet")) {
        (Some(network), _) => Ok(network.into()),
        (None, Some(subnet)) => Ok(network_of(work, subnet).await?.into()),
        (None, None) => Ok(Value::Null),
    }
}

/// Leads a floating IP to a port.
pub(super) async fn lead(
    work: &Work,
    floating_ip: &str,
    port: &str,
    fixed_ip: Option<&str>,
) -> Result<(), Failure> {
    let mut target = value!({ "port_id": port });
    if let (Value::Map(target), Some(fixed_ip)) = (&mut target, fixed_ip) {
        target.insert("fixed_ip_address".into(), fixed_ip.into());
    }
    let path = format!("/v2.0/floatingips/{}", encode(floating_ip));
    let body = Json::from(value!({ "floatingip": target }));
    work.neutron_put(&path, &body)
        .await
        .map(drop)
        .map_err(Failure::elsewhere)
}

/// Changes what an internal port is beside its place.
pub(super) async fn change_internal_port(
    work: &Work,
    port: &str,
    extra: &Value,
) -> Result<(), Failure> {
    let body = extra_members(extra);
    if body.is_empty() {
        return Ok(());
    }
    let body = Json::from(value!({ "port": body }));
    work.neutron_put(&path(port), &body)
        .await
        .map(drop)
        .map_err(Failure::elsewhere)
}

/// The ids of the internal ports.
pub(super) fn internal(work: &Work) -> Vec<String> {
    kept(work, INTERNAL).map(|(id, _)| id).collect()
}

/// The ids of all ports that are known, external ones with their networks.
pub(super) fn all(work: &Work) -> Vec<(String, Option<String>)> {
    kept(work, INTERNAL).chain(kept(work, EXTERNAL)).collect()
}

/// Keeps in mind which ports the server has that Heat did not make.
pub(super) async fn note_external(work: &mut Work) -> Result<(), Failure> {
    let server = work.physical_id().unwrap_or_default().to_owned();
    let internal = internal(work);
    let external: Vec<Value> = interfaces(work, &server)
        .await?
        .iter()
        .filter(|interface| !internal.iter().any(|id| id == text(interface, "port_id")))
        .map(|interface| {
            value!({ "id": text(interface, "port_id"), "network": text(interface, "net_id") })
        })
        .collect();
    work.set_data(EXTERNAL, external.into()).await
}

/// Forgets the external ports, which are not Heat's to delete.
pub(super) async fn forget_external(work: &mut Work) -> Result<(), Failure> {
    match work.data(EXTERNAL) {
        Some(_) => work.set_data(EXTERNAL, Value::Null).await,
        None => Ok(()),
    }
}

/// Deletes all internal ports.
pub(super) async fn delete_internal_ports(work: &mut Work) -> Result<(), Failure> {
    for port in internal(work) {
        delete_internal_port(work, &port).await?;
    }
    Ok(())
}

/// Deletes an internal port.
pub(super) async fn delete_internal_port(work: &mut Work, port: &str) -> Result<(), Failure> {
    work.neutron_delete(&path(port))
        .await
        .map_err(Failure::elsewhere)?;
    let left: Vec<Value> = internal(work)
        .into_iter()
        .filter(|known| known != port)
        .map(|id| value!({ "id": id }))
        .collect();
    work.set_data(INTERNAL, left.into()).await
}

/// Looks for internal ports whose ids an interrupted create did not store.
pub(super) async fn find_unfinished(work: &mut Work) -> Result<(), Failure> {
    let networks = work.property("networks").clone();
    for (number, network) in networks.as_list().unwrap_or_default().iter().enumerate() {
        if needs_internal_port(network) {
            claim(work, &port_name(work, number)).await?;
        }
    }
    Ok(())
}

/// Takes a port of the name that nobody uses and nobody has claimed.
async fn claim(work: &mut Work, name: &str) -> Result<(), Failure> {
    let candidates = ports_named(work, name)
        .await?
        .into_iter()
        .filter(|port| text(port, "device_id").is_empty())
        .filter(|port| work.is_of_the_past(port.get("created_at")))
        .map(|port| text(&port, "id").to_owned())
        .collect();
    work.claim(candidates, |record, id| {
        if let Value::Map(data) = &mut record.data {
            let ports = data.entry(Key::from(INTERNAL)).or_default();
            let mut all = ports.as_list().unwrap_or_default().to_vec();
            all.push(value!({ "id": id }));
            *ports = all.into();
        }
    })
    .await
    .map(drop)
}

/// An internal port that was made before an interruption, and is not in use.
async fn free_internal_port(work: &Work, name: &str) -> Result<Option<String>, Failure> {
    let known = internal(work);
    if known.is_empty() {
        return Ok(None);
    }
    let found = ports_named(work, name).await?;
    Ok(found
        .iter()
        .filter(|port| text(port, "device_id").is_empty())
        .map(|port| text(port, "id").to_owned())
        .find(|id| known.contains(id)))
}

async fn make_internal_port(
    work: &mut Work,
    network: &Value,
    name: String,
) -> Result<String, Failure> {
    let mut port = Map::new();
    port.insert("network_id".into(), network_id(work, network).await?);
    let address: Map = [("fixed_ip", "ip_address"), ("subnet", "subnet_id")]
        .into_iter()
        .filter_map(|(from, to)| Some((to.into(), given(network, from)?.into())))
        .collect();
    if !address.is_empty() {
        port.insert("fixed_ips".into(), value!([address]));
    }
    let groups = work.property("security_groups");
    if groups.is_truthy() {
        let ids = security_groups::ids(work, groups).await?;
        port.insert("security_groups".into(), ids);
    }
    let extra = network.get("port_extra_properties");
    port.extend(extra_members(extra.unwrap_or(&Value::Null)));
    port.insert("name".into(), name.into());
    let body = Json::from(value!({ "port": port }));
    let made = work
        .neutron_post("/v2.0/ports", &body)
        .await
        .map_err(Failure::elsewhere)?;
    let Some(id) = made.pointer("/port/id").and_then(Json::as_str) else {
        return Err(Failure::new("KeyError", "'port'"));
    };
    let mut all: Vec<Value> = internal(work)
        .into_iter()
        .map(|id| value!({ "id": id }))
        .collect();
    all.push(value!({ "id": id }));
    work.set_data(INTERNAL, all.into()).await?;
    Ok(id.to_owned())
}

/// The members that `port_extra_properties` give a port.
fn extra_members(extra: &Value) -> Map {
    let mut members = Map::new();
    let Some(extra) = extra.as_map() else {
        return members;
    };
    if let Some(Value::Map(more)) = extra.get("value_specs") {
        members.extend(more.clone());
    }
    for (key, value) in extra {
        match key.as_str() {
            Some("no_fixed_ips") if value.is_truthy() => {
                members.insert("fixed_ips".into(), value!([]));
            }
            Some("value_specs" | "no_fixed_ips") => {}
            Some("qos_policy") if !value.is_null() => {
                members.insert("qos_policy_id".into(), value.clone());
            }
            Some("allowed_address_pairs") if !value.is_null() => {
                let pairs = value.as_list().unwrap_or_default().iter();
                let pairs: Vec<Value> = pairs.map(without_nulls).collect();
                members.insert(key.into(), pairs.into());
            }
            _ if !value.is_null() => {
                members.insert(key.into(), value.clone());
            }
            _ => {}
        }
    }
    members
}

fn needs_internal_port(network: &Value) -> bool {
    given(network, "port").is_none()
        && (given(network, "subnet").is_some()
            || network
                .get("port_extra_properties")
                .is_some_and(Value::is_truthy))
}

fn port_name(work: &Work, number: usize) -> String {
    format!("{}-port-{number}", work.record.name)
}

/// Refuses a subnet that is not one of the network beside it.
async fn check_subnet(work: &Work, network: &Value) -> Result<(), Failure> {
    if given(network, "port").is_some() {
        return Ok(());
    }
    if let (Some(id), Some(subnet)) = (given(network, "network"), given(network, "subnet"))
        && network_of(work, subnet).await? != id
    {
        return Err(Failure::new(
            "StackValidationFailed",
            format!("Specified subnet {subnet} does not belongs to network {id}."),
        ));
    }
    Ok(())
}

async fn network_of(work: &Work, subnet: &str) -> Result<String, Failure> {
    let path = format!("/v2.0/subnets/{}", encode(subnet));
    let shown = work.neutron_get(&path).await.map_err(Failure::elsewhere)?;
    let network = shown.pointer("/subnet/network_id").and_then(Json::as_str);
    Ok(network.unwrap_or_default().to_owned())
}

async fn ports_named(work: &Work, name: &str) -> Result<Vec<Json>, Failure> {
    let path = format!("/v2.0/ports?name={}", encode(name));
    let mut found = work.neutron_get(&path).await.map_err(Failure::elsewhere)?;
    Ok(match found.get_mut("ports").map(Json::take) {
        Some(Json::Array(ports)) => ports,
        _ => Vec::new(),
    })
}

fn kept<'a>(work: &'a Work, key: &str) -> impl Iterator<Item = (String, Option<String>)> + 'a {
    let ports = work.data(key).and_then(Value::as_list).unwrap_or_default();
    ports.iter().filter_map(|port| {
        let network = port.get("network").and_then(Value::as_str);
        Some((
            port.get("id")?.as_str()?.to_owned(),
            network.map(str::to_owned),
        ))
    })
}

fn path(port: &str) -> String {
    format!("/v2.0/ports/{}", encode(port))
}
