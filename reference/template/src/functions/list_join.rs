//! `list_join`: the items of lists as one text.

use heat_spec::{Fault, Value, fault};

use super::Function;
use crate::expression::resolve::{resolve, resolve_all};
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::json;

/// `[DELIMITER, LIST]`, the items being texts.
pub(crate) static ONE_LIST: Function = Function {
    accept: accept_one_list,
    ..Function::new(join_one)
};

/// `[DELIMITER, LIST…]`; maps and lists among the items are written as JSON.
pub(crate) static SEVERAL_LISTS: Function = Function {
    accept: accept_lists,
    ..Function::new(join_several)
};

/// How much of a wrong item a message shows.
const SHOWN: usize = 200;

fn accept_one_list(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([_, _]) => Ok(()),
        _ => Err(fault::list_join_arguments(name)),
    }
}

fn accept_lists(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([_, _, ..]) => Ok(()),
        _ => Err(fault::list_join_arguments_several(name)),
    }
}

fn join_one(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([delimiter, items]) = call.arguments.as_list() else {
        return Err(fault::list_join_arguments(call.name));
    };
    let items = match resolve(items, scope)? {
        Value::Null => Vec::new(),
        Value::List(items) => items,
        _ => return Err(fault::list_join_operand(call.name)),
    };
    join(call, delimiter, &items, scope, |item| match item {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        other => Err(fault::list_join_item(shown(other))),
    })
}

fn join_several(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([delimiter, lists @ ..]) = call.arguments.as_list() else {
        return Err(fault::list_join_arguments_several(call.name));
    };
    let mut items = Vec::new();
    for list in resolve_all(lists, scope)? {
        match list {
            Value::List(more) => items.extend(more),
            empty if !empty.is_truthy() => {}
            _ => return Err(fault::list_join_operand(call.name)),
        }
    }
    join(call, delimiter, &items, scope, |item| match item {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.clone()),
        Value::List(_) | Value::Map(_) => Ok(json::sorted(item)),
        other => Err(fault::list_join_item_any(shown(other))),
    })
}

fn join(
    call: &Call,
    delimiter: &Expression,
    items: &[Value],
    scope: &Scope<'_>,
    text_of: impl Fn(&Value) -> Result<String, Fault>,
) -> Result<Option<Value>, Fault> {
    let delimiter = resolve(delimiter, scope)?;
    let Some(delimiter) = delimiter.as_str() else {
        return Err(fault::list_join_delimiter(call.name));
    };
    let texts = items.iter().map(text_of).collect::<Result<Vec<_>, _>>()?;
    let length = texts
        .iter()
        .map(|text| text.len().saturating_add(delimiter.len()))
        .fold(0, usize::saturating_add);
    scope.budget.spend(length)?;
    Ok(Some(Value::from(texts.join(delimiter))))
}

fn shown(item: &Value) -> String {
    item.python_repr().chars().take(SHOWN).collect()
}
