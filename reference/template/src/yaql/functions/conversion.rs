//! Types: `int`, `float`, `str`, `isString`, `isList`, `isDict`, `isSet`, `isIterable`, `isRegex`.

use crate::python::number;
use crate::yaql::call::definition::{Definition, Parameter, function, need};
use crate::yaql::call::kind::Kind::Any;
use crate::yaql::datum::{Datum, repr};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use heat_spec::{Number, Value};

const VALUE: &[Parameter] = &[need("value", Any)];
const ARG: &[Parameter] = &[need("arg", Any)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("int", VALUE, |_, given| {
        let value = scalar(
            &given.value(0),
            "int() argument must be a string, a bytes-like object or a real number",
        )?;
        if value.is_null() {
            return Ok(Datum::integer(0));
        }
        match number::integer(&value) {
            Ok(Value::Number(number)) => Ok(Datum::Number(number)),
            Ok(Value::Bool(truth)) => Ok(Datum::integer(i64::from(truth))),
            Ok(_) => Ok(Datum::Null),
            Err(refusal) => Err(Problem::Other(refusal.into_text())),
        }
    }),
    function("float", VALUE, |_, given| {
        let value = scalar(
            &given.value(0),
            "float() argument must be a string or a real number",
        )?;
        if value.is_null() {
            return Ok(Datum::Number(Number::Float(0.0)));
        }
        match number::number(&value) {
            Ok(Value::Number(number)) => as_float(&number),
            Ok(Value::Bool(truth)) => Ok(Datum::Number(Number::Float(f64::from(u8::from(truth))))),
            Ok(_) => Ok(Datum::Null),
            Err(refusal) => Err(Problem::Other(refusal.into_text())),
        }
    }),
    function("str", VALUE, |machine, given| {
        text(machine, &given.value(0)).map(Datum::from)
    }),
    function("isString", ARG, |_, given| {
        Ok(Datum::Bool(matches!(given.value(0), Datum::Text(_))))
    }),
    function("isList", ARG, |_, given| {
        Ok(Datum::Bool(given.value(0).as_items().is_some()))
    }),
    function("isDict", ARG, |_, given| {
        Ok(Datum::Bool(matches!(given.value(0), Datum::Dict(_))))
    }),
    function("isSet", ARG, |_, given| {
        Ok(Datum::Bool(given.value(0).is_set()))
    }),
    function("isIterable", VALUE, |_, given| {
        Ok(Datum::Bool(given.value(0).is_iterable()))
    }),
    function("isRegex", VALUE, |_, given| {
        Ok(Datum::Bool(matches!(given.value(0), Datum::Pattern(_))))
    }),
];

/// The text of a value as the language writes it: `null`, `true`, `false`, else as Python does.
pub(crate) fn text(machine: &Machine<'_>, datum: &Datum) -> Result<String, Problem> {
    match datum {
        Datum::Null => Ok("null".to_owned()),
        Datum::Bool(true) => Ok("true".to_owned()),
        Datum::Bool(false) => Ok("false".to_owned()),
        other => repr::text(machine, other),
    }
}

fn scalar(datum: &Datum, refusal: &str) -> Result<Value, Problem> {
    match datum {
        Datum::Null => Ok(Value::Null),
        Datum::Bool(truth) => Ok(Value::Bool(*truth)),
        Datum::Number(number) => Ok(Value::Number(number.clone())),
        Datum::Text(text) => Ok(Value::from(&**text)),
        other => Err(Problem::Other(format!(
            "{refusal}, not '{}'",
            other.python_type()
        ))),
    }
}

fn as_float(number: &Number) -> Result<Datum, Problem> {
    let float = number.as_f64();
    if number.is_integer() && float.is_infinite() {
        return Err(Problem::other("int too large to convert to float"));
    }
    Ok(Datum::Number(Number::Float(float)))
}
