//! Reading JSON maps whose members may be missing or of another type.

use serde_json::{Map, Value};

/// The text under a name; empty if there is none.
pub(super) fn text<'a>(map: &'a Map<String, Value>, name: &str) -> &'a str {
    map.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The truth under a name; false if there is none.
pub(super) fn flag(map: &Map<String, Value>, name: &str) -> bool {
    map.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// The list under a name; empty if there is none.
pub(super) fn list<'a>(map: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    map.get(name)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}

/// The value that a short program wrote as a map: `json!({…})`; empty for anything else.
pub(super) fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The value as `str()` writes it in Python, for messages that quote what a client sent.
pub(super) fn shown(value: &Value) -> String {
    heat_spec::Value::from(value.clone()).python_str()
}
