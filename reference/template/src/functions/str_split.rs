//! `str_split`: a text cut at a delimiter, or one of the pieces.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::refusal::Refusal;
use crate::python::{index, number};

/// `[DELIMITER, TEXT]` or `[DELIMITER, TEXT, INDEX]`.
pub(crate) static STR_SPLIT: Function = Function {
    accept,
    ..Function::new(split)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    if arguments.as_text().is_some() || arguments.as_map().is_some() {
        return Err(fault::str_split_arguments(name));
    }
    Ok(())
}

fn split(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let arguments = resolve(&call.arguments, scope)?;
    let (delimiter, text, place) = match arguments.as_list() {
        Some([delimiter, text]) => (delimiter, text, None),
        Some([delimiter, text, place, ..]) => (delimiter, text, Some(place)),
        _ => return Err(fault::str_split_arguments(call.name)),
    };
    if text.is_null() {
        return Ok(Some(Value::Null));
    }
    let Some(text) = text.as_str() else {
        return Err(fault::function_argument(format!(
            "'{}' object has no attribute 'split'",
            text.python_type()
        )));
    };
    let pieces: Vec<Value> = match delimiter {
        // Without a delimiter Python splits at any white space.
        Value::Null => text.split_whitespace().map(Value::from).collect(),
        Value::String(delimiter) if delimiter.is_empty() => {
            return Err(fault::str_replace_empty_placeholder());
        }
        Value::String(delimiter) => text.split(delimiter.as_str()).map(Value::from).collect(),
        other => {
            return Err(fault::function_argument(format!(
                "must be str or None, not {}",
                other.python_type()
            )));
        }
    };
    let result = Value::List(pieces);
    scope.budget.spend_value(&result)?;
    let Some(place) = place else {
        return Ok(Some(result));
    };
    let place = number::integer(place).map_err(|refusal| match refusal {
        Refusal::Value(_) => fault::str_split_index(call.name),
        Refusal::Type(text) => fault::function_argument(text),
    })?;
    let pieces = result.as_list().unwrap_or_default();
    match index::position(&place, pieces.len()) {
        Some(place) => Ok(Some(pieces[place].clone())),
        None => Err(fault::str_split_range(call.name, pieces.len() - 1)),
    }
}
