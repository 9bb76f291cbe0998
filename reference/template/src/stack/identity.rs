//! Who the stack is, for the pseudo parameters.

/// The identity of a stack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackIdentity {
    /// The name; `POST /validate` uses `dummy`.
    pub name: String,
    /// The id; nothing before the stack is stored, which shows as `None`.
    pub id: Option<String>,
    /// The id of the project that owns the stack.
    pub project_id: String,
}
