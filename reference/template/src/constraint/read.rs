//! Reading constraints, as HOT's parameters and the schemas of resource types write them.

use heat_spec::{Fault, Map, Number, Value, fault};

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
        return Ok(Rule::Range { min, max });
    }
    if let Some(definition) = entry.get("length") {
        let (min, max) = limits(definition, "length")?;
        if [&min, &max].iter().any(|limit| is_float(limit)) {
            return Err(fault::constraint_length_limits());
        }
        return Ok(Rule::Length { min, max });
    }
    if let Some(definition) = entry.get("allowed_values") {
        return match definition {
            Value::List(values) => Ok(Rule::AllowedValues(values.clone())),
            _ => Err(fault::constraint_allowed_values()),
        };
    }
    if let Some(definition) = entry.get("allowed_pattern") {
        let Some(source) = definition.as_str() else {
            return Err(fault::constraint_allowed_pattern());
        };
        return Pattern::new(source)
            .map(Rule::AllowedPattern)
            .map_err(|reason| fault::constraint_pattern_syntax(source, reason));
    }
    entry
        .get("custom_constraint")
        .map(|name| Rule::Custom(name.clone()))
        .ok_or_else(fault::constraint_missing)
}

fn limits(definition: &Value, kind: &str) -> Result<(Value, Value), Fault> {
    let map = checked_map(definition, &["min", "max"], &format!("{kind} constraint"))?;
    let (min, max) = (number_at(map, "min")?, number_at(map, "max")?);
    if min.is_null() && max.is_null() {
        return Err(fault::constraint_without_limits(kind));
    }
    Ok((min, max))
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
    if whole_step == 0 {
        return Err(fault::constraint_step_zero());
    }
    if whole_offset.abs() >= whole_step.abs() {
        return Err(fault::constraint_offset_size());
    }
    if (whole_step < 0 && whole_offset > 0) || (whole_step > 0 && whole_offset < 0) {
        return Err(fault::constraint_offset_sign());
    }
    Ok(Rule::Modulo { step, offset })
}

/// The number under a key, `null` if there is none; a text is read as a number.
fn number_at(map: &Map, key: &str) -> Result<Value, Fault> {
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

/// The whole number; nothing if there is a fraction or it is too large to compute with.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked just before"
)]
fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Bool(truth) => Some(i128::from(*truth)),
        Value::Number(Number::Integer(number)) => Some(i128::from(*number)),
        Value::Number(Number::Float(float)) if float.fract() == 0.0 && float.abs() < 1e30 => {
            Some(*float as i128)
        }
        Value::Number(Number::Big(number)) => number.to_string().parse().ok(),
        _ => None,
    }
    // Far from the ends of the type, so that signs can be turned.
    .filter(|number| number.abs() < 1 << 120)
}
