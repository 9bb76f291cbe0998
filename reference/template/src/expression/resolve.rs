//! Evaluating: every call replaced by its result.

use heat_spec::{Fault, Value};

use super::Expression;
use super::scope::Scope;

/// The value of an expression; `null` if it is absent.
pub(crate) fn resolve(expression: &Expression, scope: &Scope<'_>) -> Result<Value, Fault> {
    Ok(resolve_present(expression, scope)?.unwrap_or_default())
}

/// The value of an expression, or nothing if an `if` left it out.
///
/// Absent items of lists and maps are dropped with their keys.
pub(crate) fn resolve_present(
    expression: &Expression,
    scope: &Scope<'_>,
) -> Result<Option<Value>, Fault> {
    match expression {
        Expression::Scalar(value) => {
            scope
                .budget
                .spend_text(value.as_str().unwrap_or_default())?;
            Ok(Some(value.clone()))
        }
        Expression::List(items) => resolve_all(items, scope).map(|items| Some(Value::List(items))),
        Expression::Map(map) => map
            .iter()
            .filter_map(|(key, item)| match resolve_present(item, scope) {
                Ok(Some(value)) => Some(
                    scope
                        .budget
                        .spend_text(key.as_str().unwrap_or_default())
                        .map(|()| (key.clone(), value)),
                ),
                Ok(None) => None,
                Err(fault) => Some(Err(fault)),
            })
            .collect::<Result<_, Fault>>()
            .map(|map| Some(Value::Map(map))),
        Expression::Call(call) => (call.function.resolve)(call, scope),
        Expression::Absent => Ok(None),
    }
}

/// The value of an expression, in which calls that miss the value of a parameter are `null`: the
/// outermost ones, with all that is in them.
pub(crate) fn resolve_without_missing(
    expression: &Expression,
    scope: &Scope<'_>,
) -> Result<Value, Fault> {
    match expression {
        Expression::List(items) => items
            .iter()
            .map(|item| resolve_without_missing(item, scope))
            .collect::<Result<_, Fault>>()
            .map(Value::List),
        Expression::Map(map) => map
            .iter()
            .map(|(key, item)| Ok((key.clone(), resolve_without_missing(item, scope)?)))
            .collect::<Result<_, Fault>>()
            .map(Value::Map),
        _ => match resolve(expression, scope) {
            Err(fault) if fault.id == "parameter_missing" => Ok(Value::Null),
            value => value,
        },
    }
}

/// The values of several expressions, without those that are absent.
pub(crate) fn resolve_all(items: &[Expression], scope: &Scope<'_>) -> Result<Vec<Value>, Fault> {
    items
        .iter()
        .filter_map(|item| resolve_present(item, scope).transpose())
        .collect()
}
