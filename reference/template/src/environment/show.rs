//! Environments as they are stored and shown.

use heat_spec::{Fault, Map, Value};

use super::Environment;
use super::merge::schemas_of;
use crate::Files;
use crate::parameter::show::MASK;
use crate::template::Template;

impl Environment {
    /// `Environment` of the answer to `POST /validate`: nothing masked.
    pub fn shown(&self) -> Value {
        Value::Map(self.sections())
    }

    /// What is stored with a stack; [`Environment::new`] reads it again.
    pub fn stored(&self) -> Value {
        let mut sections = self.sections();
        sections.insert(
            "encrypted_param_names".into(),
            Value::List(self.encrypted_param_names.clone()),
        );
        Value::Map(sections)
    }

    /// The answer to `GET …/environment`: as stored, with the values of hidden parameters masked,
    /// those of the templates among the files too.
    ///
    /// Fails with the faults of such a template's version and parameters.
    pub fn masked(&self, template: &Template, files: &Files) -> Result<Value, Fault> {
        let schemas = schemas_of(template, files)?;
        let mut environment = self.clone();
        for values in [
            &mut environment.parameters,
            &mut environment.parameter_defaults,
        ] {
            for (name, value) in values.iter_mut() {
                let is_hidden = name
                    .as_str()
                    .and_then(|name| schemas.get(name))
                    .is_some_and(|schema| schema.is_hidden);
                if is_hidden {
                    *value = MASK.into();
                }
            }
        }
        Ok(environment.stored())
    }

    fn sections(&self) -> Map {
        [
            ("resource_registry", self.registry.to_value()),
            ("parameters", Value::Map(self.parameters.clone())),
            (
                "parameter_defaults",
                Value::Map(self.parameter_defaults.clone()),
            ),
            ("event_sinks", Value::List(self.event_sinks.clone())),
        ]
        .into_iter()
        .map(|(name, section)| (name.into(), section))
        .collect()
    }
}
