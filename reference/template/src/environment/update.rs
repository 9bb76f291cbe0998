//! The environment of an update that keeps what it does not name.

use heat_spec::{Fault, Map, Value, fault};

use super::merge::merge_files;
use super::{Environment, map_at, shape, sinks};
use crate::Files;
use crate::template::Template;

impl Environment {
    /// This environment, which a stack has, with what an update gives put over it.
    ///
    /// `sections` and `environment_files` are those of the request (see
    /// [`Environment::of_request`]), `files` those of the stack with those of the request. The
    /// parameters that `cleared` names are forgotten unless the request gives them, and so are those
    /// that the template does not define. Fails as [`Environment::of_request`] does.
    pub fn updated(
        &self,
        mut sections: Map,
        environment_files: Option<&Value>,
        files: &Files,
        template: &Template,
        cleared: &[String],
    ) -> Result<Self, Fault> {
        merge_files(&mut sections, environment_files, files, template)?;
        let given = Value::Map(sections);
        shape::check_depth(&given)?;
        let given = shape::with_text_keys(given);
        let mut updated = self.clone();
        updated.registry.load(given.get("resource_registry"))?;
        for name in cleared {
            updated.parameters.shift_remove(name.as_str());
        }
        updated.parameters.extend(map_at(&given, "parameters")?);
        let schemas = template.parameter_schemas();
        updated
            .parameters
            .retain(|name, _| name.as_str().is_some_and(|name| schemas.contains_key(name)));
        let defaults = pairs_of(given.get("parameter_defaults"))?;
        updated.parameter_defaults.extend(defaults);
        updated.event_sinks.extend(sinks(given.get("event_sinks"))?);
        Ok(updated)
    }
}

/// What is put over a map; texts and lists would have to be made of pairs.
fn pairs_of(section: Option<&Value>) -> Result<Map, Fault> {
    match section {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Map(map)) => Ok(map.clone()),
        Some(other @ (Value::String(_) | Value::List(_))) => {
            if other.is_truthy() {
                return Err(fault::value_error("the section is no map"));
            }
            Ok(Map::new())
        }
        Some(_) => Err(fault::bad_request()),
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    fn template() -> Template {
        Template::new(value!({
            "heat_template_version": "2016-10-14",
            "parameters": {
                "kept": {"type": "string", "default": "d"},
                "changed": {"type": "string", "default": "d"},
                "cleared": {"type": "string", "default": "d"}
            }
        }))
        .unwrap()
    }

    fn before() -> Environment {
        Environment::new(&value!({
            "parameters": {"kept": "a", "changed": "a", "cleared": "a", "former": "a"},
            "parameter_defaults": {"kept": "x"},
            "resource_registry": {"A": "OS::Heat::None", "B": "OS::Heat::None"}
        }))
        .unwrap()
    }

    fn updated(sections: &Value, cleared: &[&str]) -> Value {
        let cleared: Vec<String> = cleared.iter().map(|&name| name.to_owned()).collect();
        let sections = sections.as_map().unwrap().clone();
        before()
            .updated(sections, None, &Files::new(), &template(), &cleared)
            .unwrap()
            .shown()
    }

    #[test]
    fn what_is_not_named_is_kept_and_what_is_unknown_is_dropped() {
        let sections = value!({
            "parameters": {"changed": "b", "unknown": "b"},
            "parameter_defaults": {"other": "y"}
        });
        let shown = updated(&sections, &[]);
        assert_eq!(
            shown.get("parameters"),
            Some(&value!({"kept": "a", "changed": "b", "cleared": "a"}))
        );
        assert_eq!(
            shown.get("parameter_defaults"),
            Some(&value!({"kept": "x", "other": "y"}))
        );
    }

    #[test]
    fn a_cleared_parameter_is_forgotten_unless_it_is_given() {
        let sections = value!({"parameters": {"changed": "b"}});
        let shown = updated(&sections, &["cleared", "changed", "nobody's"]);
        assert_eq!(
            shown.get("parameters"),
            Some(&value!({"kept": "a", "changed": "b"}))
        );
    }

    #[test]
    fn a_null_takes_an_entry_of_the_registry_away() {
        let sections = value!({"resource_registry": {"A": null, "C": "OS::Heat::Value"}});
        let shown = updated(&sections, &[]);
        assert_eq!(
            shown.get("resource_registry"),
            Some(&value!({"resources": {}, "B": "OS::Heat::None", "C": "OS::Heat::Value"}))
        );
    }

    #[test]
    fn defaults_are_put_over_those_that_are_there_if_they_are_a_map() {
        let fault_of = |section: Value| {
            let sections = Map::from_iter([("parameter_defaults".into(), section)]);
            let updated = before().updated(sections, None, &Files::new(), &template(), &[]);
            updated.err().map(|fault| fault.id)
        };
        for empty in [value!([]), value!(""), value!({})] {
            assert_eq!(fault_of(empty), None);
        }
        for number in [value!(0), value!(1.5), value!(false), value!(true)] {
            assert_eq!(fault_of(number), Some("bad_request"));
        }
        for other in [value!("x"), value!(["a"])] {
            assert_eq!(fault_of(other), Some("value_error"));
        }
    }
}
