//! The value that a template sees of a parameter, by type.

use heat_spec::Value;

use crate::data_type::DataType;
use crate::python::boolean::boolean;
use crate::python::json;
use crate::python::number::number;
use crate::python::refusal::Refusal;

/// Reads what was given (or the default) as a value of the type.
pub(crate) fn typed(data_type: DataType, raw: &Value) -> Result<Value, Refusal> {
    match data_type {
        DataType::Number | DataType::Integer => number(raw),
        DataType::Boolean => boolean(raw).map(Value::from),
        DataType::List => list(raw),
        DataType::Map => json_value(raw),
        DataType::String | DataType::Any => Ok(Value::from(raw.python_str())),
    }
}

/// A list as it is, its items as texts; a text cut at its commas.
fn list(raw: &Value) -> Result<Value, Refusal> {
    match raw {
        Value::List(items) => Ok(texts(items)),
        Value::String(text) if text.is_empty() => Ok(Value::List(Vec::new())),
        Value::String(text) => Ok(Value::List(text.split(',').map(Value::from).collect())),
        other => Err(Refusal::Value(format!(
            "Value must be a comma-delimited list string: {}",
            cannot_split(other)
        ))),
    }
}

/// A text is read as JSON, unless it is empty; everything else is what JSON makes of it.
fn json_value(raw: &Value) -> Result<Value, Refusal> {
    match raw {
        Value::String(text) if text.is_empty() => Ok(raw.clone()),
        Value::String(text) => json::read(text)
            .map_err(|reason| Refusal::Value(format!("Value must be valid JSON: {reason}"))),
        other => Ok(json::round_trip(other)),
    }
}

/// A list with every item as text.
pub(crate) fn texts(items: &[Value]) -> Value {
    Value::List(
        items
            .iter()
            .map(|item| Value::from(item.python_str()))
            .collect(),
    )
}

/// What Python says of a value that has no `split`.
pub(crate) fn cannot_split(value: &Value) -> String {
    format!("'{}' object has no attribute 'split'", value.python_type())
}
