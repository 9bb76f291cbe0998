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
            encrypted_param_names: items_of(sections.get("encrypted_param_names"), "append")?,
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

/// The items of a section that is a list, each of which is asked for this method; those of an empty
/// text or map are none.
fn items_of(section: Option<&Value>, method: &str) -> Result<Vec<Value>, Fault> {
    match section {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::List(items)) => Ok(items.clone()),
        Some(text_or_map @ (Value::String(_) | Value::Map(_))) => {
            if text_or_map.is_truthy() {
                return Err(lacks(text_or_map, method));
            }
            Ok(Vec::new())
        }
        Some(_) => Err(fault::bad_request()),
    }
}

fn sinks(section: Option<&Value>) -> Result<Vec<Value>, Fault> {
    let sinks = items_of(section, "copy")?;
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
        let has_target = map.contains_key("target");
        if !has_target || !map.keys().all(|key| key.as_str().is_some_and(is_known)) {
            return Err(fault::bad_request());
        }
    }
    Ok(sinks)
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    fn fault_of(name: &str, section: Value) -> Option<&'static str> {
        let sections = Value::Map(Map::from_iter([(name.into(), section)]));
        Environment::new(&sections).err().map(|fault| fault.id)
    }

    #[test]
    fn an_empty_section_of_another_kind_is_as_good_as_none() {
        for empty in [value!([]), value!(""), value!({})] {
            for name in ["parameter_defaults", "encrypted_param_names", "event_sinks"] {
                assert_eq!(fault_of(name, empty.clone()), None, "{name}");
            }
        }
        assert_eq!(fault_of("parameter_defaults", value!(0)), None);
        assert_eq!(
            fault_of("parameter_defaults", value!(1)),
            Some("attribute_error")
        );
        for name in ["encrypted_param_names", "event_sinks"] {
            for number in [value!(0), value!(1.5), value!(false), value!(true)] {
                assert_eq!(fault_of(name, number), Some("bad_request"), "{name}");
            }
            assert_eq!(
                fault_of(name, value!("x")),
                Some("attribute_error"),
                "{name}"
            );
        }
    }

    #[test]
    fn a_sink_has_a_target() {
        let sinks = |target: Value| value!([{"type": "zaqar-queue", "target": target}]);
        assert_eq!(fault_of("event_sinks", sinks(value!("x"))), None);
        assert_eq!(fault_of("event_sinks", sinks(Value::Null)), None);
        let without = value!([{"type": "zaqar-queue", "ttl": 1}]);
        assert_eq!(fault_of("event_sinks", without), Some("bad_request"));
    }
}
