//! The shape of a JSON document: which types stand at which places, whatever the values are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Deeper than this nothing is told apart.
const MAX_DEPTH: usize = 24;

/// The types that were seen at each place; the items of a list share one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape(pub(super) BTreeMap<String, BTreeSet<&'static str>>);

impl Shape {
    /// Adds a document; `renamed` gives keys that hold names of the run their common form.
    pub(super) fn add(&mut self, document: &Value, renamed: &dyn Fn(&str) -> String) {
        self.add_at(String::new(), document, renamed, 0);
    }

    fn add_at(
        &mut self,
        place: String,
        value: &Value,
        renamed: &dyn Fn(&str) -> String,
        depth: usize,
    ) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Array(items) => {
                for item in items {
                    self.add_at(format!("{place}/*"), item, renamed, depth + 1);
                }
            }
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.add_at(
                        format!("{place}/{}", renamed(key)),
                        value,
                        renamed,
                        depth + 1,
                    );
                }
            }
            _ => {}
        }
        self.0.entry(place).or_default().insert(type_of(value));
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
