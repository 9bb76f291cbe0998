//! An attribute of a resource that something refers to, with the path that is followed in it.

use heat_spec::Value;

/// An attribute and a path; the path is empty where it is followed in the attribute's value.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributePath {
    /// The attribute.
    pub attribute: String,
    /// The path below it.
    pub path: Vec<Value>,
}

impl AttributePath {
    /// The attribute as a whole.
    pub(crate) fn whole(attribute: &str) -> Self {
        Self {
            attribute: attribute.to_owned(),
            path: Vec::new(),
        }
    }

    /// The name under which the value is kept: `attributes, value`.
    pub fn name(&self) -> String {
        name(&self.attribute, &self.path)
    }
}

/// The name of an attribute with a path.
pub fn name(attribute: &str, path: &[Value]) -> String {
    if path.is_empty() {
        return attribute.to_owned();
    }
    let path = path.iter().map(Value::python_str);
    let parts: Vec<String> = [attribute.to_owned()].into_iter().chain(path).collect();
    parts.join(", ")
}
