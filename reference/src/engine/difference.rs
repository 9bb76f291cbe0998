//! What changed between two definitions of a resource, and what that asks for: a pure function.

use heat_spec::{Map, Value};
use heat_template::{FrozenDefinition, Properties};

use crate::resources::ResourceType;

/// What an update has to do.
#[derive(Debug, PartialEq)]
pub(super) enum Difference {
    /// Nothing.
    None,
    /// The real thing can be changed; the new values of the changed properties.
    InPlace(Map),
    /// Another one must be made.
    Replace,
    /// These properties must not be changed at all.
    Forbidden(Vec<String>),
}

/// Compares the definition that a resource was made by with the one that it is to have.
pub(super) fn difference(
    resource_type: &dyn ResourceType,
    before: &Value,
    after: &FrozenDefinition,
    properties_before: &Properties,
    properties_after: &Properties,
) -> Difference {
    if resource_type.ignores_changes()
        || (*before == after.to_value() && properties_before == properties_after)
    {
        return Difference::None;
    }
    let mut forbidden = Vec::new();
    let mut must_replace = false;
    let mut changes = Map::new();
    for (name, schema) in &properties_after.schema().properties {
        let value = properties_after.get(name);
        if properties_before.get(name) == value {
            continue;
        }
        if schema.immutable {
            forbidden.push(name.clone());
        }
        must_replace |= !schema.update_allowed;
        changes.insert(name.as_str().into(), value.clone());
    }
    if !forbidden.is_empty() {
        forbidden.sort();
        return Difference::Forbidden(forbidden);
    }
    if must_replace { Difference::Replace } else { Difference::InPlace(changes) }
}
