//! Places in collections: `indexOf`, `lastIndexOf`, `indexWhere`, `lastIndexWhere`.

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, method, need};
use crate::yaql::call::kind::Kind::{Any, Iterable, Lambda};
use crate::yaql::datum::Datum;
use crate::yaql::datum::equality::equal;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

const ITEM: &[Parameter] = &[need("collection", Iterable), need("item", Any)];
const PREDICATE: &[Parameter] = &[need("collection", Iterable), need("predicate", Lambda)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method("indexOf", ITEM, |machine, given| {
        let wanted = given.value(1);
        place(machine, given, false, |item| equal(machine, item, &wanted))
    }),
    method("lastIndexOf", ITEM, |machine, given| {
        let wanted = given.value(1);
        place(machine, given, true, |item| equal(machine, item, &wanted))
    }),
    method("indexWhere", PREDICATE, |machine, given| {
        let predicate = given.lambda(1)?;
        place(machine, given, false, |item| predicate.holds(machine, item))
    }),
    method("lastIndexWhere", PREDICATE, |machine, given| {
        let predicate = given.lambda(1)?;
        place(machine, given, true, |item| predicate.holds(machine, item))
    }),
];

fn place(
    machine: &Machine<'_>,
    given: &Arguments,
    wants_last: bool,
    fits: impl Fn(&Datum) -> Result<bool, Problem>,
) -> Result<Datum, Problem> {
    let mut items = given.cursor(0);
    let mut found = -1;
    let mut place = 0;
    while let Some(item) = items.next(machine)? {
        if fits(&item)? {
            found = place;
            if !wants_last {
                break;
            }
        }
        place += 1;
    }
    Ok(Datum::integer(found))
}
