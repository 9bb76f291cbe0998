//! Operators and functions that other functions call: whatever fits the values is taken.

use std::rc::Rc;

use super::dispatch::{self, Given};
use crate::yaql::context::Context;
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// What the function `name` gives for two values.
pub(crate) fn of_two(
    machine: &Machine<'_>,
    name: &str,
    a: &Datum,
    b: &Datum,
    context: &Rc<Context>,
) -> Result<Datum, Problem> {
    let given = vec![Given::Value(a.clone()), Given::Value(b.clone())];
    dispatch::call(machine, name, None, given, context)
}

/// Whether the operator `name` holds of two values.
pub(crate) fn holds(
    machine: &Machine<'_>,
    name: &str,
    a: &Datum,
    b: &Datum,
    context: &Rc<Context>,
) -> Result<bool, Problem> {
    of_two(machine, name, a, b, context).map(|value| value.is_truthy())
}
