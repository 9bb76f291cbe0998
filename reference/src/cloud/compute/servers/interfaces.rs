//! Interfaces of servers: ports that come and go while the server is there.

use http::Method;
use serde_json::{Map, Value, json};

use super::actions::check_status;
use super::nics::{Nic, plug};
use super::server::{Server, Status};
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::{bad_request, not_found};
use crate::cloud::json::{list, text};
use crate::cloud::network::{networks, ports};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// Answers a call; `rest` is the path after `/servers/{id}/os-interface`.
pub(super) fn answer(cloud: &mut Cloud, call: &Call, server: Server, rest: &[&str]) -> Answer {
    match (&call.method, rest) {
        (&Method::GET, []) => {
            let all: Vec<Value> = ports::of_device(cloud, &server.id).map(view).collect();
            Ok(Reply::ok(json!({ "interfaceAttachments": all })))
        }
        (&Method::GET, [port]) => {
            let port = find(cloud, &server, port)?;
            Ok(Reply::ok(json!({ "interfaceAttachment": view(port) })))
        }
        (&Method::POST, []) => attach(cloud, call, server),
        (&Method::DELETE, [port]) => detach(cloud, server, port),
        _ => Err(Refusal::no_route()),
    }
}

fn attach(cloud: &mut Cloud, call: &Call, mut server: Server) -> Answer {
    check_status(&server, "attach_interface", ATTACHABLE)?;
    let empty = Map::new();
    let given = call.member("interfaceAttachment").unwrap_or(&empty);
    let value = |name| match text(given, name) {
        "" => None,
        value => Some(value.to_owned()),
    };
    let fixed_ip = list(given, "fixed_ips")
        .first()
        .and_then(|address| address.get("ip_address")?.as_str())
        .map(ToOwned::to_owned);
    let mut nic = Nic {
        network: value("net_id"),
        port: value("port_id"),
        fixed_ip,
    };
    if nic.network.is_some() && nic.port.is_some() {
        return Err(bad_request("Must not input both network_id and port_id"));
    }
    if nic.fixed_ip.is_some() && nic.network.is_none() {
        return Err(bad_request("Must input network_id when request IP address"));
    }
    if nic.network.is_none() && nic.port.is_none() {
        let first = networks::usable(cloud, &call.project).next();
        nic.network = first.map(|network| network.id.clone());
    }
    let owner = format!("compute:{}", server.availability_zone);
    let (port, is_new) = plug(cloud, &call.project, &server.id, &owner, &nic, &[])?;
    let reply = find(cloud, &server, &port).map(view)?;
    if is_new {
        server.own_ports.push(port);
    }
    server.updated = cloud.now;
    server.write(cloud);
    Ok(Reply::ok(json!({ "interfaceAttachment": reply })))
}

fn detach(cloud: &mut Cloud, mut server: Server, port: &str) -> Answer {
    find(cloud, &server, port)?;
    check_status(&server, "detach_interface", ATTACHABLE)?;
    if server.own_ports.iter().any(|own| own == port) {
        server.own_ports.retain(|own| own != port);
        ports::take_away(cloud, port);
    } else {
        ports::bind(cloud, port, "", "");
    }
    server.updated = cloud.now;
    server.write(cloud);
    Ok(Reply::empty(202))
}

const ATTACHABLE: &[Status] = &[Status::Active, Status::Paused, Status::Shutoff];

fn find<'a>(cloud: &'a Cloud, server: &Server, port: &str) -> Result<&'a Object, Refusal> {
    cloud
        .objects
        .get(Kind::Port, port)
        .filter(|found| text(&found.body, "device_id") == server.id)
        .ok_or_else(|| not_found(format!("Port id {port} could not be found.")))
}

fn view(port: &Object) -> Value {
    json!({
        "port_state": text(&port.body, "status"),
        "port_id": port.id,
        "net_id": text(&port.body, "network_id"),
        "mac_addr": text(&port.body, "mac_address"),
        "fixed_ips": list(&port.body, "fixed_ips"),
    })
}
