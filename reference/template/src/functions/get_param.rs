//! `get_param`: the value of a parameter, or a part of it.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::python::{index, number};

/// `get_param: NAME` or `get_param: [NAME, KEY…]`.
pub(crate) static GET_PARAM: Function = Function::new(value);

fn value(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let arguments = resolve(&call.arguments, scope)?;
    if !arguments.is_truthy() {
        return Err(fault::get_param_arguments(call.name));
    }
    let (name, path) = match &arguments {
        Value::String(_) => (&arguments, &[][..]),
        Value::List(items) => match items.split_first() {
            Some((name, path)) => (name, path),
            None => return Err(fault::get_param_arguments(call.name)),
        },
        _ => return Err(fault::get_param_type(call.name)),
    };
    let Some(name) = name.as_str() else {
        return Err(fault::get_param_name(call.name));
    };
    let value = scope.parameters.value(name)?;
    let part = path
        .iter()
        .try_fold(value.clone(), |value, key| part_of(&value, key));
    // A path that leads nowhere gives an empty text.
    let part = part.unwrap_or_else(|| Value::from(""));
    scope.budget.spend_value(&part)?;
    Ok(Some(part))
}

/// One step of a path; texts that write integers are positions too.
fn part_of(collection: &Value, key: &Value) -> Option<Value> {
    let position = match (collection, key) {
        (Value::List(_) | Value::String(_), Value::String(text)) => {
            Some(Value::Number(number::integer_of_text(text)?))
        }
        _ => None,
    };
    index::item(collection, position.as_ref().unwrap_or(key))
}
