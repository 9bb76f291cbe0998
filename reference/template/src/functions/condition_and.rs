//! `and`: whether all conditions hold.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};

/// Two or more conditions; those after the first that does not hold are not looked at.
pub(crate) static AND: Function = Function {
    accept: accept_conditions,
    ..Function::new(|call, scope| decided_by(call, scope, false))
};

/// The check that `and` and `or` share.
pub(crate) fn accept_conditions(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        None => Err(fault::condition_list(name)),
        Some([] | [_]) => Err(fault::condition_list_length(name)),
        Some(_) => Ok(()),
    }
}

/// `decisive` if any condition is `decisive`, its opposite otherwise.
pub(crate) fn decided_by(
    call: &Call,
    scope: &Scope<'_>,
    decisive: bool,
) -> Result<Option<Value>, Fault> {
    let conditions = resolve(&call.arguments, scope)?;
    for condition in conditions.as_list().unwrap_or_default() {
        if scope.is_enabled(condition)? == decisive {
            return Ok(Some(Value::from(decisive)));
        }
    }
    Ok(Some(Value::from(!decisive)))
}
