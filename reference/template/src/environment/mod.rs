//! Environments: parameters, defaults, the registry of resource types, event sinks.

pub(crate) mod child;
pub(crate) mod glob;
pub(crate) mod hooks;
pub(crate) mod merge;
pub(crate) mod registry;
pub(crate) mod request;
pub(crate) mod resolve;
pub(crate) mod show;
pub(crate) mod update;

use heat_spec::{Fault, Map, Value, fault};

use crate::template::shape;
use registry::Registry;

/// The sections that an environment may have.
pub(crate) const SECTIONS: &[&str] = &[
    "parameters",
    "resource_registry",
    "parameter_defaults",
    "encrypted_param_names",
    "event_sinks",
    "parameter_merge_strategies",
];

/// The types of event sinks that upstream knows.
const SINK_TYPES: &[&str] = &["zaqar-queue"];

/// An environment whose registry has been read.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    parameters: Map,
    parameter_defaults: Map,
    registry: Registry,
    event_sinks: Vec<Value>,
    encrypted_param_names: Vec<Value>,
}

impl Environment {
    /// Reads an environment by its sections; what is missing is empty.
    ///
    /// Fails with `attribute_error` if a section is of the wrong kind, with `hook_type`,
    /// `restricted_action` or `event_sink_type`.
    pub fn new(sections: &Value) -> Result<Self, Fault> {
        shape::check_depth(sections)?;
        let sections = shape::with_text_keys(sections.clone());
        Ok(Self {
            parameter_defaults: map_at(&sections, "parameter_defaults")?,
            registry: Registry::read(sections.get("resource_registry"))?,
            parameters: map_at(&sections, "parameters")?,
            event_sinks: sinks(sections.get("event_sinks"))?,
            encrypted_param_names: list_at(&sections, "encrypted_param_names")?,
        })
    }

    /// The values of parameters.
    pub fn parameters(&self) -> &Map {
        &self.parameters
    }

    /// The defaults of parameters, of nested stacks too.
    pub fn parameter_defaults(&self) -> &Map {
        &self.parameter_defaults
    }

    /// The names of templates that stand for types, in general or at single resources.
    pub fn template_targets(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.registry.add_templates(&mut found);
        found
    }

    /// The registry.
    pub(crate) fn registry_mut(&mut self) -> &mut Registry {
        &mut self.registry
    }
}

/// What Python says of a value that lacks a method.
fn lacks(value: &Value, method: &str) -> Fault {
    fault::attribute_error(format!(
        "'{}' object has no attribute '{method}'",
        value.python_type()
    ))
}

fn map_at(sections: &Value, name: &str) -> Result<Map, Fault> {
    match sections.get(name) {
        None => Ok(Map::new()),
        Some(Value::Map(map)) => Ok(map.clone()),
        Some(other) if !other.is_truthy() => Ok(Map::new()),
        Some(other) => Err(lacks(other, "items")),
    }
}

fn list_at(sections: &Value, name: &str) -> Result<Vec<Value>, Fault> {
    match sections.get(name) {
        None => Ok(Vec::new()),
        Some(Value::List(items)) => Ok(items.clone()),
        Some(other) if !other.is_truthy() => Ok(Vec::new()),
        Some(other) => Err(lacks(other, "append")),
    }
}

fn sinks(section: Option<&Value>) -> Result<Vec<Value>, Fault> {
    let sinks = match section {
        None => return Ok(Vec::new()),
        Some(Value::List(sinks)) => sinks.clone(),
        Some(other) if !other.is_truthy() => return Ok(Vec::new()),
        Some(other) => return Err(lacks(other, "copy")),
    };
    for sink in &sinks {
        let Some(map) = sink.as_map() else {
            return Err(lacks(sink, "copy"));
        };
        let sink_type = map.get("type").cloned().unwrap_or_default();
        if !sink_type
            .as_str()
            .is_some_and(|name| SINK_TYPES.contains(&name))
        {
            return Err(fault::event_sink_type(sink_type.python_str()));
        }
        let is_known = |key: &str| matches!(key, "type" | "target" | "ttl");
        if !map.keys().all(|key| key.as_str().is_some_and(is_known)) {
            return Err(fault::bad_request());
        }
    }
    Ok(sinks)
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn an_empty_section_of_another_kind_is_as_good_as_none() {
        for empty in [value!([]), value!(""), value!(0), value!({})] {
            for name in ["parameter_defaults", "encrypted_param_names", "event_sinks"] {
                let sections = Value::Map(Map::from_iter([(name.into(), empty.clone())]));
                assert_eq!(Environment::new(&sections).map(drop), Ok(()), "{name}");
            }
        }
        for name in ["parameter_defaults", "encrypted_param_names", "event_sinks"] {
            let sections = Value::Map(Map::from_iter([(name.into(), value!(1))]));
            let fault = Environment::new(&sections).map(drop).unwrap_err();
            assert_eq!(fault.id, "attribute_error", "{name}");
        }
    }
}
