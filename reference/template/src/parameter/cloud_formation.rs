//! The definition of a parameter, as CloudFormation writes it.

use heat_spec::{Fault, Map, Value, fault};

use super::schema::ParameterSchema;
use crate::constraint::read::{
    allowed_pattern, allowed_values, checked_map, length, number_at, range,
};
use crate::constraint::{Constraint, Rule};
use crate::data_type::DataType;

/// The keys of a definition.
const KEYS: &[&str] = &[
    "Type",
    "Default",
    "NoEcho",
    "AllowedValues",
    "AllowedPattern",
    "MaxLength",
    "MinLength",
    "MaxValue",
    "MinValue",
    "Description",
    "ConstraintDescription",
    "Label",
];

/// Reads a definition.
pub(crate) fn read(name: &str, definition: &Value) -> Result<ParameterSchema, Fault> {
    let map = checked_map(definition, KEYS, &format!("parameter ({name})"))?;
    let Some(written_type) = map.get("Type") else {
        return Err(fault::parameter_without_type(name));
    };
    let constraints = constraints(map)?;
    let data_type = written_type
        .as_str()
        .and_then(DataType::of_cloud_formation)
        .ok_or_else(|| fault::parameter_type(written_type.python_str()))?;
    let field = |key: &str| map.get(key).cloned().unwrap_or_default();
    let no_echo = map.get("NoEcho").map(Value::python_str);
    Ok(ParameterSchema {
        data_type,
        type_name: data_type.api_name(),
        default: map.get("Default").filter(|value| !value.is_null()).cloned(),
        description: field("Description"),
        label: field("Label"),
        tags: Vec::new(),
        is_hidden: no_echo.is_some_and(|text| text.eq_ignore_ascii_case("true")),
        is_immutable: false,
        constraints,
    })
}

/// The constraints, in Heat's order; they have one description together.
fn constraints(map: &Map) -> Result<Vec<Constraint>, Fault> {
    let has = |keys: &[&str]| keys.iter().any(|key| map.contains_key(*key));
    let mut rules: Vec<Rule> = Vec::new();
    if has(&["MinValue", "MaxValue"]) {
        rules.push(range(
            number_at(map, "MinValue")?,
            number_at(map, "MaxValue")?,
        )?);
    }
    if has(&["MinLength", "MaxLength"]) {
        rules.push(length(
            number_at(map, "MinLength")?,
            number_at(map, "MaxLength")?,
        )?);
    }
    if let Some(definition) = map.get("AllowedValues") {
        rules.push(allowed_values(definition)?);
    }
    if let Some(definition) = map.get("AllowedPattern") {
        rules.push(allowed_pattern(definition)?);
    }
    let description = map.get("ConstraintDescription").cloned();
    let description = description.unwrap_or_default();
    Ok(rules
        .into_iter()
        .map(|rule| Constraint {
            rule,
            description: description.clone(),
        })
        .collect())
}
