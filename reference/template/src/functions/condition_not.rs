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

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments {
        Expression::Scalar(Value::Null) => Err(fault::not_arguments(name)),
        _ => Ok(()),
    }
}

fn not(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let condition = resolve(&call.arguments, scope)?;
    let is_enabled = scope.is_enabled(&condition)?;
    Ok(Some(Value::from(!is_enabled)))
}
