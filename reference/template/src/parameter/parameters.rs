//! The parameters of one stack: definitions and values together.

use heat_spec::{Fault, Map, Value, fault};
use indexmap::IndexMap;

use super::pseudo;
use super::schema::{ParameterSchema, ParameterSchemas};
use super::value::typed;
use crate::data_type::DataType;
use crate::stack::identity::StackIdentity;
use crate::version::Language;

/// One parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: String,
    /// Its definition.
    pub(crate) schema: ParameterSchema,
    /// The value that the request or an environment file gives; never `null`.
    pub(crate) given: Option<Value>,
    /// The default of the environment, which goes before that of the template.
    pub(crate) environment_default: Option<Value>,
    value: Result<Value, Fault>,
}

impl Parameter {
    fn new(
        name: &str,
        schema: ParameterSchema,
        given: Option<&Value>,
        environment_default: Option<&Value>,
    ) -> Self {
        let present = |value: Option<&Value>| value.filter(|value| !value.is_null()).cloned();
        let mut parameter = Self {
            name: name.to_owned(),
            schema,
            given: present(given),
            environment_default: present(environment_default),
            value: Ok(Value::Null),
        };
        parameter.value = parameter.read_value();
        parameter
    }

    /// The default that counts.
    pub(crate) fn default(&self) -> Option<&Value> {
        self.environment_default
            .as_ref()
            .or(self.schema.default.as_ref())
    }

    /// The value, or why there is none.
    pub(crate) fn value(&self) -> Result<&Value, Fault> {
        self.value.as_ref().map_err(Clone::clone)
    }

    fn read_value(&self) -> Result<Value, Fault> {
        let raw = match self.given.as_ref().or(self.default()) {
            Some(raw) => raw,
            // Upstream reads the missing value as text before it misses it.
            None if self.schema.data_type == DataType::Boolean => &Value::Null,
            None => return Err(fault::parameter_missing(&self.name)),
        };
        typed(self.schema.data_type, raw)
            .map_err(|refusal| fault::function_argument(refusal.into_text()))
    }
}

/// All parameters, the pseudo parameters first.
#[derive(Clone, Debug)]
pub struct Parameters {
    by_name: IndexMap<String, Parameter>,
    /// The values of the request, known or not.
    given: Map,
    pub(super) language: Language,
}

impl Parameters {
    /// The parameters with these definitions, values and defaults.
    pub(crate) fn new(
        schemas: &ParameterSchemas,
        given: &Map,
        defaults: &Map,
        stack: &StackIdentity,
        language: Language,
    ) -> Self {
        let defined = schemas
            .iter()
            .map(|(name, schema)| (name.as_str(), schema.clone()));
        let by_name = pseudo::parameters(language, stack)
            .into_iter()
            .chain(defined)
            .map(|(name, schema)| {
                let parameter = Parameter::new(name, schema, given.get(name), defaults.get(name));
                (name.to_owned(), parameter)
            })
            .collect();
        Self {
            by_name,
            given: given.clone(),
            language,
        }
    }

    /// The value of a parameter.
    ///
    /// Fails with `parameter_missing` if there is no such parameter or it has no value.
    pub fn value(&self, name: &str) -> Result<&Value, Fault> {
        self.get(name)
            .ok_or_else(|| fault::parameter_missing(name))?
            .value()
    }

    /// The parameter of that name.
    pub(crate) fn get(&self, name: &str) -> Option<&Parameter> {
        self.by_name.get(name)
    }

    /// All parameters, the pseudo parameters first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Parameter> {
        self.by_name.values()
    }

    /// The parameters that the template defines.
    pub(crate) fn defined(&self) -> impl Iterator<Item = &Parameter> {
        self.iter()
            .filter(|parameter| !pseudo::is_name(self.language, &parameter.name))
    }

    /// The names of values that were given without a definition.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = String> {
        self.given
            .keys()
            .map(heat_spec::Key::json_text)
            .filter(|name| pseudo::is_name(self.language, name) || !self.by_name.contains_key(name))
    }
}
