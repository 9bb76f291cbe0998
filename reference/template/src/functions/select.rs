//! `Fn::Select`: an item of a list, or a value of a map.

use heat_spec::{Fault, Number, Value, fault};

use super::Function;
use super::unpack::cannot_unpack;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::{index, json, number};

/// `[INDEX, COLLECTION]`; a collection may be written as JSON. What is not there is an empty text.
pub(crate) static SELECT: Function = Function {
    accept,
    is_unpacking: true,
    ..Function::new(select)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([_, _]) => Ok(()),
        Some(_) => Err(fault::select_arguments(name)),
        None => Err(fault::function_argument(cannot_unpack(arguments))),
    }
}

fn select(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([place, collection]) = call.arguments.as_list() else {
        return Err(fault::select_arguments(call.name));
    };
    let place = resolve(place, scope)?;
    let collection = match resolve(collection, scope)? {
        // An empty text is what other functions give as long as nothing is known.
        Value::String(text) if text.is_empty() => return Ok(Some(Value::from(""))),
        Value::String(text) => {
            json::read(&text).map_err(|reason| fault::select_json(call.name, reason))?
        }
        other => other,
    };
    let found = match &collection {
        Value::Map(map) => match place.as_str() {
            Some(key) => map.get(key).cloned(),
            None => return Err(fault::select_key(call.name)),
        },
        Value::List(items) => {
            let place = position(&place).ok_or_else(|| fault::select_index(call.name))?;
            index::position(&place, items.len()).map(|place| items[place].clone())
        }
        Value::Null => None,
        _ => return Err(fault::select_not_resolved(call.name)),
    };
    let found = found.unwrap_or_else(|| Value::from(""));
    scope.budget.spend_value(&found)?;
    Ok(Some(found))
}

/// What `int` makes of an index; a fraction is cut off, a text is read.
fn position(place: &Value) -> Option<Value> {
    match place {
        Value::Bool(_) | Value::Number(Number::Integer(_) | Number::Big(_)) => Some(place.clone()),
        other => number::integer(other).ok(),
    }
}
