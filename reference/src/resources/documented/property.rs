//! A property of a resource type as it is documented.

use heat_spec::{Map, Value};
use indexmap::IndexMap;
use serde::Deserialize;

/// A property, or a part of one.
#[derive(Debug, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are flags of the documented form"
)]
pub(crate) struct DocumentedProperty {
    /// `string`, `integer`, `number`, `boolean`, `list`, `map` or `any`.
    #[serde(rename = "type")]
    pub(crate) data_type: String,
    /// The default, if there is one.
    #[serde(default)]
    pub(crate) default: Option<serde_json::Value>,
    /// Whether a value must be given.
    #[serde(default)]
    pub(crate) required: bool,
    /// Whether a change is made in place.
    #[serde(default)]
    pub(crate) update_allowed: bool,
    /// Whether a change is refused.
    #[serde(default)]
    pub(crate) immutable: bool,
    /// Constraints, each a map of one key.
    #[serde(default)]
    pub(crate) constraints: Vec<IndexMap<String, serde_json::Value>>,
    /// What it holds: the keys of a map, or `*` for the items of a list.
    #[serde(default)]
    schema: IndexMap<String, DocumentedProperty>,
    /// Whether it is kept from clients, although templates may have it.
    #[serde(default)]
    pub(crate) hidden: bool,
}

impl DocumentedProperty {
    /// As the API shows it.
    pub(crate) fn view(&self) -> Value {
        let mut view = Map::new();
        let mut insert = |key: &str, value: Value| drop(view.insert(key.into(), value));
        insert("type", Value::from(&self.data_type));
        if let Some(default) = &self.default {
            insert("default", Value::from(default.clone()));
        }
        insert("required", Value::Bool(self.required));
        if !self.constraints.is_empty() {
            let constraints = self.constraints.iter().map(|constraint| {
                let fields = constraint.iter();
                fields
                    .map(|(key, value)| (key.as_str(), Value::from(value.clone())))
                    .collect()
            });
            insert("constraints", Value::List(constraints.collect()));
        }
        insert("update_allowed", Value::Bool(self.update_allowed));
        insert("immutable", Value::Bool(self.immutable));
        if !self.schema.is_empty() {
            let parts = self.schema.iter();
            insert(
                "schema",
                parts
                    .map(|(name, part)| (name.as_str(), part.view()))
                    .collect(),
            );
        }
        Value::Map(view)
    }
}
