//! Coercing one value to the type of its property.

use heat_spec::{Fault, Map, Value, fault};

use super::given::Given;
use super::read::read_all;
use crate::constraint::check::{Typed, check};
use crate::constraint::inquiry::Inquiry;
use crate::data_type::DataType;
use crate::python::number::{integer, number};
use crate::python::refusal::Refusal;
use crate::schema::property::{Children, PropertySchema};

/// The value as the property takes it; `null` counts as not given, with the type's own zero where
/// there is no default.
///
/// A fault has no place of its own, or one below the property. Without `is_checked` neither
/// constraints nor unknown keys are looked at.
pub(crate) fn convert(
    schema: &PropertySchema,
    value: &Value,
    is_checked: bool,
    inquiry: &Inquiry<'_>,
) -> Result<Value, Fault> {
    let value = match schema.data_type {
        DataType::String => string(schema, value).map_err(told)?,
        DataType::Integer => whole(schema, value).map_err(told)?,
        DataType::Number => number(&or_default(schema, value, || 0.into())).map_err(told)?,
        DataType::Boolean => truth(schema, value).map_err(told)?,
        DataType::Map => map(schema, value, is_checked, inquiry)?,
        DataType::List => list(schema, value, is_checked, inquiry)?,
        DataType::Any => value.clone(),
    };
    if is_checked {
        let typed = Typed {
            data_type: schema.data_type,
            name: schema.data_type.shown_name(),
        };
        for constraint in &schema.constraints {
            check(constraint, &value, typed, inquiry).map_err(told)?;
        }
    }
    Ok(value)
}

/// Whatever Python refuses a property's value with, only its text is told.
fn told(refusal: Refusal) -> Fault {
    fault::property_value(refusal.into_text())
}

fn or_default(schema: &PropertySchema, value: &Value, zero: impl FnOnce() -> Value) -> Value {
    if !value.is_null() {
        return value.clone();
    }
    schema
        .default
        .clone()
        .filter(Value::is_truthy)
        .unwrap_or_else(zero)
}

fn string(schema: &PropertySchema, value: &Value) -> Result<Value, Refusal> {
    match or_default(schema, value, || "".into()) {
        text @ Value::String(_) => Ok(text),
        scalar @ Value::Bool(_) => Ok(scalar.python_str().into()),
        Value::Number(number) if number.is_integer() => Ok(number.to_string().into()),
        other => Err(Refusal::Value(format!(
            "Value must be a string; got {}",
            other.python_repr()
        ))),
    }
}

fn whole(schema: &PropertySchema, value: &Value) -> Result<Value, Refusal> {
    let value = or_default(schema, value, || 0.into());
    integer(&value).map_err(|refusal| match refusal {
        Refusal::Value(_) => {
            Refusal::Value(format!("Value '{}' is not an integer", value.python_str()))
        }
        refusal @ Refusal::Type(_) => refusal,
    })
}

/// Only `true` and `false` are truth values here, as such or as text in any case.
fn truth(schema: &PropertySchema, value: &Value) -> Result<Value, Refusal> {
    match or_default(schema, value, || false.into()) {
        truth @ Value::Bool(_) => Ok(truth),
        Value::String(text) => match text.to_lowercase().as_str() {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            other => Err(Refusal::Value(format!(
                "\"{other}\" is not a valid boolean"
            ))),
        },
        other => Err(Refusal::Type(format!(
            "\"{}\" is not a valid boolean",
            other.python_str()
        ))),
    }
}

fn map(
    schema: &PropertySchema,
    value: &Value,
    is_checked: bool,
    inquiry: &Inquiry<'_>,
) -> Result<Value, Fault> {
    let value = or_default(schema, value, || Value::Map(Map::new()));
    if schema.is_convertible && matches!(value, Value::String(_) | Value::List(_)) {
        return Ok(match value {
            Value::List(_) => value.to_json().into(),
            text => text,
        });
    }
    let Value::Map(given) = value else {
        return Err(told(Refusal::Type(format!(
            "\"{}\" is not a map",
            value.python_str()
        ))));
    };
    match &schema.children {
        Some(Children::Keys(children)) => {
            let values = read_all(children, Given::Values(&given), None, is_checked, inquiry);
            values
                .map(Value::Map)
                .map_err(|fault| below(fault, is_checked))
        }
        _ => Ok(Value::Map(given)),
    }
}

fn list(
    schema: &PropertySchema,
    value: &Value,
    is_checked: bool,
    inquiry: &Inquiry<'_>,
) -> Result<Value, Fault> {
    let mut value = or_default(schema, value, || Value::List(Vec::new()));
    if schema.is_convertible
        && let Value::String(text) = &value
    {
        value = if text.is_empty() {
            Value::List(Vec::new())
        } else {
            text.split(',')
                .map(|item| Value::from(item.trim()))
                .collect::<Vec<_>>()
                .into()
        };
    }
    let Value::List(items) = value else {
        return Err(told(Refusal::Type(format!(
            "\"{}\" is not a list",
            value.python_repr()
        ))));
    };
    let Some(Children::Each(each)) = &schema.children else {
        return Ok(Value::List(items));
    };
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let value = convert(each, item, is_checked, inquiry)
                .map_err(|fault| below(fault.under(&[&index.to_string()]), is_checked))?;
            if is_checked && each.is_unimplemented {
                return Err(fault::property_not_implemented(index));
            }
            Ok(value)
        })
        .collect::<Result<_, _>>()
        .map(Value::List)
}

/// Only checking tells where below a property something is wrong.
fn below(mut fault: Fault, is_checked: bool) -> Fault {
    if !is_checked {
        fault.path.clear();
    }
    fault
}
