//! `map_replace`: keys and values of a map replaced by others.

use heat_spec::{Fault, Key, Map, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::python::equality::equal;
use crate::python::refusal::unhashable;

/// `[MAP, {keys: MAP, values: MAP}]`.
pub(crate) static MAP_REPLACE: Function = Function::new(replace);

fn replace(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Value::List(arguments) = resolve(&call.arguments, scope)? else {
        return Err(fault::map_replace_arguments(call.name));
    };
    // The maps are looked at one by one before it turns out that there are too many or too few.
    let maps = arguments
        .iter()
        .take(2)
        .map(|argument| map_of(call, Some(argument)))
        .collect::<Result<Vec<_>, _>>()?;
    let ([input, replacements], 2) = (maps.as_slice(), arguments.len()) else {
        return Err(fault::map_replace_arguments(call.name));
    };
    let is_known = |key: &Key| matches!(key.as_str(), Some("keys" | "values"));
    if !replacements.keys().all(is_known) {
        return Err(fault::map_replace_arguments(call.name));
    }
    let keys = map_of(call, replacements.get("keys"))?;
    let values = map_of(call, replacements.get("values"))?;
    let mut output = Map::new();
    for (key, value) in input {
        let key = replaced_key(key, input, &output, &keys)?;
        output.insert(key, replaced_value(value, &values));
    }
    let output = Value::Map(output);
    scope.budget.spend_value(&output)?;
    Ok(Some(output))
}

fn map_of(call: &Call, value: Option<&Value>) -> Result<Map, Fault> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Map(map)) => Ok(map.clone()),
        Some(_) => Err(fault::map_replace_maps(call.name)),
    }
}

fn replaced_key(key: &Key, input: &Map, output: &Map, keys: &Map) -> Result<Key, Fault> {
    match keys.get(key) {
        None | Some(Value::Null) => Ok(key.clone()),
        Some(new @ (Value::List(_) | Value::Map(_))) => {
            Err(fault::function_argument(unhashable(new)))
        }
        Some(new) => {
            let new = Key::from(new.clone());
            if input.contains_key(&new) && new != *key {
                Err(fault::map_replace_input_collision(new))
            } else if output.contains_key(&new) {
                Err(fault::map_replace_output_collision(new))
            } else {
                Ok(new)
            }
        }
    }
}

/// Lists and maps are never replaced: Python cannot look them up.
fn replaced_value(value: &Value, values: &Map) -> Value {
    let found = match value {
        Value::List(_) | Value::Map(_) => None,
        Value::String(text) => values.get(text.as_str()),
        other => values
            .iter()
            .find(|(key, _)| equal(&key.to_value(), other))
            .map(|(_, new)| new),
    };
    found.unwrap_or(value).clone()
}
