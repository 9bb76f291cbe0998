//! Tags of servers.

use http::Method;
use serde_json::{Value, json};

use super::server::Server;
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::{bad_request, not_found};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// How many tags a server may have, and how long each may be.
const MOST_TAGS: usize = 50;
const LONGEST_TAG: usize = 60;

/// Answers a call; `rest` is the path after `/servers/{id}/tags`.
pub(super) fn answer(cloud: &mut Cloud, call: &Call, mut server: Server, rest: &[&str]) -> Answer {
    let place = |tag: &str| server.tags.iter().position(|known| known == tag);
    let missing = |tag: &str| not_found(format!("Instance {} has no tag '{tag}'", server.id));
    let reply = match (&call.method, rest) {
        (&Method::GET, []) => return Ok(Reply::ok(json!({ "tags": server.tags }))),
        (&Method::GET, [tag]) => {
            place(tag).ok_or_else(|| missing(tag))?;
            return Ok(Reply::empty(204));
        }
        (&Method::PUT, []) => {
            server.tags = accept(call)?;
            Reply::ok(json!({ "tags": server.tags }))
        }
        (&Method::PUT, [tag]) => {
            check(tag)?;
            if place(tag).is_some() {
                return Ok(Reply::empty(204));
            }
            server.tags.push((*tag).to_owned());
            Reply::empty(201)
        }
        (&Method::DELETE, []) => {
            server.tags.clear();
            Reply::empty(204)
        }
        (&Method::DELETE, [tag]) => {
            let place = place(tag).ok_or_else(|| missing(tag))?;
            server.tags.remove(place);
            Reply::empty(204)
        }
        _ => return Err(Refusal::no_route()),
    };
    if server.tags.len() > MOST_TAGS {
        return Err(bad_request(format!(
            "The number of tags exceeded the per-server limit {MOST_TAGS}"
        )));
    }
    server.updated = cloud.now;
    server.write(cloud);
    Ok(reply)
}

fn accept(call: &Call) -> Result<Vec<String>, Refusal> {
    let given = call.body.as_ref().and_then(|body| body.get("tags"));
    let Some(Value::Array(given)) = given else {
        return Err(bad_request("'tags' is a required property"));
    };
    let mut tags: Vec<String> = Vec::new();
    for tag in given {
        let tag = tag
            .as_str()
            .ok_or_else(|| bad_request("Invalid input for field/attribute tags"))?;
        check(tag)?;
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    Ok(tags)
}

fn check(tag: &str) -> Result<(), Refusal> {
    let is_fine = (1..=LONGEST_TAG).contains(&tag.chars().count()) && !tag.contains([',', '/']);
    if is_fine {
        Ok(())
    } else {
        Err(bad_request(format!(
            "Invalid input for field/attribute tags. Value: {tag}. A tag has 1 to {LONGEST_TAG} \
             characters, none of them ',' or '/'"
        )))
    }
}
