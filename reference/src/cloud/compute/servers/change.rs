//! Renames and deletes servers.

use serde_json::json;

use super::create::accept_name;
use super::server::{Server, Status};
use super::view;
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::bad_request;
use crate::cloud::json::text;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// `PUT /servers/{id}`: name, description, access addresses.
pub(super) fn update(cloud: &mut Cloud, call: &Call, mut server: Server) -> Answer {
    let given = call
        .member("server")
        .ok_or_else(|| bad_request("'server' is a required property"))?;
    if given.contains_key("name") {
        server.name = accept_name(given.get("name"))?;
    }
    if given.contains_key("accessIPv4") {
        text(given, "accessIPv4").clone_into(&mut server.access_ip_v4);
    }
    if given.contains_key("accessIPv6") {
        text(given, "accessIPv6").clone_into(&mut server.access_ip_v6);
    }
    if let Some(description) = given.get("description") {
        server.description = description.as_str().map(ToOwned::to_owned);
    }
    server.updated = cloud.now;
    let view = view::view(cloud, call, &server);
    server.write(cloud);
    Ok(Reply::ok(json!({ "server": view })))
}

/// `DELETE /servers/{id}`, and the action `forceDelete`.
pub(super) fn delete(cloud: &mut Cloud, mut server: Server) -> Reply {
    // A server that is being deleted goes at its time, however often it is asked to.
    let is_going = server
        .pending
        .as_ref()
        .is_some_and(|pending| pending.status == Status::Deleted);
    if !is_going {
        let status = server.status;
        server.begin(cloud, status, "deleting", Status::Deleted);
        server.write(cloud);
    }
    Reply::empty(204)
}
