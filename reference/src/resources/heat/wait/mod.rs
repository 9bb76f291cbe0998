//! Wait conditions: signals that a stack waits for, and the handles that they are sent to.

pub(in crate::resources) mod condition;
pub(in crate::resources) mod handle;
mod signals;
