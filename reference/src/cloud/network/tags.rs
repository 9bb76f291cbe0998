//! Tags of Neutron's objects.

use http::Method;
use serde_json::{Value, json};

use super::collection::{Collection, revise};
use super::refuse::{invalid_input, malformed};
use crate::cloud::call::Call;
use crate::cloud::json::{list, shown};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// Answers a call; `rest` is the path after the object's `/tags`.
pub(super) fn answer(
    collection: &Collection,
    cloud: &mut Cloud,
    call: &Call,
    id: &str,
    rest: &[&str],
) -> Answer {
    let object = collection.find(cloud, &call.project, id)?;
    let mut tags: Vec<Value> = list(&object.body, "tags").to_vec();
    let reply = match (&call.method, rest) {
        (&Method::GET, []) => return Ok(Reply::ok(json!({ "tags": tags }))),
        (&Method::GET, [tag]) => {
            return if tags.iter().any(|known| known == tag) {
                Ok(Reply::empty(204))
            } else {
                Err(tag_not_found(tag))
            };
        }
        (&Method::PUT, []) => {
            tags = accept_tags(call)?;
            Reply::ok(json!({ "tags": tags }))
        }
        (&Method::PUT, [tag]) => {
            if !tags.iter().any(|known| known == tag) {
                tags.push((*tag).into());
            }
            Reply::empty(201)
        }
        (&Method::DELETE, []) => {
            tags.clear();
            Reply::empty(204)
        }
        (&Method::DELETE, [tag]) => {
            let place = tags
                .iter()
                .position(|known| known == tag)
                .ok_or_else(|| tag_not_found(tag))?;
            tags.remove(place);
            Reply::empty(204)
        }
        _ => return Err(Refusal::no_route()),
    };
    collection.own(cloud, &call.project, id, "update")?;
    cloud.objects.edit(collection.kind, id, |body| {
        body.insert("tags".to_owned(), tags.into());
    });
    revise(cloud, collection.kind, id);
    Ok(reply)
}

fn accept_tags(call: &Call) -> Result<Vec<Value>, Refusal> {
    let given = call.body.as_ref().and_then(|body| body.get("tags"));
    let Some(Value::Array(given)) = given else {
        return Err(malformed(
            "Invalid tags body. Tags must be a list of strings".to_owned(),
        ));
    };
    let mut tags: Vec<Value> = Vec::new();
    for tag in given {
        match tag.as_str() {
            Some(text) if !text.is_empty() && text.chars().count() <= 255 => {
                if !tags.contains(tag) {
                    tags.push(tag.clone());
                }
            }
            _ => {
                return Err(invalid_input(
                    "tags",
                    &format!("'{}' is not a valid string", shown(tag)),
                ));
            }
        }
    }
    Ok(tags)
}

fn tag_not_found(tag: &str) -> Refusal {
    Refusal::new(404, "TagNotFound", format!("Tag {tag} could not be found."))
}
