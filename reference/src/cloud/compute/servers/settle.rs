//! Ends what servers do in the background when its time has come.

use super::server::{Fault, Pending, Server, Status};
use crate::cloud::network::ports;
use crate::cloud::objects::Kind;
use crate::cloud::state::Cloud;

/// Ends everything that is due.
pub(in crate::cloud) fn settle(cloud: &mut Cloud) {
    let due: Vec<Server> = cloud
        .objects
        .all(Kind::Server)
        .filter(|server| server.body.get("pending").is_some_and(|at| !at.is_null()))
        .filter_map(Server::read)
        .filter(|server| {
            server
                .pending
                .as_ref()
                .is_some_and(|pending| pending.at <= cloud.now)
        })
        .collect();
    for mut server in due {
        if let Some(pending) = server.pending.take() {
            finish(cloud, server, pending);
        }
    }
}

/// Takes a server away, with the ports that were made for it; other ports become free.
pub(super) fn vanish(cloud: &mut Cloud, server: &Server) {
    let all: Vec<String> = ports::of_device(cloud, &server.id)
        .map(|port| port.id.clone())
        .collect();
    for port in all {
        if server.own_ports.contains(&port) {
            ports::take_away(cloud, &port);
        } else {
            ports::bind(cloud, &port, "", "");
        }
    }
    cloud.objects.remove(Kind::Server, &server.id);
}

fn finish(cloud: &mut Cloud, mut server: Server, pending: Pending) {
    if pending.status == Status::Deleted {
        vanish(cloud, &server);
        return;
    }
    server.status = pending.status;
    server.task_state = None;
    server.updated = pending.at;
    if pending.fault.is_some()
        && let Some(flavor) = server.old_flavor.take()
    {
        // A resize that fails leaves the server as it was.
        server.flavor = flavor;
    }
    server.fault = pending.fault.map(|message| Fault {
        code: 500,
        message,
        created: pending.at,
    });
    if pending.status == Status::Active {
        server.launched.get_or_insert(pending.at);
    }
    server.write(cloud);
}
