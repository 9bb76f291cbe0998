//! `contains`: whether a list has a value, or a text a part.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::equality;

/// `[VALUE, LIST]` or `[PART, TEXT]`.
pub(crate) static CONTAINS: Function = Function {
    accept,
    ..Function::new(contains)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        None | Some([]) => Err(fault::contains_arguments(name)),
        Some([_, _]) => Ok(()),
        Some(_) => Err(fault::contains_form(name)),
    }
}

fn contains(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([value, sequence]) = call.arguments.as_list() else {
        return Err(fault::contains_form(call.name));
    };
    let value = resolve(value, scope)?;
    match resolve(sequence, scope)? {
        Value::List(items) => Ok(Some(Value::from(equality::contains(&items, &value)))),
        Value::String(text) => match value.as_str() {
            Some(part) => Ok(Some(Value::from(text.contains(part)))),
            None => Err(fault::contains_in_text(value.python_type())),
        },
        _ => Err(fault::contains_sequence(call.name)),
    }
}
