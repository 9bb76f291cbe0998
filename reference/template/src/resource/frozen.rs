//! A definition with every function evaluated, to compare an update with.

use heat_spec::{Map, Value};

use crate::python::equality::equal;

/// A resource's definition at one moment. Equal definitions need no update.
#[derive(Clone, Debug, Default)]
pub struct FrozenDefinition {
    /// The type as it is written.
    pub resource_type: String,
    /// The given properties, not yet read against the schema; `null` if there are none.
    pub properties: Value,
    /// The metadata; `null` if there is none.
    pub metadata: Value,
    /// The names of resources in `depends_on`; `null` if it is not there.
    pub depends_on: Value,
    /// The deletion policy; `null` if it is not there.
    pub deletion_policy: Value,
    /// The update policy; `null` if there is none.
    pub update_policy: Value,
    /// The id of a resource from outside; `null` if it is none.
    pub external_id: Value,
    /// The condition; `null` if there is none.
    pub condition: Value,
}

impl FrozenDefinition {
    /// The definition as it is stored: the keys of HOT, without those that are not there.
    pub fn to_value(&self) -> Value {
        let fields = [
            ("properties", &self.properties),
            ("metadata", &self.metadata),
            ("deletion_policy", &self.deletion_policy),
            ("update_policy", &self.update_policy),
            ("depends_on", &self.depends_on),
            ("external_id", &self.external_id),
            ("condition", &self.condition),
        ];
        let mut map = Map::new();
        map.insert("type".into(), self.resource_type.as_str().into());
        for (key, value) in fields {
            if !value.is_null() {
                map.insert(key.into(), value.clone());
            }
        }
        Value::Map(map)
    }

    /// Reads what [`FrozenDefinition::to_value`] wrote; what is missing is `null`.
    pub fn from_value(value: &Value) -> Self {
        let field = |key: &str| value.get(key).cloned().unwrap_or_default();
        Self {
            resource_type: field("type").as_str().unwrap_or_default().to_owned(),
            properties: field("properties"),
            metadata: field("metadata"),
            depends_on: field("depends_on"),
            deletion_policy: field("deletion_policy"),
            update_policy: field("update_policy"),
            external_id: field("external_id"),
            condition: field("condition"),
        }
    }

    /// The given properties; empty if there are none.
    pub fn given_properties(&self) -> Map {
        self.properties.as_map().cloned().unwrap_or_default()
    }

    /// Whether the metadata differs from that of `other`.
    pub fn has_other_metadata(&self, other: &Self) -> bool {
        !equal(&self.metadata, &other.metadata)
    }
}

impl PartialEq for FrozenDefinition {
    fn eq(&self, other: &Self) -> bool {
        equal(&self.to_value(), &other.to_value())
    }
}
