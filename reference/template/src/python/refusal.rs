//! The two ways in which Python refuses a value; Heat answers them differently.

use heat_spec::{Fault, Value, fault};

/// A value that an operation refuses.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// The value is wrong (`ValueError`): the text reaches the client.
    Value(String),
    /// The value is of the wrong type (`TypeError`): where nothing catches it, the client sees
    /// only the general sentence.
    Type(String),
}

impl Refusal {
    /// The text of either kind.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Value(text) | Self::Type(text) => text,
        }
    }

    /// The fault where Heat catches wrong values but not wrong types.
    pub(crate) fn into_fault(self, wrap: impl FnOnce(String) -> Fault) -> Fault {
        match self {
            Self::Value(text) => wrap(text),
            Self::Type(_) => fault::bad_request(),
        }
    }
}

/// What Python says of a list or a map that it is to look up.
pub(crate) fn unhashable(value: &Value) -> String {
    format!("unhashable type: '{}'", value.python_type())
}
