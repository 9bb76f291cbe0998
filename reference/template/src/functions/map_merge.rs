//! `map_merge`: several maps as one; later entries win.

use heat_spec::{Fault, Map, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;

/// `[MAP…]`; `null` counts as an empty map.
pub(crate) static MAP_MERGE: Function = Function::new(merge);

/// How much of a wrong item a message shows.
const SHOWN: usize = 200;

fn merge(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let maps = match resolve(&call.arguments, scope)? {
        Value::List(maps) => maps,
        // A text is a sequence of letters.
        Value::String(text) => text.chars().map(|c| c.to_string().into()).collect(),
        _ => return Err(fault::map_merge_arguments(call.name)),
    };
    let mut merged = Map::new();
    for map in maps {
        match map {
            Value::Null => {}
            Value::Map(map) => merged.extend(map),
            other => {
                let shown: String = other.python_repr().chars().take(SHOWN).collect();
                return Err(fault::map_merge_item(shown, other.python_type()));
            }
        }
    }
    Ok(Some(Value::Map(merged)))
}
