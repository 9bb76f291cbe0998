//! JSON texts as Python's `json` module reads and writes them.

use heat_spec::{Map, Value, json};

/// The value of a JSON text, or the parser's words.
pub(crate) fn read(text: &str) -> Result<Value, String> {
    json::read(text).map_err(|error| error.to_string())
}

/// JSON text with the keys of every map in order.
pub(crate) fn sorted(value: &Value) -> String {
    with_sorted_keys(value).to_json()
}

/// The value that comes back from being written as JSON and read again: keys become texts.
pub(crate) fn round_trip(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(round_trip).collect()),
        Value::Map(map) => Value::Map(
            map.iter()
                .map(|(key, item)| (key.json_text().into(), round_trip(item)))
                .collect(),
        ),
        scalar => scalar.clone(),
    }
}

fn with_sorted_keys(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(with_sorted_keys).collect()),
        Value::Map(map) => {
            let mut sorted: Map = map
                .iter()
                .map(|(key, item)| (key.clone(), with_sorted_keys(item)))
                .collect();
            sorted.sort_by(|a, _, b, _| a.json_text().cmp(&b.json_text()));
            Value::Map(sorted)
        }
        scalar => scalar.clone(),
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn keys_are_sorted_at_every_level() {
        let sample = value!({ "b": [{ "d": 1, "c": null }], "a": true });
        assert_eq!(
            sorted(&sample),
            r#"{"a": true, "b": [{"c": null, "d": 1}]}"#
        );
    }
}
