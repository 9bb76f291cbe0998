//! Filters of lists, and which attributes a list shows.

use serde_json::{Map, Value};

use crate::cloud::call::Call;
use crate::cloud::json::{shown, text};

/// Whether an object passes the filters of a list.
pub(super) fn passes(view: &Map<String, Value>, call: &Call) -> bool {
    call.query
        .iter()
        .filter(|(name, _)| view.contains_key(name))
        .all(|(name, _)| {
            // The values of one filter are alternatives.
            call.query
                .iter()
                .filter(|(other, _)| other == name)
                .any(|(_, wanted)| view.get(name).is_some_and(|value| has_value(value, wanted)))
        })
}

fn has_value(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Bool(truth) => match wanted.to_lowercase().as_str() {
            "true" | "1" => *truth,
            "false" | "0" => !*truth,
            _ => false,
        },
        // `fixed_ips=subnet_id=…`: a list of maps has the value if one of its maps has it.
        Value::Array(items) => items
            .iter()
            .any(|item| match (item, wanted.split_once('=')) {
                (Value::Object(item), Some((key, wanted))) => text(item, key) == wanted,
                (Value::String(item), _) => item == wanted,
                _ => false,
            }),
        Value::Null => wanted.is_empty() || wanted == "None",
        other => shown(other) == wanted,
    }
}

/// The attributes that the call's `fields` ask for; all if it names none.
pub(super) fn pick(view: Map<String, Value>, call: &Call) -> Value {
    let wanted: Vec<&str> = call
        .query
        .iter()
        .filter(|(name, _)| name == "fields")
        .map(|(_, field)| field.as_str())
        .collect();
    if wanted.is_empty() {
        return Value::Object(view);
    }
    view.into_iter()
        .filter(|(name, _)| wanted.contains(&name.as_str()))
        .collect()
}
