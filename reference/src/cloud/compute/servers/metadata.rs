//! Metadata of servers.

use http::Method;
use serde_json::{Map, Value, json};

use super::create::{accept_metadata, check_metadata_count};
use super::server::Server;
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::{bad_request, not_found};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// Answers a call; `rest` is the path after `/servers/{id}/metadata`.
pub(super) fn answer(cloud: &mut Cloud, call: &Call, mut server: Server, rest: &[&str]) -> Answer {
    let missing = || not_found("Metadata item was not found");
    let reply = match (&call.method, rest) {
        (&Method::GET, []) => return Ok(Reply::ok(json!({ "metadata": server.metadata }))),
        (&Method::GET, [key]) => {
            let value = server.metadata.get(*key).ok_or_else(missing)?;
            return Ok(Reply::ok(json!({ "meta": { *key: value } })));
        }
        (&Method::POST | &Method::PUT, []) => {
            let given = accept(cloud, call, "metadata")?;
            if call.method == Method::PUT {
                server.metadata.clear();
            }
            server.metadata.extend(given);
            Reply::ok(json!({ "metadata": server.metadata }))
        }
        (&Method::PUT, [key]) => {
            let given = accept(cloud, call, "meta")?;
            if given.len() != 1 || !given.contains_key(*key) {
                return Err(bad_request("Request body and URI mismatch"));
            }
            server.metadata.extend(given.clone());
            Reply::ok(json!({ "meta": given }))
        }
        (&Method::DELETE, [key]) => {
            server.metadata.shift_remove(*key).ok_or_else(missing)?;
            Reply::empty(204)
        }
        _ => return Err(Refusal::no_route()),
    };
    check_metadata_count(cloud, server.metadata.len())?;
    server.updated = cloud.now;
    server.write(cloud);
    Ok(reply)
}

fn accept(cloud: &Cloud, call: &Call, name: &str) -> Result<Map<String, Value>, Refusal> {
    let given = call.body.as_ref().and_then(|body| body.get(name));
    if given.is_none() {
        return Err(bad_request(format!("'{name}' is a required property")));
    }
    accept_metadata(cloud, given)
}
