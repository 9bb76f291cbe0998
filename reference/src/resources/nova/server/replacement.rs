//! Making way for a replacement, and coming back: ports that the template names can be in one
//! server at a time only.

use serde_json::Value as Json;

use super::super::{interfaces, text};
use super::interfaces::{Attachment, attach, detach};
use super::status::wait_active_of;
use super::{path, ports};
use crate::cloud::call::encode;
use crate::engine::Failure;
use crate::resources::Work;
use crate::store::resources::ResourceRecord;

/// Takes all ports out of the server; out of one that is in error, only those that Heat made.
pub(super) async fn prepare(work: &mut Work) -> Result<(), Failure> {
    let Some(id) = work.physical_id().map(str::to_owned) else {
        return Ok(());
    };
    let is_well = match work.nova_get(&path(&id)).await {
        Ok(shown) => shown
            .pointer("/server/status")
            .is_none_or(|status| status != "ERROR"),
        Err(error) if error.is_not_found() => false,
        Err(error) => return Err(error.into()),
    };
    if !is_well {
        return ports::delete_internal_ports(work).await;
    }
    for (port, _) in ports::all(work) {
        detach(work, &id, &port).await?;
    }
    Ok(())
}

/// Takes the ports out of the replacement, if it was made, and puts them back.
pub(super) async fn restore(
    work: &mut Work,
    replacement: Option<&ResourceRecord>,
) -> Result<(), Failure> {
    let Some(id) = work.physical_id().map(str::to_owned) else {
        return Ok(());
    };
    if let Some(other) = replacement.and_then(|record| record.physical_resource_id.as_deref()) {
        release(work, other).await?;
    }
    let present = interfaces(work, &id).await?;
    let mut present: Vec<(&str, &str)> = present
        .iter()
        .map(|interface| (text(interface, "port_id"), text(interface, "net_id")))
        .collect();
    for (port, network) in ports::all(work) {
        let exists = exists(work, &port).await?;
        // A port that Nova had made went with the interface: another one takes its place.
        let is_there = |(known, on): &(&str, &str)| {
            *known == port || (!exists && network.as_deref() == Some(*on))
        };
        if let Some(place) = present.iter().position(is_there) {
            present.remove(place);
            continue;
        }
        let attachment = Attachment {
            network: network.filter(|_| !exists),
            port: exists.then_some(port),
            ..Attachment::default()
        };
        attach(work, &id, attachment).await?;
    }
    ports::note_external(work).await
}

/// Takes all ports out of the replacement once it is active; one in error, or gone, holds none.
async fn release(work: &Work, server: &str) -> Result<(), Failure> {
    match wait_active_of(work, server).await {
        Ok(()) => {}
        Err(Failure::InError { .. }) => return Ok(()),
        Err(failure) => {
            return match work.nova_get(&path(server)).await {
                Err(error) if error.is_not_found() => Ok(()),
                _ => Err(failure),
            };
        }
    }
    let interfaces = match interfaces(work, server).await {
        Err(error) if error.is_not_found() => return Ok(()),
        result => result?,
    };
    for interface in &interfaces {
        detach(work, server, text(interface, "port_id")).await?;
    }
    Ok(())
}

async fn exists(work: &Work, port: &str) -> Result<bool, Failure> {
    let path = format!("/v2.0/ports/{}?fields=id", encode(port));
    match work.neutron_get(&path).await {
        Ok(shown) => Ok(shown.get("port").is_some_and(Json::is_object)),
        Err(error) if error.is_not_found() => Ok(false),
        Err(error) => Err(Failure::elsewhere(error)),
    }
}
