//! Comparing: `=`, `!=`, and `<`, `<=`, `>`, `>=` of numbers, texts, sets and `null`.

use std::cmp::Ordering;

use heat_spec::Value;

use crate::python::number;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, function, need};
use crate::yaql::call::kind::Kind::{Any, Null, Number, Set, Some as NotNull, Text};
use crate::yaql::datum::Datum;
use crate::yaql::datum::equality::{equal, is_subset};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

const TEXTS: &[Parameter] = &[need("left", Text), need("right", Text)];
const NUMBERS: &[Parameter] = &[need("left", Number), need("right", Number)];
const SETS: &[Parameter] = &[need("left", Set), need("right", Set)];
const RIGHT_NULL: &[Parameter] = &[need("left", NotNull), need("right", Null)];
const LEFT_NULL: &[Parameter] = &[need("left", Null), need("right", NotNull)];
const NULLS: &[Parameter] = &[need("left", Null), need("right", Null)];

/// The functions. `null` is less than everything else.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function(
        "*equal",
        &[need("left", Any), need("right", Any)],
        |machine, given| {
            Ok(Datum::Bool(equal(
                machine,
                &given.value(0),
                &given.value(1),
            )?))
        },
    ),
    function(
        "*not_equal",
        &[need("left", Any), need("right", Any)],
        |machine, given| {
            Ok(Datum::Bool(!equal(
                machine,
                &given.value(0),
                &given.value(1),
            )?))
        },
    ),
    function("#operator_<", NUMBERS, |_, given| {
        Ok(numbers(given, Ordering::is_lt))
    }),
    function("#operator_<=", NUMBERS, |_, given| {
        Ok(numbers(given, Ordering::is_le))
    }),
    function("#operator_>", NUMBERS, |_, given| {
        Ok(numbers(given, Ordering::is_gt))
    }),
    function("#operator_>=", NUMBERS, |_, given| {
        Ok(numbers(given, Ordering::is_ge))
    }),
    function("#operator_<", TEXTS, |_, given| {
        Ok(texts(given).is_lt().into())
    }),
    function("#operator_<=", TEXTS, |_, given| {
        Ok(texts(given).is_le().into())
    }),
    function("#operator_>", TEXTS, |_, given| {
        Ok(texts(given).is_gt().into())
    }),
    function("#operator_>=", TEXTS, |_, given| {
        Ok(texts(given).is_ge().into())
    }),
    function("#operator_<", SETS, |machine, given| {
        subset(machine, &given.value(0), &given.value(1), true)
    }),
    function("#operator_<=", SETS, |machine, given| {
        subset(machine, &given.value(0), &given.value(1), false)
    }),
    function("#operator_>", SETS, |machine, given| {
        subset(machine, &given.value(1), &given.value(0), true)
    }),
    function("#operator_>=", SETS, |machine, given| {
        subset(machine, &given.value(1), &given.value(0), false)
    }),
    function("#operator_<", RIGHT_NULL, |_, _| Ok(Datum::Bool(false))),
    function("#operator_<=", RIGHT_NULL, |_, _| Ok(Datum::Bool(false))),
    function("#operator_>", RIGHT_NULL, |_, _| Ok(Datum::Bool(true))),
    function("#operator_>=", RIGHT_NULL, |_, _| Ok(Datum::Bool(true))),
    function("#operator_<", LEFT_NULL, |_, _| Ok(Datum::Bool(true))),
    function("#operator_<=", LEFT_NULL, |_, _| Ok(Datum::Bool(true))),
    function("#operator_>", LEFT_NULL, |_, _| Ok(Datum::Bool(false))),
    function("#operator_>=", LEFT_NULL, |_, _| Ok(Datum::Bool(false))),
    function("#operator_<", NULLS, |_, _| Ok(Datum::Bool(false))),
    function("#operator_<=", NULLS, |_, _| Ok(Datum::Bool(true))),
    function("#operator_>", NULLS, |_, _| Ok(Datum::Bool(false))),
    function("#operator_>=", NULLS, |_, _| Ok(Datum::Bool(true))),
];

/// What is no number compares with nothing.
fn numbers(given: &Arguments, fits: fn(Ordering) -> bool) -> Datum {
    let (a, b) = (
        Value::Number(given.number(0)),
        Value::Number(given.number(1)),
    );
    Datum::Bool(number::compare(&a, &b).is_some_and(fits))
}

fn texts(given: &Arguments) -> Ordering {
    // Python compares code points, which is how UTF-8 sorts.
    given.text(0).cmp(&given.text(1))
}

fn subset(machine: &Machine<'_>, a: &Datum, b: &Datum, is_proper: bool) -> Result<Datum, Problem> {
    let is_smaller = !is_proper || a.known_length() < b.known_length();
    Ok(Datum::Bool(is_smaller && is_subset(machine, a, b)?))
}
