//! `not`: the opposite of a condition.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};

/// A condition: its name, a truth value or a function.
pub(crate) static NOT: Function = Function {
    accept,
    ..Function::new(not)
};

/// The same in a list of one item.
pub(crate) static NOT_OF_LIST: Function = Function {
    accept: accept_list,
    ..Function::new(not_of_list)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments {
        Expression::Scalar(Value::Null) => Err(fault::not_arguments(name)),
        _ => Ok(()),
    }
}

fn accept_list(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([_]) => Ok(()),
        _ => Err(fault::not_list_arguments(name)),
    }
}

fn not(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    opposite(&call.arguments, scope)
}

fn not_of_list(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    match call.arguments.as_list() {
        Some([condition]) => opposite(condition, scope),
        _ => Err(fault::not_list_arguments(call.name)),
    }
}

fn opposite(condition: &Expression, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let condition = resolve(condition, scope)?;
    let is_enabled = scope.is_enabled(&condition)?;
    Ok(Some(Value::from(!is_enabled)))
}
