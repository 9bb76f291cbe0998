//! Between [`Value`] and `serde_json::Value`, for data that is plain JSON.

use super::{Key, Number, Value};

impl From<serde_json::Value> for Value {
    fn from(json: serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(truth) => Self::Bool(truth),
            serde_json::Value::Number(number) => Self::Number(
                number
                    .as_i64()
                    .map(Number::from)
                    .or_else(|| number.as_u64().map(Number::from))
                    .unwrap_or_else(|| Number::Float(number.as_f64().unwrap_or(f64::NAN))),
            ),
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => {
                Self::List(items.into_iter().map(Self::from).collect())
            }
            serde_json::Value::Object(map) => Self::Map(
                map.into_iter()
                    .map(|(key, item)| (Key::String(key), Self::from(item)))
                    .collect(),
            ),
        }
    }
}

impl From<&Value> for serde_json::Value {
    /// Integers beyond 64 bits become floats; `nan` and the infinities become `null`.
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Number(Number::Integer(number)) => Self::from(*number),
            Value::Number(number) => number
                .to_string()
                .parse::<u64>()
                .map_or_else(|_| Self::from(number.as_f64()), Self::from),
            Value::String(text) => Self::String(text.clone()),
            Value::List(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Map(map) => Self::Object(
                map.iter()
                    .map(|(key, item)| (key.json_text(), Self::from(item)))
                    .collect(),
            ),
        }
    }
}

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        Self::from(&value)
    }
}
