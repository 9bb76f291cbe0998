//! Queries: `where`, `select`, `selectMany`, `skip`, `limit`, `distinct`, `takeWhile`, `zip`, `join`.

use std::collections::HashSet;

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{
    Definition, Parameter, either, many, may, method, named, need,
};
use crate::yaql::call::kind::Kind::{Any, Int, IntOrNull, Iterable, Lambda};
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::identity::identity;
use crate::yaql::datum::{Datum, size};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::{Memory, Stream};

const PREDICATE: &[Parameter] = &[need("collection", Iterable), need("predicate", Lambda)];
const SELECTOR: &[Parameter] = &[need("collection", Iterable), need("selector", Lambda)];
const COUNT: &[Parameter] = &[need("collection", Iterable), need("count", Int)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method("where", PREDICATE, filter),
    method("filter", PREDICATE, filter),
    method("select", SELECTOR, select),
    method("map", SELECTOR, select),
    method("selectMany", SELECTOR, select_many),
    method("skip", COUNT, skip),
    method("limit", COUNT, limit),
    method("take", COUNT, limit),
    method("takeWhile", PREDICATE, |_, given| {
        let predicate = given.lambda(1)?;
        over(given, move |items, machine| match items.next(machine)? {
            Some(item) if predicate.holds(machine, &item)? => Ok(Some(item)),
            _ => Ok(None),
        })
    }),
    method("skipWhile", PREDICATE, |_, given| {
        let predicate = given.lambda(1)?;
        let mut is_over = false;
        over(given, move |items, machine| {
            while let Some(item) = items.next(machine)? {
                if is_over || !predicate.holds(machine, &item)? {
                    is_over = true;
                    return Ok(Some(item));
                }
            }
            Ok(None)
        })
    }),
    either(
        "append",
        &[need("collection", Iterable), many("args", Any)],
        |_, given| {
            let more = Datum::tuple(given.rest(1))?;
            super::lists::chain(vec![given.value(0), more])
        },
    ),
    either(
        "distinct",
        &[need("collection", Iterable), may("keySelector", Lambda)],
        distinct,
    ),
    either(
        "enumerate",
        &[need("collection", Iterable), may("start", IntOrNull)],
        |_, given| {
            if given.given(1).is_some_and(|start| start.is_null()) {
                return Err(Problem::other(
                    "'NoneType' object cannot be interpreted as an integer",
                ));
            }
            let mut place = given.integer(1, 0);
            over(given, move |items, machine| {
                let Some(item) = items.next(machine)? else {
                    return Ok(None);
                };
                place = place.saturating_add(1);
                Datum::list(vec![Datum::integer(place - 1), item]).map(Some)
            })
        },
    ),
    method("memorize", &[need("collection", Iterable)], |_, given| {
        Ok(Memory::of(given.value(0)))
    }),
    method("zip", &[many("collections", Iterable)], |_, given| {
        zip(given.rest(0), None)
    }),
    method(
        "zipLongest",
        &[many("collections", Iterable), named(Any)],
        |_, given| {
            let mut named = given.named.iter();
            let default = named.find(|(name, _)| name == "default");
            zip(
                given.rest(0),
                Some(default.map_or(Datum::Null, |(_, value)| value.clone())),
            )
        },
    ),
    method(
        "join",
        &[
            need("collection1", Iterable),
            need("collection2", Iterable),
            need("predicate", Lambda),
            need("selector", Lambda),
        ],
        join,
    ),
    method("cycle", &[need("collection", Iterable)], |_, given| {
        let memory = Memory::of(given.value(0));
        let mut items = Cursor::new(memory.clone());
        let mut is_fresh = true;
        Stream::over(items.depth(), move |machine| {
            if let Some(item) = items.next(machine)? {
                is_fresh = false;
                return Ok(Some(item));
            }
            if is_fresh {
                return Ok(None);
            }
            items = Cursor::new(memory.clone());
            items.next(machine)
        })
    }),
    method(
        "defaultIfEmpty",
        &[need("collection", Iterable), need("default", Iterable)],
        |machine, given| {
            let collection = Memory::of(given.value(0));
            let is_empty = Cursor::new(collection.clone()).next(machine)?.is_none();
            Ok(if is_empty { given.value(1) } else { collection })
        },
    ),
];

/// A stream over the first argument.
fn over(
    given: &Arguments,
    mut next: impl FnMut(&mut Cursor, &Machine<'_>) -> Result<Option<Datum>, Problem> + 'static,
) -> Result<Datum, Problem> {
    let mut items = given.cursor(0);
    let depth = items.depth().max(given.context.depth());
    Stream::over(depth, move |machine| next(&mut items, machine))
}

fn filter(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let predicate = given.lambda(1)?;
    over(given, move |items, machine| {
        while let Some(item) = items.next(machine)? {
            if predicate.holds(machine, &item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    })
}

fn select(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let selector = given.lambda(1)?;
    over(given, move |items, machine| match items.next(machine)? {
        Some(item) => selector.call(machine, &[item]).map(Some),
        None => Ok(None),
    })
}

fn select_many(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let selector = given.lambda(1)?;
    let mut inner: Option<Cursor> = None;
    over(given, move |items, machine| {
        loop {
            if let Some(open) = &mut inner {
                if let Some(item) = open.next(machine)? {
                    return Ok(Some(item));
                }
                inner = None;
            }
            let Some(item) = items.next(machine)? else {
                return Ok(None);
            };
            let selected = selector.call(machine, &[item])?;
            if !selected.is_iterable() {
                return Ok(Some(selected));
            }
            inner = Some(Cursor::new(selected));
        }
    })
}

fn skip(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let mut left = positive(given.integer(1, 0), "Indices for islice()")?;
    over(given, move |items, machine| {
        while left > 0 {
            left -= 1;
            if items.next(machine)?.is_none() {
                return Ok(None);
            }
        }
        items.next(machine)
    })
}

fn limit(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let mut left = positive(given.integer(1, 0), "Stop argument for islice()")?;
    over(given, move |items, machine| {
        if left == 0 {
            return Ok(None);
        }
        left -= 1;
        items.next(machine)
    })
}

fn positive(count: i64, what: &str) -> Result<i64, Problem> {
    if count < 0 {
        return Err(Problem::Other(format!(
            "{what} must be None or an integer: 0 <= x <= sys.maxsize."
        )));
    }
    Ok(count)
}

fn distinct(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let key_of = given.given_lambda(1);
    let mut seen = HashSet::new();
    over(given, move |items, machine| {
        while let Some(item) = items.next(machine)? {
            let key = match &key_of {
                Some(key_of) => key_of.call(machine, std::slice::from_ref(&item))?,
                None => item.clone(),
            };
            if seen.insert(identity(machine, &key)?) {
                size::check_set(seen.len())?;
                return Ok(Some(item));
            }
        }
        Ok(None)
    })
}

/// Lists of one item of each; up to the end of the shortest, or with `default` of the longest.
fn zip(collections: Vec<Datum>, default: Option<Datum>) -> Result<Datum, Problem> {
    let mut all: Vec<Cursor> = collections.into_iter().map(Cursor::new).collect();
    let depth = all.iter().map(Cursor::depth).max().unwrap_or_default();
    Stream::over(depth, move |machine| {
        let mut row = Vec::new();
        let mut is_over = true;
        for items in &mut all {
            match (items.next(machine)?, &default) {
                (Some(item), _) => {
                    is_over = false;
                    row.push(item);
                }
                (None, Some(default)) => row.push(default.clone()),
                (None, None) => return Ok(None),
            }
        }
        if is_over {
            return Ok(None);
        }
        Datum::tuple(row).map(Some)
    })
}

fn join(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let (predicate, selector) = (given.lambda(2)?, given.lambda(3)?);
    let others = Memory::of(given.value(1));
    let mut open: Option<(Datum, Cursor)> = None;
    over(given, move |items, machine| {
        loop {
            if let Some((item, left)) = &mut open {
                if let Some(other) = left.next(machine)? {
                    let pair = [item.clone(), other];
                    if predicate.call(machine, &pair)?.is_truthy() {
                        return selector.call(machine, &pair).map(Some);
                    }
                    continue;
                }
                open = None;
            }
            let Some(item) = items.next(machine)? else {
                return Ok(None);
            };
            open = Some((item, Cursor::new(others.clone())));
        }
    })
}
