//! `str_replace` and its strict forms: placeholders of a text replaced by values.

use heat_spec::{Fault, Key, Map, Value, fault};

use super::Function;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::python::json;

/// Values may be scalars only.
pub(crate) static SCALARS: Function = Function {
    accept,
    ..Function::new(|call, scope| replace(call, scope, scalar_text, false))
};

/// Lists and maps are written as JSON.
pub(crate) static ANY: Function = Function {
    accept,
    ..Function::new(|call, scope| replace(call, scope, any_text, false))
};

/// Every placeholder must be in the template.
pub(crate) static STRICT: Function = Function {
    accept,
    ..Function::new(|call, scope| replace(call, scope, any_text, true))
};

/// And every value must be there.
pub(crate) static VERY_STRICT: Function = Function {
    accept,
    ..Function::new(|call, scope| replace(call, scope, present_text, true))
};

type TextOf = fn(name: &str, placeholder: &str, value: &Value) -> Result<String, Fault>;

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    let Some(map) = arguments.as_map() else {
        return Err(fault::arguments_not_a_map(name));
    };
    let (Some(params), Some(_)) = (map.get("params"), map.get("template")) else {
        return Err(fault::str_replace_syntax(name));
    };
    if params.as_map().is_none() && !params.is_call() {
        return Err(fault::str_replace_parameters(name));
    }
    Ok(())
}

/// The template with scalars in the place of the params, both still to be evaluated.
pub(crate) fn scalars(
    name: &str,
    template: &Expression,
    params: &Expression,
    scope: &Scope<'_>,
) -> Result<Option<Value>, Fault> {
    let template = resolve(template, scope)?;
    let params = resolve(params, scope)?;
    replaced(name, &template, &params, scope, scalar_text).map(|(text, _)| Some(text.into()))
}

fn replace(
    call: &Call,
    scope: &Scope<'_>,
    text_of: TextOf,
    is_strict: bool,
) -> Result<Option<Value>, Fault> {
    let argument = |key: &str| match call.arguments.as_map().and_then(|map| map.get(key)) {
        Some(argument) => resolve(argument, scope),
        None => Ok(Value::Null),
    };
    let template = argument("template")?;
    let params = argument("params")?;
    if is_strict && matches!(params, Value::Null | Value::Bool(_) | Value::Number(_)) {
        return Err(fault::function_argument(format!(
            "'{}' object is not iterable",
            params.python_type()
        )));
    }
    let (text, unused) = replaced(call.name, &template, &params, scope, text_of)?;
    if is_strict && !unused.is_empty() {
        return Err(fault::str_replace_unused(unused.join(",")));
    }
    Ok(Some(Value::from(text)))
}

/// The text, and the placeholders that the template does not have.
fn replaced<'p>(
    name: &str,
    template: &Value,
    params: &'p Value,
    scope: &Scope<'_>,
    text_of: TextOf,
) -> Result<(String, Vec<&'p str>), Fault> {
    let Some(template) = template.as_str() else {
        return Err(fault::str_replace_template(name));
    };
    let Some(params) = params.as_map() else {
        return Err(fault::str_replace_params(name));
    };
    substituted(name, template, params, scope, text_of)
}

/// A stretch of the template: still open to replacement, or the value put in already.
enum Piece<'t> {
    Open(&'t str),
    Value(usize),
}

/// The text with everything replaced, and the placeholders that it did not have.
///
/// Longer placeholders go first, equally long ones in order of the alphabet; what was put in is
/// not looked at again.
fn substituted<'p>(
    name: &str,
    template: &str,
    params: &'p Map,
    scope: &Scope<'_>,
    text_of: TextOf,
) -> Result<(String, Vec<&'p str>), Fault> {
    let mut placeholders: Vec<(&Key, &Value)> = params.iter().collect();
    placeholders.sort_by_key(|(key, _)| {
        let text = key.as_str().unwrap_or_default();
        (std::cmp::Reverse(text.chars().count()), text)
    });
    let mut values = Vec::with_capacity(placeholders.len());
    let mut unused = Vec::new();
    let mut pieces = vec![Piece::Open(template)];
    for (key, value) in placeholders {
        let placeholder = key.as_str().unwrap_or_default();
        let value = text_of(name, placeholder, value)?;
        if placeholder.is_empty() {
            return Err(fault::str_replace_empty_placeholder());
        }
        scope.budget.work(template.len())?;
        values.push(value);
        let n_pieces = pieces.len();
        pieces = split(pieces, placeholder, values.len() - 1);
        if pieces.len() == n_pieces {
            unused.push(placeholder);
        }
    }
    let length = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Open(text) => text.len(),
            Piece::Value(index) => values[*index].len(),
        })
        .fold(0, usize::saturating_add);
    scope.budget.spend(length)?;
    let mut text = String::with_capacity(length);
    for piece in pieces {
        match piece {
            Piece::Open(open) => text.push_str(open),
            Piece::Value(index) => text.push_str(&values[index]),
        }
    }
    Ok((text, unused))
}

fn split<'t>(pieces: Vec<Piece<'t>>, placeholder: &str, value: usize) -> Vec<Piece<'t>> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Piece::Open(text) = piece else {
            out.push(piece);
            continue;
        };
        for (index, part) in text.split(placeholder).enumerate() {
            if index > 0 {
                out.push(Piece::Value(value));
            }
            out.push(Piece::Open(part));
        }
    }
    out
}

fn scalar_text(name: &str, placeholder: &str, value: &Value) -> Result<String, Fault> {
    match value {
        Value::Null => Ok(String::new()),
        Value::List(_) | Value::Map(_) => Err(fault::str_replace_value(name, placeholder)),
        scalar => Ok(scalar.python_str()),
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the three ways to write a value have one signature"
)]
fn any_text(_name: &str, _placeholder: &str, value: &Value) -> Result<String, Fault> {
    Ok(match value {
        Value::Null => String::new(),
        Value::List(_) | Value::Map(_) => json::sorted(value),
        scalar => scalar.python_str(),
    })
}

fn present_text(name: &str, placeholder: &str, value: &Value) -> Result<String, Fault> {
    let is_empty = match value {
        Value::Bool(_) | Value::Number(_) => false,
        other => !other.is_truthy(),
    };
    if is_empty {
        return Err(fault::str_replace_empty_value(name, placeholder));
    }
    any_text(name, placeholder, value)
}
