//! Taking ports out of a server and putting them in.

use std::time::Duration;

use heat_spec::{Map, Value, value};
use serde_json::Value as Json;

use super::super::{interfaces, text};
use super::path;
use super::status::fetch;
use crate::clock::later;
use crate::cloud::call::encode;
use crate::engine::Failure;
use crate::resources::waiting::Pauses;
use crate::resources::{Work, uninterrupted};

/// How long an interface may take to come or go: about as long as upstream's ten questions.
const PATIENCE: Duration = Duration::from_mins(1);

/// What is to be put into a server: a port, or one of a network; if neither, Nova decides.
#[derive(Debug, Default)]
pub(super) struct Attachment {
    pub(super) port: Option<String>,
    pub(super) network: Option<String>,
    pub(super) fixed_ip: Option<String>,
    /// The groups of a port that Nova makes.
    pub(super) security_groups: Option<Value>,
}

/// Takes a port out of a server and waits until it is free; that it is gone is as good.
pub(super) async fn detach(work: &Work, server: &str, port: &str) -> Result<(), Failure> {
    work.nova_delete(&format!("{}/os-interface/{}", path(server), encode(port)))
        .await?;
    let end = later(work.app.clock.now(), PATIENCE);
    let mut pauses = Pauses::new();
    while is_in(work, server, port).await? {
        if work.app.clock.now() > end {
            return Err(Failure::new(
                "InterfaceDetachFailed",
                format!("Failed to detach interface ({port}) from server ({server})"),
            ));
        }
        pauses.next(&work.app.clock).await;
    }
    Ok(())
}

/// Puts a port into a server and waits until it is there.
pub(super) async fn attach(
    work: &Work,
    server: &str,
    attachment: Attachment,
) -> Result<(), Failure> {
    let mut body = Map::new();
    if let Some(port) = &attachment.port {
        body.insert("port_id".into(), port.as_str().into());
    } else if let Some(network) = attachment.network {
        body.insert("net_id".into(), network.into());
    }
    if let Some(address) = attachment.fixed_ip {
        body.insert("fixed_ips".into(), value!([{ "ip_address": address }]));
    }
    let body = Json::from(value!({ "interfaceAttachment": body }));
    let path = format!("{}/os-interface", path(server));
    let groups = attachment
        .security_groups
        .filter(|_| attachment.port.is_none());
    let made = uninterrupted(async {
        let made = work.nova_post(&path, &body).await?;
        if let Some(groups) = groups {
            let port = made.pointer("/interfaceAttachment/port_id");
            let port = port.and_then(Json::as_str).unwrap_or_default();
            let body = Json::from(value!({ "port": { "security_groups": groups } }));
            work.neutron_put(&format!("/v2.0/ports/{}", encode(port)), &body)
                .await
                .map_err(Failure::elsewhere)?;
        }
        Ok::<_, Failure>(made)
    })
    .await?;
    let port = made.pointer("/interfaceAttachment/port_id");
    let port = port.and_then(Json::as_str).unwrap_or_default();
    wait_attached(work, server, port).await
}

async fn wait_attached(work: &Work, server: &str, port: &str) -> Result<(), Failure> {
    let end = later(work.app.clock.now(), PATIENCE);
    let mut pauses = Pauses::new();
    while !is_shown(work, server, port).await? {
        if work.app.clock.now() > end {
            return Err(Failure::new(
                "InterfaceAttachFailed",
                format!("Failed to attach interface ({port}) to server ({server})"),
            ));
        }
        pauses.next(&work.app.clock).await;
    }
    Ok(())
}

/// Whether a port is still in a server.
async fn is_in(work: &Work, server: &str, port: &str) -> Result<bool, Failure> {
    let shown = work
        .neutron_get(&format!("/v2.0/ports/{}", encode(port)))
        .await;
    match shown {
        Ok(shown) => Ok(shown
            .pointer("/port/device_id")
            .is_some_and(|device| device == server)),
        Err(error) if error.is_not_found() => Ok(false),
        Err(error) => Err(Failure::elsewhere(error)),
    }
}

/// Whether a server shows the addresses of a port, as its attributes then do.
async fn is_shown(work: &Work, server: &str, port: &str) -> Result<bool, Failure> {
    let Some(shown) = fetch(work, server).await? else {
        return Ok(false);
    };
    let addresses: Vec<&Json> = shown
        .get("addresses")
        .and_then(Json::as_object)
        .into_iter()
        .flat_map(|networks| networks.values())
        .filter_map(Json::as_array)
        .flatten()
        .collect();
    let interfaces = interfaces(work, server).await?;
    let Some(interface) = interfaces
        .iter()
        .find(|interface| text(interface, "port_id") == port)
    else {
        return Ok(false);
    };
    let fixed_ips = interface.get("fixed_ips").and_then(Json::as_array);
    Ok(fixed_ips.into_iter().flatten().all(|fixed_ip| {
        let address = text(fixed_ip, "ip_address");
        addresses.iter().any(|shown| text(shown, "addr") == address)
    }))
}
