//! Checking a value against a constraint.

use std::cmp::Ordering;

use heat_spec::Value;

use super::inquiry::Inquiry;
use super::{Constraint, Rule, custom};
use crate::data_type::DataType;
use crate::python::boolean::boolean;
use crate::python::equality::contains;
use crate::python::number::{compare, modulo, number};
use crate::python::refusal::Refusal;

/// The type of the value, under the name that messages show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typed {
    /// The type.
    pub(crate) data_type: DataType,
    /// Its name in messages: `number` of a parameter, `Number` of a property.
    pub(crate) name: &'static str,
}

/// Checks a value; the refusal says what is wrong.
pub(crate) fn check(
    constraint: &Constraint,
    value: &Value,
    typed: Typed,
    inquiry: &Inquiry<'_>,
) -> Result<(), Refusal> {
    let Some(own_words) = violation(&constraint.rule, value, typed, inquiry)? else {
        return Ok(());
    };
    Err(Refusal::Value(if constraint.description.is_truthy() {
        constraint.description.python_str()
    } else {
        own_words
    }))
}

/// What is wrong in the rule's own words, or nothing.
fn violation(
    rule: &Rule,
    value: &Value,
    typed: Typed,
    inquiry: &Inquiry<'_>,
) -> Result<Option<String>, Refusal> {
    let message = match rule {
        Rule::Range { min, max } => {
            let number = number(value)?;
            (!is_between(&number, min, max)).then(|| {
                format!(
                    "{} is out of range (min: {}, max: {})",
                    value.python_str(),
                    min.python_str(),
                    max.python_str()
                )
            })
        }
        Rule::Length { min, max } => {
            let length = length(value)?;
            (!is_between(&Value::from(length), min, max)).then(|| {
                format!(
                    "length ({length}) is out of range (min: {}, max: {})",
                    min.python_str(),
                    max.python_str()
                )
            })
        }
        Rule::Modulo { step, offset } => {
            let number = number(value)?;
            let fits = modulo(&number, step)
                .is_some_and(|rest| compare(&rest, offset) == Some(Ordering::Equal));
            (!fits).then(|| {
                format!(
                    "{} is not a multiple of {} with an offset of {}",
                    value.python_str(),
                    step.python_str(),
                    offset.python_str()
                )
            })
        }
        Rule::AllowedValues(allowed) => (!is_allowed(value, allowed, typed)?).then(|| {
            format!(
                "{} is not an allowed value {}",
                value.to_json(),
                Value::List(allowed.clone()).to_json()
            )
        }),
        Rule::AllowedPattern(pattern) => {
            let Some(text) = value.as_str() else {
                return Err(Refusal::Type(format!(
                    "expected string or bytes-like object, got '{}'",
                    value.python_type()
                )));
            };
            (!pattern.matches(text))
                .then(|| format!("\"{text}\" does not match pattern \"{}\"", pattern.source()))
        }
        Rule::Custom(name) => custom::violation(name, value, inquiry),
    };
    Ok(message)
}

/// Whether the number is neither below nor above; `nan` is neither.
fn is_between(number: &Value, min: &Value, max: &Value) -> bool {
    compare(number, min) != Some(Ordering::Less) && compare(number, max) != Some(Ordering::Greater)
}

fn length(value: &Value) -> Result<usize, Refusal> {
    match value {
        Value::String(text) => Ok(text.chars().count()),
        Value::List(items) => Ok(items.len()),
        Value::Map(map) => Ok(map.len()),
        other => Err(Refusal::Type(format!(
            "object of type '{}' has no len()",
            other.python_type()
        ))),
    }
}

/// Lists are allowed if all their items are, as they stand; else both sides are coerced.
fn is_allowed(value: &Value, allowed: &[Value], typed: Typed) -> Result<bool, Refusal> {
    if let Value::List(items) = value {
        return Ok(items.iter().all(|item| contains(allowed, item)));
    }
    let allowed = allowed
        .iter()
        .map(|value| coerced(value, typed))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(contains(&allowed, &coerced(value, typed)?))
}

fn coerced(value: &Value, typed: Typed) -> Result<Value, Refusal> {
    let coerced = match typed.data_type {
        DataType::String => Ok(Value::from(value.python_str())),
        DataType::Number | DataType::Integer => number(value),
        DataType::Boolean => boolean(value).map(Value::from),
        DataType::Map | DataType::List | DataType::Any => Ok(value.clone()),
    };
    coerced.map_err(|refusal| match refusal {
        Refusal::Value(_) => Refusal::Value(format!(
            "Value \"{}\" is invalid for data type \"{}\".",
            value.python_str(),
            typed.name
        )),
        refusal @ Refusal::Type(_) => refusal,
    })
}
