//! `or`: whether any condition holds.

use super::Function;
use super::condition_and::{accept_conditions, decided_by};

/// Two or more conditions; those after the first that holds are not looked at.
pub(crate) static OR: Function = Function {
    accept: accept_conditions,
    ..Function::new(|call, scope| decided_by(call, scope, true))
};
