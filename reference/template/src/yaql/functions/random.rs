//! Chance: `random`.

use num_bigint::BigInt;

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, function, need};
use crate::yaql::call::kind::Kind::Number as Numeric;
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use heat_spec::Number;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("random", &[], |machine, _| {
        // As many bits as a float can tell apart.
        let bits = u32::try_from(machine.lent.bits() >> 40).unwrap_or_default();
        Ok(Datum::Number(Number::Float(
            f64::from(bits) / f64::from(1 << 24),
        )))
    }),
    function(
        "random",
        &[need("from", Numeric), need("to", Numeric)],
        between,
    ),
];

/// An integer that is neither less than the one nor more than the other.
fn between(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let start = whole(&given.number(0), "arg 1")?;
    let last = whole(&given.number(1), "stop")?;
    let end: BigInt = last + 1;
    let width: BigInt = &end - &start;
    if width <= BigInt::ZERO {
        return Err(Problem::Other(format!(
            "empty range for randrange() ({start}, {end}, {width})"
        )));
    }
    let mut bits = BigInt::ZERO;
    for _ in 0..=width.bits() / 64 {
        bits = (bits << 64) + machine.lent.bits();
    }
    Ok(Datum::Number(Number::from(start + bits % width)))
}

fn whole(number: &Number, what: &str) -> Result<BigInt, Problem> {
    match number {
        Number::Integer(number) => Ok(BigInt::from(*number)),
        Number::Big(number) => Ok(number.clone()),
        Number::Float(_) => Err(Problem::Other(format!(
            "non-integer {what} for randrange()"
        ))),
    }
}
