//! Truth: `and`, `or`, `not`, `bool`, `isBoolean`.

use crate::yaql::call::definition::{Definition, function, need};
use crate::yaql::call::kind::Kind::{Any, Lambda};
use crate::yaql::datum::Datum;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function(
        "#operator_and",
        &[need("left", Lambda), need("right", Lambda)],
        |machine, given| {
            let left = given.lambda(0)?.call(machine, &[])?;
            if left.is_truthy() {
                given.lambda(1)?.call(machine, &[])
            } else {
                Ok(left)
            }
        },
    ),
    function(
        "#operator_or",
        &[need("left", Lambda), need("right", Lambda)],
        |machine, given| {
            let left = given.lambda(0)?.call(machine, &[])?;
            if left.is_truthy() {
                Ok(left)
            } else {
                given.lambda(1)?.call(machine, &[])
            }
        },
    ),
    function("#unary_operator_not", &[need("arg", Any)], |_, given| {
        Ok(Datum::Bool(!given.flag(0)))
    }),
    function("bool", &[need("value", Any)], |_, given| {
        Ok(Datum::Bool(given.flag(0)))
    }),
    function("isBoolean", &[need("value", Any)], |_, given| {
        Ok(Datum::Bool(matches!(given.value(0), Datum::Bool(_))))
    }),
];
