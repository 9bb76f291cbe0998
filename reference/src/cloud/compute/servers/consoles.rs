//! Consoles of servers: URLs that lead nowhere, as there are no machines.

use serde_json::{Map, Value, json};

use super::server::{Server, Status};
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::{bad_request, conflict};
use crate::cloud::json::text;
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};

/// The types of consoles that there are.
const KNOWN: &[&str] = &["novnc", "spice-html5", "rdp-html5", "serial", "webmks"];

/// `POST /servers/{id}/remote-consoles`.
pub(super) fn create(call: &Call, server: &Server) -> Answer {
    let empty = Map::new();
    let given = call.member("remote_console").unwrap_or(&empty);
    let protocol = text(given, "protocol");
    let kind = text(given, "type");
    let url = url(server, kind)?;
    Ok(Reply::ok(json!({
        "remote_console": { "protocol": protocol, "type": kind, "url": url },
    })))
}

/// The older actions, `os-getVNCConsole` and its like.
pub(super) fn show(server: &Server, given: &Map<String, Value>) -> Answer {
    let kind = text(given, "type");
    let url = url(server, kind)?;
    Ok(Reply::ok(
        json!({ "console": { "type": kind, "url": url } }),
    ))
}

fn url(server: &Server, kind: &str) -> Result<String, Refusal> {
    if !KNOWN.contains(&kind) {
        return Err(bad_request(format!("Unavailable console type {kind}.")));
    }
    if server.status != Status::Active {
        return Err(conflict(format!("Instance {} is not ready", server.id)));
    }
    Ok(format!(
        "http://127.0.0.1:6080/{kind}.html?token={}",
        server.id
    ))
}
