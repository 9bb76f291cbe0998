//! Parameters as clients see them.

use heat_spec::{Fault, Map, Value, fault};

use super::parameters::{Parameter, Parameters};
use super::pseudo;
use crate::constraint::Rule;
use crate::data_type::DataType;
use crate::version::Language;

/// What stands for a hidden value.
pub(crate) const MASK: &str = "******";

impl Parameters {
    /// `stack.parameters` of the views of a stack: every value as text, hidden ones masked.
    ///
    /// Fails if a parameter has no value, which a validated stack does not have.
    pub fn as_text(&self) -> Result<Map, Fault> {
        self.iter()
            .map(|parameter| {
                let value = parameter.value()?;
                let text = if parameter.schema.is_hidden {
                    MASK.to_owned()
                } else {
                    text(parameter.schema.data_type, value)
                };
                Ok((parameter.name.as_str().into(), Value::String(text)))
            })
            .collect()
    }

    /// `Parameters` of the answer to `POST /validate`: definitions and given values as they are
    /// written, nothing masked.
    ///
    /// Fails with `bad_request` if the description of a constraint is no text, as upstream, which
    /// refuses it nowhere else.
    pub fn described(&self) -> Result<Map, Fault> {
        self.described_within(self.language)
    }

    /// The same of a stack inside of one in that language: upstream leaves out what the service
    /// provides in the language of the outermost stack, and shows what it provides in the other.
    pub fn described_within(&self, language: Language) -> Result<Map, Fault> {
        self.iter()
            .filter(|parameter| !pseudo::is_name(language, &parameter.name))
            .map(|parameter| Ok((parameter.name.as_str().into(), described(parameter)?)))
            .collect()
    }
}

fn text(data_type: DataType, value: &Value) -> String {
    match (data_type, value) {
        (DataType::List, Value::List(items)) => {
            let texts: Vec<String> = items.iter().map(Value::python_str).collect();
            texts.join(",")
        }
        (DataType::Map, value) => value.to_json(),
        _ => value.python_str(),
    }
}

fn described(parameter: &Parameter) -> Result<Value, Fault> {
    let schema = &parameter.schema;
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.insert(key.into(), value);
    };
    put("Type", schema.data_type.api_name().into());
    put("Description", or(&schema.description, ""));
    put(
        "NoEcho",
        if schema.is_hidden { "true" } else { "false" }.into(),
    );
    put("Label", or(&schema.label, &parameter.name));
    if let Some(default) = parameter.default() {
        put("Default", default.clone());
    }
    // An empty value counts as none here.
    if let Some(given) = parameter.given.as_ref().filter(|given| given.is_truthy()) {
        put("Value", given.clone());
    }
    if !schema.tags.is_empty() {
        put("Tags", Value::List(schema.tags.clone()));
    }
    let mut descriptions = Vec::new();
    for constraint in &schema.constraints {
        for (key, value) in fields(&constraint.rule) {
            // A name that is none is shown as that.
            if !value.is_null() || matches!(constraint.rule, Rule::Custom(_)) {
                put(key, value);
            }
        }
        if constraint.description.is_truthy() {
            let description = constraint.description.as_str();
            descriptions.push(description.ok_or_else(fault::bad_request)?);
        }
    }
    if !descriptions.is_empty() {
        put("ConstraintDescription", descriptions.join(" ").into());
    }
    Ok(Value::Map(map))
}

/// A text, whatever it is written as.
fn or(value: &Value, instead: &str) -> Value {
    if value.is_truthy() {
        value.python_str().into()
    } else {
        instead.into()
    }
}

fn fields(rule: &Rule) -> Vec<(&'static str, Value)> {
    match rule {
        Rule::Length { min, max } => {
            vec![("MinLength", min.clone()), ("MaxLength", max.clone())]
        }
        Rule::Range { min, max } => vec![("MinValue", min.clone()), ("MaxValue", max.clone())],
        Rule::Modulo { step, offset } => vec![("Step", step.clone()), ("Offset", offset.clone())],
        Rule::AllowedValues(allowed) => vec![("AllowedValues", Value::List(allowed.clone()))],
        Rule::AllowedPattern(pattern) => vec![("AllowedPattern", pattern.source().into())],
        Rule::Custom(name) => vec![("CustomConstraint", name.clone())],
    }
}
