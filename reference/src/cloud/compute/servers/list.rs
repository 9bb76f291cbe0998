//! Lists servers.

use serde_json::{Value, json};

use super::server::Server;
use super::view;
use crate::cloud::call::Call;
use crate::cloud::compute::refuse::bad_request;
use crate::cloud::objects::Kind;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// `GET /servers` and `GET /servers/detail`: newest first.
pub(super) fn list(cloud: &Cloud, call: &Call, detailed: bool) -> Answer {
    let mut found: Vec<Server> = cloud
        .objects
        .all(Kind::Server)
        .filter(|server| server.project == call.project)
        .filter_map(Server::read)
        .filter(|server| passes(server, call))
        .collect();
    found.reverse();
    if let Some(marker) = call.query("marker") {
        let place = found
            .iter()
            .position(|server| server.id == marker)
            .ok_or_else(|| bad_request(format!("marker [{marker}] not found")))?;
        found.drain(..=place);
    }
    if let Some(limit) = call.query("limit") {
        let limit = limit
            .parse()
            .map_err(|_| bad_request("limit param must be an integer"))?;
        found.truncate(limit);
    }
    let found: Vec<Value> = found
        .iter()
        .map(|server| {
            if detailed {
                Value::Object(view::view(cloud, call, server))
            } else {
                json!({
                    "id": server.id,
                    "name": server.name,
                    "links": view::links(call, &server.id),
                })
            }
        })
        .collect();
    Ok(Reply::ok(json!({ "servers": found })))
}

fn passes(server: &Server, call: &Call) -> bool {
    let is = |parameter, value: &str| call.query(parameter).is_none_or(|wanted| wanted == value);
    let has_tags = call.query("tags").is_none_or(|tags| {
        tags.split(',')
            .all(|tag| server.tags.iter().any(|known| known == tag))
    });
    is("status", server.status.name())
        && is("flavor", &server.flavor)
        && is("image", server.image.as_deref().unwrap_or_default())
        && is("uuid", &server.id)
        && has_tags
        && call
            .query("name")
            .is_none_or(|pattern| matches_name(pattern, &server.name))
}

/// Whether the name holds the text; `^` and `$` stand for its ends, and `\` is left out.
///
/// Nova takes a regular expression; clients write names with their ends.
fn matches_name(pattern: &str, name: &str) -> bool {
    let (from_start, pattern) = match pattern.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (to_end, pattern) = match pattern.strip_suffix('$') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let text = pattern.replace('\\', "");
    match (from_start, to_end) {
        (true, true) => name == text,
        (true, false) => name.starts_with(&text),
        (false, true) => name.ends_with(&text),
        (false, false) => name.contains(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::matches_name;

    #[test]
    fn names_match_with_or_without_their_ends() {
        for (pattern, matches) in [
            ("web", true),
            ("^web", true),
            ("web$", false),
            ("^web-1$", true),
            ("^web\\-1$", true),
            ("^1$", false),
            ("", true),
            ("^$", false),
            ("^", true),
        ] {
            assert_eq!(matches_name(pattern, "web-1"), matches, "{pattern}");
        }
    }
}
