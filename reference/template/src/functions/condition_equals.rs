//! `equals`: whether two values are equal.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::equality::equal;

/// `[VALUE, VALUE]`.
pub(crate) static EQUALS: Function = Function {
    accept,
    ..Function::new(equals)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([_, _]) => Ok(()),
        _ => Err(fault::equals_arguments(name)),
    }
}

fn equals(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([a, b]) = call.arguments.as_list() else {
        return Err(fault::equals_arguments(call.name));
    };
    let (a, b) = (resolve(a, scope)?, resolve(b, scope)?);
    Ok(Some(Value::from(equal(&a, &b))))
}
