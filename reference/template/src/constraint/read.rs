//! Reading constraints, as HOT's parameters and the schemas of resource types write them.

use heat_spec::{Fault, Map, Number, Value, fault};
use num_bigint::{BigInt, Sign};

use super::{Constraint, Rule};
use crate::python::number::number;
use crate::python::refusal::Refusal;
use crate::python::regex::Pattern;

/// The keys of an entry.
const KEYS: &[&str] = &[
    "description",
    "length",
    "range",
    "modulo",
    "allowed_values",
    "allowed_pattern",
    "custom_constraint",
];

/// Reads one entry of a list of constraints.
///
/// Only the first rule counts, whatever the order of the keys: modulo (if the version has it),
/// range, length, allowed values, pattern, custom.
pub(crate) fn constraint(entry: &Value, has_modulo: bool) -> Result<Constraint, Fault> {
    let entry = checked_map(entry, KEYS, "parameter constraints")?;
    let rule = rule(entry, has_modulo)?;
    Ok(Constraint {
        rule,
        description: entry.get("description").cloned().unwrap_or_default(),
    })
}

/// The map, if all its keys are allowed; `entity` is what messages call it.
pub(crate) fn checked_map<'v>(
    value: &'v Value,
    allowed: &[&str],
    entity: &str,
) -> Result<&'v Map, Fault> {
    let map = value
        .as_map()
        .ok_or_else(|| fault::schema_not_a_map(entity))?;
    let unknown = map
        .keys()
        .find(|key| !key.as_str().is_some_and(|key| allowed.contains(&key)));
    match unknown {
        Some(key) => Err(fault::schema_key(key, entity)),
        None => Ok(map),
    }
}

fn rule(entry: &Map, has_modulo: bool) -> Result<Rule, Fault> {
    if has_modulo && let Some(definition) = entry.get("modulo") {
        return modulo(definition);
    }
    if let Some(definition) = entry.get("range") {
        let (min, max) = limits(definition, "range")?;
        return range(min, max);
    }
    if let Some(definition) = entry.get("length") {
        let (min, max) = limits(definition, "length")?;
        return length(min, max);
    }
    if let Some(definition) = entry.get("allowed_values") {
        return allowed_values(definition);
    }
    if let Some(definition) = entry.get("allowed_pattern") {
        return allowed_pattern(definition);
    }
    entry
        .get("custom_constraint")
        .map(|name| Rule::Custom(name.clone()))
        .ok_or_else(fault::constraint_missing)
}

/// A range of numbers.
pub(crate) fn range(min: Value, max: Value) -> Result<Rule, Fault> {
    check_limits(&min, &max, "range")?;
    Ok(Rule::Range { min, max })
}

/// A range of lengths.
pub(crate) fn length(min: Value, max: Value) -> Result<Rule, Fault> {
    check_limits(&min, &max, "length")?;
    if [&min, &max].iter().any(|limit| is_float(limit)) {
        return Err(fault::constraint_length_limits());
    }
    Ok(Rule::Length { min, max })
}

/// A choice of values.
pub(crate) fn allowed_values(definition: &Value) -> Result<Rule, Fault> {
    match definition {
        Value::List(values) => Ok(Rule::AllowedValues(values.clone())),
        _ => Err(fault::constraint_allowed_values()),
    }
}

/// A pattern of texts.
pub(crate) fn allowed_pattern(definition: &Value) -> Result<Rule, Fault> {
    let Some(source) = definition.as_str() else {
        return Err(fault::constraint_allowed_pattern());
    };
    Pattern::new(source)
        .map(Rule::AllowedPattern)
        .map_err(|reason| fault::constraint_pattern_syntax(source, reason))
}

fn limits(definition: &Value, kind: &str) -> Result<(Value, Value), Fault> {
    let map = checked_map(definition, &["min", "max"], &format!("{kind} constraint"))?;
    Ok((number_at(map, "min")?, number_at(map, "max")?))
}

fn check_limits(min: &Value, max: &Value, kind: &str) -> Result<(), Fault> {
    if min.is_null() && max.is_null() {
        return Err(fault::constraint_without_limits(kind));
    }
    Ok(())
}

fn modulo(definition: &Value) -> Result<Rule, Fault> {
    let map = checked_map(definition, &["step", "offset"], "modulo constraint")?;
    let (step, offset) = (number_at(map, "step")?, number_at(map, "offset")?);
    if step.is_null() || offset.is_null() {
        return Err(fault::constraint_without_step());
    }
    let (Some(whole_step), Some(whole_offset)) = (whole(&step), whole(&offset)) else {
        return Err(fault::constraint_step_type());
    };
    if whole_step == BigInt::ZERO {
        return Err(fault::constraint_step_zero());
    }
    if whole_offset.magnitude() >= whole_step.magnitude() {
        return Err(fault::constraint_offset_size());
    }
    if whole_step.sign() * whole_offset.sign() == Sign::Minus {
        return Err(fault::constraint_offset_sign());
    }
    Ok(Rule::Modulo { step, offset })
}

/// The number under a key, `null` if there is none; a text is read as a number.
pub(crate) fn number_at(map: &Map, key: &str) -> Result<Value, Fault> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(value) => number(value).map_err(|refusal| match refusal {
            Refusal::Value(text) => fault::value_error(text),
            Refusal::Type(_) => fault::bad_request(),
        }),
    }
}

fn is_float(limit: &Value) -> bool {
    matches!(limit, Value::Number(Number::Float(_)))
}

/// The whole number; nothing if there is a fraction, or no number.
fn whole(value: &Value) -> Option<BigInt> {
    match value {
        Value::Bool(truth) => Some(BigInt::from(u8::from(*truth))),
        Value::Number(Number::Integer(number)) => Some(BigInt::from(*number)),
        // Without an exponent Rust writes every digit of it.
        Value::Number(Number::Float(float)) if float.fract() == 0.0 => {
            format!("{float:.0}").parse().ok()
        }
        Value::Number(Number::Big(number)) => Some(number.clone()),
        _ => None,
    }
}
