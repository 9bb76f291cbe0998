//! Lists, filtered by the query.

use axum::response::Response;
use serde_json::{Value, json};

use super::answer::ok;
use super::caller::Place;

/// The items that the query lets through, under that key.
///
/// A parameter filters if the items have an attribute of its name; any other is ignored.
pub(super) fn list(place: &Place, key: &str, items: Vec<Value>) -> Response {
    let items: Vec<Value> = items
        .into_iter()
        .filter(|item| {
            place
                .query
                .iter()
                .all(|(name, value)| matches(item, name, value))
        })
        .collect();
    unfiltered(place, key, &items)
}

/// All of the items.
pub(super) fn unfiltered(place: &Place, key: &str, items: &[Value]) -> Response {
    let mut body = json!({
        "links": { "next": null, "self": place.own_url, "previous": null },
    });
    body[key] = json!(items);
    ok(&body)
}

fn matches(item: &Value, name: &str, wanted: &str) -> bool {
    match item.get(name) {
        Some(Value::String(text)) => text == wanted,
        Some(Value::Bool(truth)) => {
            let wanted = !["0", "false", "no", "off"].contains(&wanted.to_lowercase().as_str());
            *truth == wanted
        }
        Some(Value::Null) => wanted.is_empty() || wanted == "null" || wanted == "None",
        _ => true,
    }
}
