//! The environment of a request, before the template is known.

use heat_spec::{Fault, Map, Value, fault};

use super::{Environment, SECTIONS, lacks};
use crate::texts;

impl Environment {
    /// The sections that a request gives: `environment` (text or map), with `parameters` on top;
    /// what is missing is empty.
    ///
    /// With `environment_files` the field `environment` is left aside, as upstream has it. Fails
    /// with `environment_format` for a text or a section that is wrong; with `bad_request`,
    /// `attribute_error` or `value_error` where a field is of the wrong kind.
    pub fn sections_of_request(
        environment: Option<&Value>,
        parameters: Option<&Value>,
        has_environment_files: bool,
    ) -> Result<Map, Fault> {
        let mut sections = match environment {
            Some(environment) if !has_environment_files => read(environment)?,
            _ => Map::new(),
        };
        add_missing(&mut sections);
        let own = sections.get_mut("parameters");
        match own {
            Some(Value::Map(own)) => update(own, parameters)?,
            Some(other) => return Err(lacks(other, "update")),
            None => {}
        }
        Ok(sections)
    }
}

fn read(environment: &Value) -> Result<Map, Fault> {
    let sections = match environment {
        Value::Map(sections) => sections.clone(),
        Value::Null => Map::new(),
        Value::String(text) => texts::environment(text).map_err(fault::environment_format)?,
        _ => return Err(fault::bad_request()),
    };
    check(&sections).map_err(fault::environment_format)?;
    Ok(sections)
}

/// Checks that all sections are known and none is empty; the error says which.
pub(crate) fn check(sections: &Map) -> Result<(), String> {
    for (name, section) in sections {
        let name = name.json_text();
        if !SECTIONS.contains(&name.as_str()) {
            return Err(format!("environment has wrong section \"{name}\""));
        }
        if section.is_null() {
            return Err(format!("environment has empty section \"{name}\""));
        }
    }
    Ok(())
}

fn add_missing(sections: &mut Map) {
    for name in SECTIONS {
        let empty = match *name {
            "parameter_merge_strategies" => continue,
            "encrypted_param_names" | "event_sinks" => Value::List(Vec::new()),
            _ => Value::Map(Map::new()),
        };
        if !sections.contains_key(*name) {
            sections.insert((*name).into(), empty);
        }
    }
}

/// What Python's `dict.update` does with whatever the request holds.
fn update(own: &mut Map, parameters: Option<&Value>) -> Result<(), Fault> {
    match parameters {
        None => Ok(()),
        Some(Value::Map(parameters)) => {
            own.extend(parameters.clone());
            Ok(())
        }
        Some(Value::String(text)) if text.is_empty() => Ok(()),
        Some(Value::List(items)) if items.is_empty() => Ok(()),
        Some(Value::List(items)) if !matches!(items[0], Value::String(_)) => {
            Err(fault::bad_request())
        }
        Some(Value::String(_) | Value::List(_)) => Err(fault::value_error(
            "dictionary update sequence element #0 has length 1; 2 is required",
        )),
        Some(_) => Err(fault::bad_request()),
    }
}
