//! `Fn::MemberListToMap`: a map out of a numbered list of names and values.

use std::collections::BTreeMap;

use heat_spec::{Fault, Map, Value, fault};
use indexmap::IndexMap;

use super::Function;
use super::unpack::cannot_unpack;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::number::integer_of_text;

/// `[NAME OF KEYS, NAME OF VALUES, [".member.0.NAME=TEXT"…]]`.
pub(crate) static MEMBER_LIST_TO_MAP: Function = Function {
    accept,
    is_unpacking: true,
    ..Function::new(map)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    match arguments.as_list() {
        Some([key, value, _]) => {
            if key.as_text().is_none() {
                Err(fault::member_list_name(name, "Key"))
            } else if value.as_text().is_none() {
                Err(fault::member_list_name(name, "Value"))
            } else {
                Ok(())
            }
        }
        Some(_) => Err(fault::member_list_arguments()),
        None => Err(fault::function_argument(cannot_unpack(arguments))),
    }
}

fn map(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let Some([key_name, value_name, list]) = call.arguments.as_list() else {
        return Err(fault::member_list_arguments());
    };
    let list = resolve(list, scope)?;
    let members = members(&partials(&list)?);
    let named = |name: &Expression, member: &IndexMap<String, String>| {
        member.get(name.as_text().unwrap_or_default()).cloned()
    };
    let map: Map = members
        .values()
        .filter_map(|member| {
            let (key, value) = (named(key_name, member)?, named(value_name, member)?);
            Some((key.into(), Value::from(value)))
        })
        .collect();
    let map = Value::Map(map);
    scope.budget.spend_value(&map)?;
    Ok(Some(map))
}

/// The items cut at their first `=`; of two for the same name the later counts.
fn partials(list: &Value) -> Result<IndexMap<String, String>, Fault> {
    let items: Vec<Value> = match list {
        Value::List(items) => items.clone(),
        Value::Map(map) => map.keys().map(|key| key.json_text().into()).collect(),
        Value::String(text) => text
            .chars()
            .map(|letter| letter.to_string().into())
            .collect(),
        _ => return Err(fault::member_list_operand()),
    };
    let mut partials = IndexMap::new();
    for (place, item) in items.iter().enumerate() {
        let Some(item) = item.as_str() else {
            return Err(fault::member_list_item());
        };
        let Some((name, value)) = item.split_once('=') else {
            return Err(fault::function_argument(format_args!(
                "dictionary update sequence element #{place} has length 1; 2 is required"
            )));
        };
        partials.insert(name.to_owned(), value.to_owned());
    }
    Ok(partials)
}

/// What each number has, in the order of the numbers.
fn members(partials: &IndexMap<String, String>) -> BTreeMap<Place, IndexMap<String, String>> {
    let mut members: BTreeMap<Place, IndexMap<String, String>> = BTreeMap::new();
    for (name, value) in partials {
        let Some((place, rest)) = numbered(name) else {
            continue;
        };
        let member = members.entry(place).or_default();
        member.insert(rest.to_owned(), value.clone());
    }
    members
}

/// A number of any length: how many digits it has, then these.
type Place = (usize, String);

/// The number and what comes behind it; Python's `.` does not match the end of a line.
fn numbered(name: &str) -> Option<(Place, &str)> {
    let (digits, rest) = name.strip_prefix(".member.")?.split_once('.')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || integer_of_text(digits).is_none() {
        return None;
    }
    let digits = digits.trim_start_matches('0').to_owned();
    let rest = rest.split('\n').next().unwrap_or_default();
    Some(((digits.len(), digits), rest))
}
