//! Functions of numbers: `abs`, `pow`, `round`, bits, `min` and `max` of two.

use heat_spec::Number;
use num_bigint::BigInt;

use super::math::checked;
use crate::python::arithmetic;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, function, may, need};
use crate::yaql::call::kind::Kind::{Any, Int, Number as Numeric, NumberOrNull};
use crate::yaql::call::operators::holds;
use crate::yaql::datum::{Datum, size};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

const TWO_INTS: &[Parameter] = &[need("left", Int), need("right", Int)];
const SHIFT: &[Parameter] = &[need("value", Int), need("bitsNumber", Int)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("abs", &[need("op", Numeric)], |_, given| {
        let number = given.number(0);
        Ok(Datum::Number(if arithmetic::is_negative(&number) {
            arithmetic::negate(&number)
        } else {
            number
        }))
    }),
    function("sign", &[need("num", Numeric)], |_, given| {
        let number = given.number(0);
        let sign = if number.is_zero() || matches!(number, Number::Float(float) if float.is_nan()) {
            0
        } else if arithmetic::is_negative(&number) {
            -1
        } else {
            1
        };
        Ok(Datum::integer(sign))
    }),
    function(
        "pow",
        &[
            need("a", Numeric),
            need("b", Numeric),
            may("c", NumberOrNull),
        ],
        pow,
    ),
    function(
        "round",
        &[need("number", Numeric), may("ndigits", Int)],
        |_, given| {
            Ok(Datum::Number(arithmetic::round(
                &given.number(0),
                given.integer(1, 0),
            )))
        },
    ),
    function("hex", &[need("num", NumberOrNull)], hex),
    function("bitwiseAnd", TWO_INTS, |_, given| {
        Ok(integer(given.big(0) & given.big(1)))
    }),
    function("bitwiseOr", TWO_INTS, |_, given| {
        Ok(integer(given.big(0) | given.big(1)))
    }),
    function("bitwiseXor", TWO_INTS, |_, given| {
        Ok(integer(given.big(0) ^ given.big(1)))
    }),
    function("bitwiseNot", &[need("arg", Int)], |_, given| {
        Ok(integer(-given.big(0) - BigInt::from(1)))
    }),
    function("shiftBitsLeft", SHIFT, |_, given| {
        let (value, bits) = (given.big(0), shift(given)?);
        if value == BigInt::ZERO {
            return Ok(Datum::integer(0));
        }
        size::within(size::integer_size(value.bits().saturating_add(bits)))?;
        Ok(integer(value << bits))
    }),
    function("shiftBitsRight", SHIFT, |_, given| {
        Ok(integer(given.big(0) >> shift(given)?))
    }),
    function(
        "max",
        &[need("a", Any), need("b", Any)],
        |machine, given| larger(machine, given).map(|(larger, _)| larger),
    ),
    function(
        "min",
        &[need("a", Any), need("b", Any)],
        |machine, given| larger(machine, given).map(|(_, smaller)| smaller),
    ),
    function("isInteger", &[need("value", Any)], |_, given| {
        let is_integer = matches!(given.value(0), Datum::Number(number) if number.is_integer());
        Ok(Datum::Bool(is_integer))
    }),
    function("isNumber", &[need("value", Any)], |_, given| {
        Ok(Datum::Bool(matches!(given.value(0), Datum::Number(_))))
    }),
];

fn integer(number: BigInt) -> Datum {
    Datum::Number(Number::from(number))
}

fn pow(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let (base, exponent) = (given.number(0), given.number(1));
    if given.value(2).is_null() {
        if let Some(bits) = arithmetic::power_bits(&base, &exponent) {
            size::within(size::integer_size(bits))?;
        }
        return checked(arithmetic::power(&base, &exponent));
    }
    checked(arithmetic::power_modulo(&base, &exponent, &given.number(2)))
}

fn hex(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let value = given.value(0);
    if !matches!(&value, Datum::Number(number) if number.is_integer()) {
        return Err(Problem::Other(format!(
            "'{}' object cannot be interpreted as an integer",
            value.python_type()
        )));
    }
    let number = given.big(0);
    let sign = if number < BigInt::ZERO { "-" } else { "" };
    Ok(Datum::from(format!(
        "{sign}0x{}",
        number.magnitude().to_str_radix(16)
    )))
}

fn shift(given: &Arguments) -> Result<u64, Problem> {
    u64::try_from(given.integer(1, 0)).map_err(|_| Problem::other("negative shift count"))
}

/// The larger and the smaller of two values; of equal ones the first is the larger.
fn larger(machine: &Machine<'_>, given: &Arguments) -> Result<(Datum, Datum), Problem> {
    let (a, b) = (given.value(0), given.value(1));
    Ok(if holds(machine, "#operator_>", &b, &a, &given.context)? {
        (b, a)
    } else {
        (a, b)
    })
}
