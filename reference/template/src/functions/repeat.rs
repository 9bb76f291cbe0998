//! `repeat`: copies of a template, one per item of the lists.

use heat_spec::{Fault, Key, Value, fault};

use super::Function;
use crate::expression::check::check_arguments;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};

/// Over lists.
pub(crate) static OVER_LISTS: Function = Function {
    accept,
    check,
    ..Function::new(|call, scope| {
        repeat(
            call,
            scope,
            Kind {
                maps: false,
                nested: true,
            },
        )
    })
};

/// Over lists and the keys of maps.
pub(crate) static OVER_MAPS: Function = Function {
    accept,
    check,
    ..Function::new(|call, scope| {
        repeat(
            call,
            scope,
            Kind {
                maps: true,
                nested: true,
            },
        )
    })
};

/// The same; with `permutations: false` side by side over lists of one length.
pub(crate) static WITH_PERMUTATIONS: Function = Function {
    accept: accept_permutations,
    check,
    ..Function::new(|call, scope| {
        let is_nested = !matches!(
            argument(call, "permutations"),
            Some(Expression::Scalar(Value::Bool(false)))
        );
        repeat(
            call,
            scope,
            Kind {
                maps: is_nested,
                nested: is_nested,
            },
        )
    })
};

/// What is walked over, and how.
#[derive(Clone, Copy)]
struct Kind {
    /// Whether maps may stand for their keys.
    maps: bool,
    /// Whether every item meets every other; else they go side by side.
    nested: bool,
}

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    let Some(map) = arguments.as_map() else {
        return Err(fault::arguments_not_a_map(name));
    };
    if map.contains_key("for_each") && map.contains_key("template") {
        Ok(())
    } else {
        Err(fault::repeat_syntax())
    }
}

fn accept_permutations(name: &str, arguments: &Expression) -> Result<(), Fault> {
    accept(name, arguments)?;
    match arguments.as_map().and_then(|map| map.get("permutations")) {
        None | Some(Expression::Scalar(Value::Bool(_))) => Ok(()),
        Some(_) => Err(fault::repeat_permutations(name)),
    }
}

fn argument<'c>(call: &'c Call, key: &str) -> Option<&'c Expression> {
    call.arguments.as_map()?.get(key)
}

fn check(call: &Call, scope: &Scope<'_>) -> Result<(), Fault> {
    check_arguments(call, scope)?;
    match argument(call, "for_each") {
        Some(Expression::Map(_) | Expression::Call(_)) => Ok(()),
        _ => Err(fault::repeat_for_each(call.name)),
    }
}

fn repeat(call: &Call, scope: &Scope<'_>, kind: Kind) -> Result<Option<Value>, Fault> {
    let for_each = resolve(
        argument(call, "for_each").unwrap_or(&Expression::Absent),
        scope,
    )?;
    let Some(for_each) = for_each.as_map() else {
        return Err(fault::function_argument(format!(
            "'{}' object has no attribute 'items'",
            for_each.python_type()
        )));
    };
    if for_each.is_empty() {
        return Err(fault::repeat_empty());
    }
    let placeholders: Vec<&str> = for_each.keys().filter_map(Key::as_str).collect();
    let lists = for_each
        .values()
        .map(|values| items(call, values, kind))
        .collect::<Result<Vec<_>, Fault>>()?;
    if !kind.nested {
        let lengths: Vec<usize> = for_each
            .values()
            .zip(&lists)
            .filter(|(values, _)| !values.is_null())
            .map(|(_, items)| items.len())
            .collect();
        if lengths.windows(2).any(|pair| pair[0] != pair[1]) {
            return Err(fault::repeat_lengths(call.name));
        }
    }
    let template = resolve(
        argument(call, "template").unwrap_or(&Expression::Absent),
        scope,
    )?;
    let mut copies = Vec::new();
    for values in combinations(&lists, kind.nested) {
        let copy = replaced(&template, &placeholders, &values, scope)?;
        scope.budget.spend_value(&copy)?;
        copies.push(copy);
    }
    Ok(Some(Value::List(copies)))
}

fn items(call: &Call, values: &Value, kind: Kind) -> Result<Vec<Value>, Fault> {
    match values {
        // What is not known yet counts as empty, or checks would fail.
        Value::Null => Ok(Vec::new()),
        Value::List(items) => Ok(items.clone()),
        Value::Map(map) if kind.maps => Ok(map.keys().map(Key::to_value).collect()),
        _ if kind.maps => Err(fault::repeat_values_or_maps(call.name)),
        _ => Err(fault::repeat_values(call.name)),
    }
}

/// One item of every list at a time: all combinations with the last list fastest, or side by side.
fn combinations(lists: &[Vec<Value>], is_nested: bool) -> impl Iterator<Item = Vec<&Value>> {
    let lengths = lists.iter().map(Vec::len);
    let n_copies = if is_nested {
        lengths.fold(1, usize::saturating_mul)
    } else {
        lengths.min().unwrap_or(0)
    };
    (0..n_copies).map(move |copy| {
        let mut rest = copy;
        let mut chosen: Vec<&Value> = lists
            .iter()
            .rev()
            .map(|items| {
                if is_nested {
                    let item = &items[rest % items.len()];
                    rest /= items.len();
                    item
                } else {
                    &items[copy]
                }
            })
            .collect();
        chosen.reverse();
        chosen
    })
}

fn replaced(
    template: &Value,
    placeholders: &[&str],
    values: &[&Value],
    scope: &Scope<'_>,
) -> Result<Value, Fault> {
    let in_text = |text: &str| replaced_text(text, placeholders, values, scope);
    match template {
        Value::String(text) => in_text(text).map(Value::String),
        Value::List(items) => items
            .iter()
            .map(|item| replaced(item, placeholders, values, scope))
            .collect::<Result<_, Fault>>()
            .map(Value::List),
        Value::Map(map) => map
            .iter()
            .map(|(key, item)| {
                let key = match key {
                    Key::String(text) => Key::String(in_text(text)?),
                    other @ Key::Other(_) => other.clone(),
                };
                Ok((key, replaced(item, placeholders, values, scope)?))
            })
            .collect::<Result<_, Fault>>()
            .map(Value::Map),
        scalar => Ok(scalar.clone()),
    }
}

/// Unlike `str_replace` this looks at what it put in: one placeholder after the other.
fn replaced_text(
    text: &str,
    placeholders: &[&str],
    values: &[&Value],
    scope: &Scope<'_>,
) -> Result<String, Fault> {
    let mut text = text.to_owned();
    for (placeholder, value) in placeholders.iter().zip(values) {
        let Some(value) = value.as_str() else {
            let shown = match value {
                Value::Null => "None",
                other => other.python_type(),
            };
            return Err(fault::repeat_item(shown));
        };
        let n_places = if placeholder.is_empty() {
            text.chars().count() + 1
        } else {
            text.matches(placeholder).count()
        };
        scope.budget.spend(
            text.len()
                .saturating_add(n_places.saturating_mul(value.len())),
        )?;
        text = text.replace(placeholder, value);
    }
    Ok(text)
}
