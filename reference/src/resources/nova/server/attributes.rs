//! Attributes of servers.

use std::collections::BTreeMap;
use std::net::IpAddr;

use heat_spec::{Value, value};
use serde_json::{Value as Json, json};

use super::super::text;
use super::{name_of, own_path};
use crate::cloud::call::encode;
use crate::cloud::find;
use crate::engine::Failure;
use crate::resources::Work;

/// The types of consoles, each with the protocol that Nova wants to hear.
const CONSOLES: &[(&str, &str)] = &[
    ("novnc", "vnc"),
    ("xvpvnc", "vnc"),
    ("spice-html5", "spice"),
    ("rdp-html5", "rdp"),
    ("serial", "serial"),
    ("webmks", "mks"),
];

/// The value of an attribute.
pub(super) async fn attribute(work: &Work, name: &str) -> Result<Value, Failure> {
    if work.physical_id().is_none() {
        return Ok(Value::Null);
    }
    match name {
        "name" => return Ok(name_of(work).into()),
        "os_collect_config" => {
            let config = work.record.metadata.get("os-collect-config");
            return Ok(config.cloned().unwrap_or_else(|| value!({})));
        }
        _ => {}
    }
    let mut shown = match work.nova_get(&own_path(work)).await {
        Ok(shown) => shown,
        Err(error) if error.is_not_found() => {
            return Ok(if name == "show" {
                Value::Null
            } else {
                "".into()
            });
        }
        Err(error) => return Err(error.into()),
    };
    let mut server = shown.get_mut("server").map(Json::take).unwrap_or_default();
    let mut member =
        |name: &str| Value::from(server.get_mut(name).map(Json::take).unwrap_or_default());
    Ok(match name {
        "show" => server.into(),
        "instance_name" => member("OS-EXT-SRV-ATTR:instance_name"),
        "accessIPv4" | "accessIPv6" => member(name),
        "first_address" => first_address(&server).into(),
        "networks" => networks(work, &server).await?.into(),
        "addresses" => addresses(work).await?.into(),
        "console_urls" => console_urls(work).await,
        "tags" => {
            let mut found = work.nova_get(&format!("{}/tags", own_path(work))).await?;
            found
                .get_mut("tags")
                .map(Json::take)
                .unwrap_or_default()
                .into()
        }
        _ => Value::Null,
    })
}

/// The addresses by the names of their networks, in the order of these.
fn by_network(server: &Json) -> BTreeMap<&str, Vec<&str>> {
    let networks = server.get("addresses").and_then(Json::as_object);
    networks
        .into_iter()
        .flatten()
        .map(|(network, addresses)| {
            let addresses = addresses.as_array().into_iter().flatten();
            let addresses = addresses.map(|address| text(address, "addr")).collect();
            (network.as_str(), addresses)
        })
        .collect()
}

/// The first address on the last network.
fn first_address(server: &Json) -> &str {
    let networks = by_network(server);
    let addresses = networks.values().rev().find_map(|all| all.first());
    addresses.copied().unwrap_or_default()
}

async fn networks(work: &Work, server: &Json) -> Result<Json, Failure> {
    let networks = by_network(server);
    let networks = networks
        .into_iter()
        .map(|(name, addresses)| (name.to_owned(), json!(addresses)));
    with_ids(work, networks.collect()).await
}

/// The same by name, and again by id.
async fn with_ids(work: &Work, networks: Vec<(String, Json)>) -> Result<Json, Failure> {
    let mut all = networks.clone();
    for (name, value) in networks {
        let cloud = &work.app.cloud;
        match find::resolve(cloud, &work.project_id, "neutron.network", &name).await {
            Ok(id) => all.push((id, value)),
            // There is none of the name any more, or several.
            Err(error) if error.is_not_found() || error.status.is_none() => {}
            Err(error) => return Err(Failure::elsewhere(error)),
        }
    }
    Ok(all.into_iter().collect())
}

/// The addresses of all ports with what is known about each, by network.
async fn addresses(work: &Work) -> Result<Json, Failure> {
    let id = work.physical_id().unwrap_or_default();
    let ports = list(work, "ports", &format!("device_id={}", encode(id))).await?;
    let mut networks: Vec<(String, Vec<Json>)> = Vec::new();
    for port in &ports {
        let network_id = encode(text(port, "network_id"));
        let found = list(work, "networks", &format!("id={network_id}")).await?;
        let Some(network) = found.first() else {
            continue;
        };
        let name = text(network, "name");
        let known = networks.iter().position(|(known, _)| known == name);
        let place = known.unwrap_or_else(|| {
            networks.push((name.to_owned(), Vec::new()));
            networks.len() - 1
        });
        let fixed_ips = port.get("fixed_ips").and_then(Json::as_array);
        for fixed_ip in fixed_ips.into_iter().flatten() {
            let entries = port_entries(work, port, network, text(fixed_ip, "ip_address")).await?;
            networks[place].1.extend(entries);
        }
    }
    let networks = networks
        .into_iter()
        .map(|(name, entries)| (name, Json::Array(entries)));
    with_ids(work, networks.collect()).await
}

/// The floating addresses that lead to an address of a port, then that address.
async fn port_entries(
    work: &Work,
    port: &Json,
    network: &Json,
    address: &str,
) -> Result<Vec<Json>, Failure> {
    // A list with one number in it is what upstream gives.
    let version = match address.parse() {
        Ok(IpAddr::V4(_)) => json!([4]),
        Ok(IpAddr::V6(_)) => json!([6]),
        Err(_) => Json::Null,
    };
    let mac_address = text(port, "mac_address");
    let mut entries = Vec::new();
    let filter = format!("fixed_ip_address={}", encode(address));
    for floating_ip in list(work, "floatingips", &filter).await? {
        entries.push(json!({
            "addr": text(&floating_ip, "floating_ip_address"),
            "version": version,
            "OS-EXT-IPS-MAC:mac_addr": mac_address,
            "OS-EXT-IPS:type": "floating",
            "port": null,
        }));
    }
    entries.push(json!({
        "addr": address,
        "OS-EXT-IPS-MAC:mac_addr": mac_address,
        "OS-EXT-IPS:type": "fixed",
        "port": text(port, "id"),
        "version": version,
        "subnets": subnets(work, port).await,
        "network": network,
    }));
    Ok(entries)
}

/// The subnets of a port's addresses; nothing if one cannot be had.
async fn subnets(work: &Work, port: &Json) -> Option<Vec<Json>> {
    let mut subnets = Vec::new();
    for fixed_ip in port.get("fixed_ips")?.as_array()? {
        let path = format!("/v2.0/subnets/{}", encode(text(fixed_ip, "subnet_id")));
        let mut shown = work.neutron_get(&path).await.ok()?;
        subnets.push(shown.get_mut("subnet")?.take());
    }
    Some(subnets)
}

async fn list(work: &Work, many: &str, filter: &str) -> Result<Vec<Json>, Failure> {
    let path = format!("/v2.0/{many}?{filter}");
    let mut found = work.neutron_get(&path).await.map_err(Failure::elsewhere)?;
    Ok(match found.get_mut(many).map(Json::take) {
        Some(Json::Array(found)) => found,
        _ => Vec::new(),
    })
}

/// The URL of every console, or why there is none.
async fn console_urls(work: &Work) -> Value {
    let path = format!("{}/remote-consoles", own_path(work));
    let mut urls: Vec<(&str, String)> = Vec::new();
    for (kind, protocol) in CONSOLES {
        let body = json!({ "remote_console": { "protocol": protocol, "type": kind } });
        let url = match work.nova_post(&path, &body).await {
            Ok(shown) => {
                let url = shown.pointer("/remote_console/url").and_then(Json::as_str);
                url.unwrap_or_default().to_owned()
            }
            Err(error) => format!("Cannot get console url: {error}"),
        };
        urls.push((kind, url));
    }
    urls.into_iter().collect()
}
