//! The present values of resources, which functions refer to.

use heat_spec::{Fault, Value};

use crate::python::index::item;

/// What the resources of a stack are at the moment.
///
/// Only names of enabled resources of the template are asked for.
pub trait State {
    /// What `get_resource` gives: the physical id for most types, the name before there is one.
    fn reference_id(&self, resource: &str) -> Value;

    /// The value of an attribute, followed along `path` (see [`select`]).
    ///
    /// `null` if the resource was not acted on yet, or is deleted. Fails with
    /// `template_attribute` if the resource has no such attribute.
    fn attribute(&self, resource: &str, attribute: &str, path: &[Value]) -> Result<Value, Fault>;

    /// A map of all attributes but `show`; `null` if the resource was not acted on yet, is deleted
    /// or failed.
    fn attributes(&self, resource: &str) -> Result<Value, Fault>;

    /// Whether the resource was not acted on yet (`INIT`). What depends on it is a placeholder
    /// then, to which constraints do not apply.
    fn is_initial(&self, resource: &str) -> bool;
}

/// The state before anything is made: names for ids, `null` for attributes.
///
/// Templates are validated and previewed in this state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Initial;

impl State for Initial {
    fn reference_id(&self, resource: &str) -> Value {
        resource.into()
    }

    fn attribute(&self, _: &str, _: &str, _: &[Value]) -> Result<Value, Fault> {
        Ok(Value::Null)
    }

    fn attributes(&self, _: &str) -> Result<Value, Fault> {
        Ok(Value::Null)
    }

    fn is_initial(&self, _: &str) -> bool {
        true
    }
}

/// The part of an attribute's value that a path leads to: maps by key, lists and texts by
/// position; `null` if it leads nowhere.
pub fn select(value: &Value, path: &[Value]) -> Value {
    path.iter()
        .try_fold(value.clone(), |value, key| match key {
            Value::String(_) | Value::Bool(_) | Value::Number(_) => item(&value, key),
            _ => None,
        })
        .unwrap_or_default()
}
