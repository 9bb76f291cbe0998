//! `yaql`: the value of an expression of the query language.

use heat_spec::{Fault, Map, Value, fault};

use super::Function;
use crate::expression::check::check_arguments;
use crate::expression::resolve::resolve;
use crate::expression::scope::Scope;
use crate::expression::{Call, Expression};
use crate::yaql::{evaluate, parse};

/// `expression` and the `data` that it sees as `$.data`.
pub(crate) static YAQL: Function = Function {
    accept,
    check,
    ..Function::new(yaql)
};

fn accept(name: &str, arguments: &Expression) -> Result<(), Fault> {
    let Some(map) = arguments.as_map() else {
        return Err(fault::yaql_arguments(name));
    };
    let knows = |key: &heat_spec::Key| matches!(key.as_str(), Some("expression" | "data"));
    if map.contains_key("expression") && map.keys().all(knows) {
        Ok(())
    } else {
        Err(fault::yaql_syntax(name))
    }
}

fn check(call: &Call, scope: &Scope<'_>) -> Result<(), Fault> {
    check_arguments(call, scope)?;
    match argument(call, "expression") {
        Some(Expression::Call(_) | Expression::Absent) | None => Ok(()),
        Some(written) => parsed(call, &written.as_written()).map(drop),
    }
}

fn yaql(call: &Call, scope: &Scope<'_>) -> Result<Option<Value>, Fault> {
    let expression = match argument(call, "expression") {
        Some(expression) => resolve(expression, scope)?,
        None => Value::Null,
    };
    let expression = parsed(call, &expression)?;
    let data = match argument(call, "data") {
        Some(data) => resolve(data, scope)?,
        None => Value::Map(Map::new()),
    };
    evaluate(&expression, &data, scope).map(Some)
}

fn argument<'c>(call: &'c Call, name: &str) -> Option<&'c Expression> {
    call.arguments.as_map()?.get(name)
}

fn parsed(call: &Call, expression: &Value) -> Result<crate::yaql::Parsed, Fault> {
    let text = expression
        .as_str()
        .ok_or_else(|| fault::yaql_expression(call.name))?;
    parse(text).map_err(fault::yaql_bad_expression)
}
