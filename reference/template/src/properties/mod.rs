//! Properties of a resource: given values read against the schema of the type.

pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod convert;
pub(crate) mod given;
pub(crate) mod read;

use heat_spec::{Map, Value};

use crate::constraint::inquiry::{Answers, Inquiry};
use crate::schema::resource::ResourceSchema;
use given::Given;

/// The values of all properties that a type has: as given, coerced, or the default; `null` where
/// there is neither.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    values: Map,
}

impl Properties {
    /// Reads values that were right once, to compare new ones with them: what cannot be read is
    /// `null`.
    pub fn stored(schema: &ResourceSchema, given: &Map) -> Self {
        let answers = Answers::new();
        let given = Given::Values(given);
        read::read_leniently(&schema.properties, given, "", &Inquiry::new(&answers))
    }

    /// The value of a property; `null` if it is not set or the type has no such property.
    pub fn get(&self, name: &str) -> &Value {
        self.values.get(name).unwrap_or(&Value::Null)
    }

    /// Gives a property another value, such as the id in place of a name.
    pub fn set(&mut self, name: &str, value: Value) {
        self.values.insert(name.into(), value);
    }

    /// All values, in the order of the schema.
    pub fn values(&self) -> &Map {
        &self.values
    }

    /// All values as one map.
    pub fn to_value(&self) -> Value {
        Value::Map(self.values.clone())
    }
}
