//! Stretches of time: `timespan`, its properties, and what operators make of them.

use heat_spec::Number;

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, function, may, need};
use crate::yaql::call::kind::Kind::{Any, Int, Number as Numeric, Timespan as Span};
use crate::yaql::datum::Datum;
use crate::yaql::datum::moment::{DAY, HOUR, SECOND, Timespan};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

const ONE: &[Parameter] = &[need("ts", Span)];
const TWO: &[Parameter] = &[need("ts1", Span), need("ts2", Span)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function(
        "timespan",
        &[
            may("days", Int),
            may("hours", Int),
            may("minutes", Int),
            may("seconds", Int),
            may("milliseconds", Int),
            may("microseconds", Int),
        ],
        timespan,
    ),
    function("isTimespan", &[need("value", Any)], |_, given| {
        Ok(Datum::Bool(matches!(given.value(0), Datum::Timespan(_))))
    }),
    function("utctz", &[], |_, _| Ok(Datum::Timespan(Timespan(0)))),
    function("localtz", &[], |_, _| Ok(Datum::Timespan(Timespan(0)))),
    function("#property#microseconds", ONE, |_, given| {
        Ok(Datum::integer(given.timespan(0).0))
    }),
    function("#property#milliseconds", ONE, |_, given| {
        Ok(in_units(given, 1000))
    }),
    function("#property#seconds", ONE, |_, given| {
        Ok(in_units(given, SECOND))
    }),
    function("#property#minutes", ONE, |_, given| {
        Ok(in_units(given, 60 * SECOND))
    }),
    function("#property#hours", ONE, |_, given| Ok(in_units(given, HOUR))),
    function("#property#days", ONE, |_, given| Ok(in_units(given, DAY))),
    function("#operator_+", TWO, |_, given| {
        checked(given.timespan(0).0.checked_add(given.timespan(1).0))
    }),
    function("#operator_-", TWO, |_, given| {
        checked(given.timespan(0).0.checked_sub(given.timespan(1).0))
    }),
    function("#operator_>", TWO, |_, given| {
        Ok(Datum::Bool(given.timespan(0) > given.timespan(1)))
    }),
    function("#operator_>=", TWO, |_, given| {
        Ok(Datum::Bool(given.timespan(0) >= given.timespan(1)))
    }),
    function("#operator_<", TWO, |_, given| {
        Ok(Datum::Bool(given.timespan(0) < given.timespan(1)))
    }),
    function("#operator_<=", TWO, |_, given| {
        Ok(Datum::Bool(given.timespan(0) <= given.timespan(1)))
    }),
    function(
        "#operator_*",
        &[need("ts", Span), need("n", Numeric)],
        |_, given| times(given.timespan(0), &given.number(1)),
    ),
    function(
        "#operator_*",
        &[need("n", Numeric), need("ts", Span)],
        |_, given| times(given.timespan(1), &given.number(0)),
    ),
    function("#operator_/", TWO, |_, given| {
        let (a, b) = (float(given.timespan(0).0), float(given.timespan(1).0));
        if b == 0.0 {
            return Err(Problem::other("float division by zero"));
        }
        Ok(Datum::Number(Number::Float(a / b)))
    }),
    function(
        "#operator_/",
        &[need("ts", Span), need("n", Numeric)],
        divided,
    ),
    function("#unary_operator_-", ONE, |_, given| {
        checked(given.timespan(0).0.checked_neg())
    }),
    function("#unary_operator_+", ONE, |_, given| Ok(given.value(0))),
];

fn timespan(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let units = [DAY, HOUR, 60 * SECOND, SECOND, 1000, 1];
    let parts = units.iter().enumerate();
    checked(parts.fold(Some(0_i64), |sum, (place, unit)| {
        sum?.checked_add(given.integer(place, 0).checked_mul(*unit)?)
    }))
}

fn divided(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let number = given.number(1);
    if number.is_zero() {
        let kind = if number.is_integer() { "" } else { "float " };
        return Err(Problem::Other(format!("{kind}division by zero")));
    }
    rounded(float(given.timespan(0).0) / number.as_f64())
}

fn times(timespan: Timespan, number: &Number) -> Result<Datum, Problem> {
    match number {
        Number::Integer(number) => checked(timespan.0.checked_mul(*number)),
        other => rounded(float(timespan.0) * other.as_f64()),
    }
}

/// So many microseconds, as far as they can be counted; halves go to the even neighbour.
pub(super) fn rounded(microseconds: f64) -> Result<Datum, Problem> {
    checked(whole(microseconds)?)
}

/// The whole number that is nearest, if it is small enough.
pub(super) fn whole(number: f64) -> Result<Option<i64>, Problem> {
    if number.is_nan() {
        return Err(Problem::other("cannot convert float NaN to integer"));
    }
    if number.is_infinite() {
        return Err(Problem::other("cannot convert float infinity to integer"));
    }
    Ok(format!("{:.0}", number.round_ties_even()).parse().ok())
}

fn checked(microseconds: Option<i64>) -> Result<Datum, Problem> {
    microseconds
        .map(|microseconds| Datum::Timespan(Timespan(microseconds)))
        .ok_or_else(|| Problem::other("Python int too large to convert to C int"))
}

fn in_units(given: &Arguments, unit: i64) -> Datum {
    Datum::Number(Number::Float(float(given.timespan(0).0) / float(unit)))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "Python divides microseconds as floats too"
)]
fn float(microseconds: i64) -> f64 {
    microseconds as f64
}
