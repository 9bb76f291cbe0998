//! One value of many: `sum`, `min`, `max`, `aggregate`, `accumulate`, `first`, `last`, `single`,
//! `any`, `all`.

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, either, may, method, need};
use crate::yaql::call::kind::Kind::{Any, Iterable, Lambda};
use crate::yaql::call::operators::of_two;
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

const INITIAL: &[Parameter] = &[need("collection", Iterable), may("initial", Any)];
const DEFAULT: &[Parameter] = &[need("collection", Iterable), may("default", Any)];
const SELECTOR: &[Parameter] = &[
    need("collection", Iterable),
    need("selector", Lambda),
    may("seed", Any),
];
const PREDICATE: &[Parameter] = &[need("collection", Iterable), may("predicate", Lambda)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method("sum", INITIAL, |machine, given| {
        by_function(machine, given, "#operator_+")
    }),
    method("min", INITIAL, |machine, given| {
        by_function(machine, given, "min")
    }),
    method("max", INITIAL, |machine, given| {
        by_function(machine, given, "max")
    }),
    method("aggregate", SELECTOR, aggregate),
    method("reduce", SELECTOR, aggregate),
    method("accumulate", SELECTOR, accumulate),
    method("first", DEFAULT, |machine, given| {
        let first = given.cursor(0).next(machine)?;
        first.or_else(|| given.given(1)).ok_or_else(Problem::stop)
    }),
    method("last", DEFAULT, |machine, given| {
        let mut items = given.cursor(0);
        let mut last = given.given(1);
        while let Some(item) = items.next(machine)? {
            last = Some(item);
        }
        last.ok_or_else(Problem::stop)
    }),
    method(
        "single",
        &[need("collection", Iterable)],
        |machine, given| {
            let mut items = given.cursor(0);
            let only = items.next(machine)?.ok_or_else(Problem::stop)?;
            if items.next(machine)?.is_some() {
                return Err(Problem::other("Collection contains more than one item"));
            }
            Ok(only)
        },
    ),
    either("any", PREDICATE, |machine, given| {
        let mut items = given.cursor(0);
        let predicate = given.given_lambda(1);
        while let Some(item) = items.next(machine)? {
            // Without predicate an item is enough, whatever it is.
            let holds = match &predicate {
                Some(predicate) => predicate.holds(machine, &item)?,
                None => true,
            };
            if holds {
                return Ok(Datum::Bool(true));
            }
        }
        Ok(Datum::Bool(false))
    }),
    either("all", PREDICATE, |machine, given| {
        let mut items = given.cursor(0);
        let predicate = given.given_lambda(1);
        while let Some(item) = items.next(machine)? {
            let holds = match &predicate {
                Some(predicate) => predicate.holds(machine, &item)?,
                None => item.is_truthy(),
            };
            if !holds {
                return Ok(Datum::Bool(false));
            }
        }
        Ok(Datum::Bool(true))
    }),
];

fn by_function(machine: &Machine<'_>, given: &Arguments, name: &str) -> Result<Datum, Problem> {
    fold(machine, given, given.given(1), |a, b| {
        of_two(machine, name, &a, &b, &given.context)
    })
}

fn aggregate(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let selector = given.lambda(1)?;
    fold(machine, given, given.given(2), |a, b| {
        selector.call(machine, &[a, b])
    })
}

fn fold(
    machine: &Machine<'_>,
    given: &Arguments,
    seed: Option<Datum>,
    combine: impl Fn(Datum, Datum) -> Result<Datum, Problem>,
) -> Result<Datum, Problem> {
    let mut items = given.cursor(0);
    let mut total = match seed {
        Some(seed) => seed,
        None => items
            .next(machine)?
            .ok_or_else(|| Problem::other("reduce() of empty iterable with no initial value"))?,
    };
    while let Some(item) = items.next(machine)? {
        total = combine(total, item)?;
    }
    Ok(total)
}

fn accumulate(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let selector = given.lambda(1)?;
    let mut items = given.cursor(0);
    let depth = items.depth().max(given.context.depth());
    let mut seed = given.given(2);
    let mut total: Option<Datum> = None;
    Stream::over(depth, move |machine| {
        let next = match (total.take(), seed.take()) {
            (None, Some(seed)) => seed,
            (None, None) => items.next(machine)?.ok_or_else(|| {
                Problem::other("accumulate() of empty sequence with no initial value")
            })?,
            (Some(total), _) => match items.next(machine)? {
                Some(item) => selector.call(machine, &[total, item])?,
                None => return Ok(None),
            },
        };
        total = Some(next.clone());
        Ok(Some(next))
    })
}
