//! Texts of templates and environments among the files of a request.

use heat_spec::{Map, Value, json};

const VERSION_KEYS: &[&str] = &[
    "HeatTemplateFormatVersion",
    "heat_template_version",
    "AWSTemplateFormatVersion",
];

/// Reads a template; the error is Heat's message.
pub(crate) fn template(text: &str) -> Result<Value, String> {
    let template = map(text)
        .map_err(|()| "The template is not a JSON object or YAML mapping.".to_owned())?;
    if VERSION_KEYS.iter().any(|key| template.get(key).is_some()) {
        Ok(template)
    } else {
        Err("Template format version not found.".to_owned())
    }
}

/// Reads an environment, whatever its sections; the error is Heat's message.
pub(crate) fn environment(text: &str) -> Result<Map, String> {
    match map(text) {
        Ok(Value::Map(map)) => Ok(map),
        _ => Err("The environment is not a valid YAML mapping data type.".to_owned()),
    }
}

fn map(text: &str) -> Result<Value, ()> {
    match json::read(text) {
        Ok(map @ Value::Map(_)) => Ok(map),
        _ => Err(()),
    }
}
