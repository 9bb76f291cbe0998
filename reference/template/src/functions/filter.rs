//! `filter`: a list without some values.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::equality::contains;

/// `[VALUES, LIST]`.
pub(crate) static FILTER: Function = Function {
    accept,
    ..Function::new(filter)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        None => Err(fault::argument_not_a_list(name)),
        Some([_, _]) => Ok(()),
        Some(items) => Err(fault::filter_arguments(name, items.len())),
    }
}

fn filter(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([values, sequence]) = call.arguments.as_list() else {
        return Err(fault::argument_not_a_list(call.name));
    };
    let sequence = resolve(sequence, scope)?;
    if !sequence.is_truthy() {
        return Ok(Some(sequence));
    }
    let Value::List(items) = sequence else {
        return Err(fault::filter_sequence(call.name));
    };
    let values = resolve(values, scope)?;
    if !values.is_truthy() {
        return Ok(Some(Value::List(items)));
    }
    let Value::List(values) = values else {
        return Err(fault::filter_values(call.name));
    };
    scope
        .budget
        .work(items.len().saturating_mul(values.len()))?;
    let left = items.into_iter().filter(|item| !contains(&values, item));
    Ok(Some(Value::List(left.collect())))
}
