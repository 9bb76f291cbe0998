//! What an evaluation fails with: the words of Python and of the language.

use heat_spec::{Fault, fault};

/// A failure on its way out of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Problem {
    /// A limit of this server.
    Fault(Fault),
    /// No function fits the arguments (some functions try another way then).
    NoMatch(String),
    /// A position that a list does not have (likewise).
    Index(String),
    /// Anything else.
    Other(String),
}

impl Problem {
    /// A failure in words of Python.
    pub(crate) fn other(text: impl Into<String>) -> Self {
        Self::Other(text.into())
    }

    /// A collection of more items than Heat lets expressions look at.
    pub(crate) fn too_large(limit: usize) -> Self {
        Self::Other(format!("Collection length exceeds {limit} elements"))
    }

    /// A value that is larger than Heat lets expressions make.
    pub(crate) fn too_much_memory() -> Self {
        Self::other("Expression consumed too much memory")
    }

    /// The end of a collection where an item was needed: Python says nothing of it.
    pub(crate) fn stop() -> Self {
        Self::other("")
    }

    /// The fault of the function call.
    pub(crate) fn into_fault(self) -> Fault {
        match self {
            Self::Fault(fault) => fault,
            Self::NoMatch(text) | Self::Index(text) | Self::Other(text) => fault::yaql_failed(text),
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
