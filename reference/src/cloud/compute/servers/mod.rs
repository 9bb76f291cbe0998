//! Servers.

mod actions;
mod change;
mod consoles;
mod create;
mod create_image;
mod interfaces;
mod list;
mod metadata;
mod nics;
mod server;
pub(in crate::cloud) mod settle;
mod tags;
mod view;

use http::Method;
use serde_json::json;

use super::flavors;
use super::refuse::no_server;
use crate::cloud::call::Call;
use crate::cloud::json::text;
use crate::cloud::objects::Kind;
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;
use server::Server;

/// Answers a call; `rest` is the path after `/servers`.
pub(super) fn answer(cloud: &mut Cloud, call: &Call, rest: &[&str]) -> Answer {
    let (id, rest) = match (&call.method, rest) {
        (&Method::POST, []) => return create::create(cloud, call),
        (&Method::GET, []) => return list::list(cloud, call, false),
        (&Method::GET, ["detail"]) => return list::list(cloud, call, true),
        (_, [id, rest @ ..]) => (*id, rest),
        _ => return Err(Refusal::no_route()),
    };
    let server = find(cloud, &call.project, id)?;
    match (&call.method, rest) {
        (&Method::GET, []) => Ok(Reply::ok(
            json!({ "server": view::view(cloud, call, &server) }),
        )),
        (&Method::PUT, []) => change::update(cloud, call, server),
        (&Method::DELETE, []) => Ok(change::delete(cloud, server)),
        (&Method::POST, ["action"]) => actions::act(cloud, call, server),
        (&Method::GET, ["ips"]) => Ok(Reply::ok(
            json!({ "addresses": view::addresses(cloud, &server) }),
        )),
        (&Method::GET, ["os-volume_attachments"]) => {
            Ok(Reply::ok(json!({ "volumeAttachments": [] })))
        }
        (&Method::POST, ["remote-consoles"]) => consoles::create(call, &server),
        (_, ["metadata", rest @ ..]) => metadata::answer(cloud, call, server, rest),
        (_, ["tags", rest @ ..]) => tags::answer(cloud, call, server, rest),
        (_, ["os-interface", rest @ ..]) => interfaces::answer(cloud, call, server, rest),
        _ => Err(Refusal::no_route()),
    }
}

/// What the servers of a project use together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    pub(super) instances: u64,
    pub(super) cores: u64,
    pub(super) ram: u64,
}

/// What a project uses.
pub(super) fn usage(cloud: &Cloud, project: &str) -> Usage {
    let mut usage = Usage::default();
    for server in cloud
        .objects
        .all(Kind::Server)
        .filter(|server| server.project == project)
    {
        usage.instances += 1;
        if let Some(flavor) = cloud
            .objects
            .get(Kind::Flavor, text(&server.body, "flavor"))
        {
            usage.cores = usage
                .cores
                .saturating_add(flavors::number(&flavor.body, "vcpus"));
            usage.ram = usage
                .ram
                .saturating_add(flavors::number(&flavor.body, "ram"));
        }
    }
    usage
}

fn find(cloud: &Cloud, project: &str, id: &str) -> Result<Server, Refusal> {
    cloud
        .objects
        .get(Kind::Server, id)
        .filter(|server| server.project == project)
        .and_then(Server::read)
        .ok_or_else(|| no_server(id))
}
