//! `Fn::Split`: a text cut at a delimiter.

use heat_spec::{Fault, Value, fault};

use super::Function;
use super::unpack::cannot_unpack;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};

/// `[DELIMITER, TEXT]`; the delimiter has to be written as a text.
pub(crate) static SPLIT: Function = Function {
    accept,
    ..Function::new(split)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments {
        Expression::List(items) if items.len() == 2 => Ok(()),
        Expression::List(_) | Expression::Map(_) | Expression::Scalar(Value::String(_)) => {
            Err(fault::split_arguments(name))
        }
        other => Err(fault::function_argument(cannot_unpack(other))),
    }
}

fn split(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([delimiter, text]) = call.arguments.as_list() else {
        return Err(fault::split_arguments(call.name));
    };
    let text = resolve(text, scope)?;
    let Some(delimiter) = delimiter.as_text() else {
        return Err(fault::split_delimiter(call.name));
    };
    let Some(text) = text.as_str() else {
        return Err(fault::split_text(text.python_type()));
    };
    if delimiter.is_empty() {
        return Err(fault::str_replace_empty_placeholder());
    }
    let pieces = Value::List(text.split(delimiter).map(Value::from).collect());
    scope.budget.spend_value(&pieces)?;
    Ok(Some(pieces))
}
