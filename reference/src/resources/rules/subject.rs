//! The resource that rules look at.

use std::fmt::Display;

use heat_spec::{Fault, Value, fault};
use heat_template::Properties;

/// A resource before it is made, its properties read.
pub(super) struct Subject<'s> {
    /// Its name.
    pub(super) name: &'s str,
    /// Its properties.
    pub(super) properties: &'s Properties,
}

impl<'s> Subject<'s> {
    /// A property's value; `null` if there is none.
    pub(super) fn get(&self, name: &str) -> &'s Value {
        self.properties.get(name)
    }

    /// Whether a property has a value, be it empty.
    pub(super) fn has(&self, name: &str) -> bool {
        !self.get(name).is_null()
    }

    /// Whether a property has a value that is true in Python's sense.
    pub(super) fn is_truthy(&self, name: &str) -> bool {
        self.get(name).is_truthy()
    }

    /// Whether a property is this text.
    pub(super) fn is(&self, name: &str, text: &str) -> bool {
        self.get(name).as_str() == Some(text)
    }

    /// Whether a property is one of these texts.
    pub(super) fn is_one_of(&self, name: &str, texts: &[&str]) -> bool {
        let value = self.get(name).as_str();
        value.is_some_and(|value| texts.contains(&value))
    }

    /// The items of a list; none if it has no value.
    pub(super) fn list(&self, name: &str) -> &'s [Value] {
        self.get(name).as_list().unwrap_or_default()
    }

    /// The names of the properties that have values, in the order of the schema.
    pub(super) fn given(&self) -> impl Iterator<Item = String> + use<'s> {
        let values = self.properties.values().iter();
        values
            .filter(|(_, value)| !value.is_null())
            .map(|(name, _)| name.json_text())
    }
}

/// Whether a member of a map has a value, be it empty.
pub(super) fn has(map: &Value, name: &str) -> bool {
    map.get(name).is_some_and(|value| !value.is_null())
}

/// Whether a member of a map has a value that is true in Python's sense.
pub(super) fn is_truthy(map: &Value, name: &str) -> bool {
    map.get(name).is_some_and(Value::is_truthy)
}

/// A rule that is broken, in upstream's words.
pub(super) fn refuse(message: impl Display) -> Result<(), Fault> {
    Err(fault::validation_failed(message))
}
