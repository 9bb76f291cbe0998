//! Arithmetic operators.

use crate::python::arithmetic;
use crate::yaql::call::definition::{Definition, Parameter, function, need};
use crate::yaql::call::kind::Kind::Number;
use crate::yaql::datum::Datum;
use crate::yaql::problem::Problem;

const TWO: &[Parameter] = &[need("left", Number), need("right", Number)];
const ONE: &[Parameter] = &[need("op", Number)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("#operator_+", TWO, |_, given| {
        checked(arithmetic::add(&given.number(0), &given.number(1)))
    }),
    function("#operator_-", TWO, |_, given| {
        checked(arithmetic::subtract(&given.number(0), &given.number(1)))
    }),
    function("#operator_*", TWO, |_, given| {
        checked(arithmetic::multiply(&given.number(0), &given.number(1)))
    }),
    function("#operator_/", TWO, |_, given| {
        checked(arithmetic::divide(&given.number(0), &given.number(1)))
    }),
    function("#operator_mod", TWO, |_, given| {
        checked(arithmetic::modulo(&given.number(0), &given.number(1)))
    }),
    function("#unary_operator_+", ONE, |_, given| Ok(given.value(0))),
    function("#unary_operator_-", ONE, |_, given| {
        Ok(Datum::Number(arithmetic::negate(&given.number(0))))
    }),
];

/// A number, or Python's words.
pub(crate) fn checked(number: Result<heat_spec::Number, String>) -> Result<Datum, Problem> {
    number.map(Datum::Number).map_err(Problem::Other)
}
