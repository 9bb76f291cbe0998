//! Hooks (breakpoints) and restricted actions of single resources.

use heat_spec::{Fault, Value, fault};

use super::Environment;
use super::glob::matches;
use super::registry::Node;

/// Where a resource can be held until somebody lets it go on.
pub const HOOKS: &[&str] = &[
    "pre-create",
    "pre-update",
    "pre-delete",
    "post-create",
    "post-update",
    "post-delete",
];

/// What can be forbidden.
const ACTIONS: &[&str] = &["update", "replace"];

/// Whether an entry is a list of hooks or restricted actions; refuses one with wrong names.
pub(crate) fn is_item(key: &str, value: &Value) -> Result<bool, Fault> {
    match key {
        "hooks" if all_in(value, HOOKS) => Ok(true),
        "hooks" => Err(fault::hook_type(value.python_str())),
        "restricted_actions" if all_in(value, ACTIONS) => Ok(true),
        "restricted_actions" => Err(fault::restricted_action(value.python_str())),
        _ => Ok(false),
    }
}

impl Environment {
    /// The hooks that apply to a resource: `pre-create` and the like.
    pub fn hooks(&self, resource: &str) -> Vec<String> {
        self.items(resource, "hooks")
    }

    /// The actions that are forbidden for a resource: `update`, `replace`.
    pub fn restricted_actions(&self, resource: &str) -> Vec<String> {
        self.items(resource, "restricted_actions")
    }

    fn items(&self, resource: &str, key: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (pattern, node) in self.registry.resources() {
            let Node::Level(level) = node else { continue };
            if let Some(Node::Item(item)) = level.get(key)
                && matches(pattern, resource)
            {
                for name in texts(item) {
                    if !found.iter().any(|known| known == name) {
                        found.push(name.to_owned());
                    }
                }
            }
        }
        found
    }
}

fn all_in(value: &Value, names: &[&str]) -> bool {
    match value {
        Value::String(name) => names.contains(&name.as_str()),
        Value::List(items) => items
            .iter()
            .all(|item| item.as_str().is_some_and(|name| names.contains(&name))),
        _ => false,
    }
}

fn texts(item: &Value) -> Vec<&str> {
    match item {
        Value::String(name) => vec![name],
        Value::List(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
