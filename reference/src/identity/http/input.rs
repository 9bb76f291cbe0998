//! The attributes of something that a client creates or changes, checked one by one.

use serde_json::{Map, Value};

use super::KeystoneFault;
use crate::identity::records::Extra;

/// The attributes; those that are taken are gone, the rest is kept as it is.
pub(super) struct Input {
    kind: &'static str,
    attributes: Map<String, Value>,
}

impl Input {
    /// The attributes of a `kind` of thing.
    pub(super) fn new(kind: &'static str, attributes: Map<String, Value>) -> Self {
        Self { kind, attributes }
    }

    /// The name that something new must have.
    pub(super) fn name(&mut self) -> Result<String, KeystoneFault> {
        match self.new_name()? {
            Some(name) => Ok(name),
            None => Err(KeystoneFault::Invalid(format!(
                "Invalid input for field/attribute {}. 'name' is a required property",
                self.kind
            ))),
        }
    }

    /// The name, if one is given.
    pub(super) fn new_name(&mut self) -> Result<Option<String>, KeystoneFault> {
        let Some(name) = self.text("name")? else {
            return Ok(None);
        };
        if name.is_empty() {
            return Err(KeystoneFault::Invalid(
                "Invalid input for field/attribute name. Value: . '' should be non-empty"
                    .to_owned(),
            ));
        }
        if name.chars().count() > 255 {
            return Err(KeystoneFault::Invalid(format!(
                "Invalid input for field/attribute name. Value: {name}. '{name}' is too long"
            )));
        }
        Ok(Some(name))
    }

    /// A text; nothing if it is not given or null.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, KeystoneFault> {
        match self.attributes.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(wrong_type(name, &other, "string")),
        }
    }

    /// A truth value, if one is given.
    pub(super) fn truth(&mut self, name: &str) -> Result<Option<bool>, KeystoneFault> {
        match self.attributes.remove(name) {
            None => Ok(None),
            Some(Value::Bool(truth)) => Ok(Some(truth)),
            Some(other) => Err(wrong_type(name, &other, "boolean")),
        }
    }

    /// A list of texts, if one is given.
    pub(super) fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, KeystoneFault> {
        let Some(value) = self.attributes.remove(name) else {
            return Ok(None);
        };
        match serde_json::from_value(value.clone()) {
            Ok(texts) => Ok(Some(texts)),
            Err(_) => Err(wrong_type(name, &value, "array")),
        }
    }

    /// Whether the attribute is given at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// Drops what the service itself decides.
    pub(super) fn ignore(&mut self, names: &[&str]) {
        for name in names {
            self.attributes.remove(*name);
        }
    }

    /// What is left: attributes without a meaning here.
    pub(super) fn rest(self) -> Extra {
        self.attributes
    }
}

fn wrong_type(name: &str, value: &Value, expected: &str) -> KeystoneFault {
    KeystoneFault::Invalid(format!(
        "Invalid input for field/attribute {name}. Value: {value}. {value} is not of type \
         '{expected}'"
    ))
}
