//! `list_concat` and `list_concat_unique`: several lists as one.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::Call;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::python::equality::contains;

/// `[LIST…]`; `null` counts as an empty list.
pub(crate) static LIST_CONCAT: Function =
    Function::new(|call, scope| concat(call, scope).map(|items| Some(Value::List(items))));

/// The same, each value once.
pub(crate) static UNIQUE: Function = Function::new(|call, scope| {
    let mut unique: Vec<Value> = Vec::new();
    for item in concat(call, scope)? {
        scope.budget.work(unique.len())?;
        if !contains(&unique, &item) {
            unique.push(item);
        }
    }
    Ok(Some(Value::List(unique)))
});

fn concat(call: &Call, scope: &Scope<'_>) -> Result<Vec<Value>, Fault> {
    let arguments = resolve(&call.arguments, scope)?;
    let Some(lists) = arguments.as_list() else {
        return Err(fault::list_concat_arguments(call.name));
    };
    let mut items = Vec::new();
    for list in lists {
        match list {
            Value::Null => {}
            Value::List(more) => items.extend(more.iter().cloned()),
            other => {
                return Err(fault::list_concat_item(
                    arguments.to_json(),
                    other.to_json(),
                ));
            }
        }
    }
    Ok(items)
}
