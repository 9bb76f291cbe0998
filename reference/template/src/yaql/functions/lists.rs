//! Lists: `list`, `[…]`, `toList`, `flatten`, positions, `+`, `*`, `len`, `in`, `contains`.

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, either, function, many, method, need};
use crate::yaql::call::kind::Kind::{Any, Int, Iterable, Iterator, Sequence};
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::equality::equal;
use crate::yaql::datum::identity::identity;
use crate::yaql::datum::{Datum, Set, size};
use crate::yaql::limits::ITEMS;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("#list", &[many("args", Any)], |_, given| {
        Datum::tuple(given.rest(0))
    }),
    function("list", &[many("args", Any)], |machine, given| {
        Datum::tuple(without_iterators(machine, given.rest(0))?)
    }),
    method(
        "toList",
        &[need("collection", Iterable)],
        |machine, given| match given.value(0) {
            tuple @ Datum::Tuple(_) => Ok(tuple),
            other => Datum::tuple(collect(machine, &mut Cursor::new(other))?),
        },
    ),
    method("flatten", &[need("collection", Iterable)], |_, given| {
        let mut open = vec![given.cursor(0)];
        Stream::over(open[0].depth(), move |machine| {
            while let Some(innermost) = open.last_mut() {
                match innermost.next(machine)? {
                    None => drop(open.pop()),
                    Some(inner) if inner.is_iterable() => open.push(Cursor::new(inner)),
                    Some(item) => return Ok(Some(item)),
                }
            }
            Ok(None)
        })
    }),
    function(
        "#indexer",
        &[need("list", Sequence), need("index", Int)],
        at,
    ),
    function(
        "#operator_+",
        &[need("left", Iterable), need("right", Iterable)],
        combine,
    ),
    function(
        "#operator_*",
        &[need("left", Sequence), need("right", Int)],
        |machine, given| repeated(machine, &given.value(0), given.integer(1, 0)),
    ),
    function(
        "#operator_*",
        &[need("left", Int), need("right", Sequence)],
        |machine, given| repeated(machine, &given.value(1), given.integer(0, 0)),
    ),
    either("len", &[need("sequence", Sequence)], |_, given| {
        Ok(Datum::count(
            given.value(0).known_length().unwrap_or_default(),
        ))
    }),
    either("len", &[need("collection", Iterator)], count),
    method("count", &[need("collection", Iterable)], count),
    function(
        "#operator_in",
        &[need("value", Any), need("collection", Iterable)],
        |machine, given| contains(machine, given.value(1), &given.value(0)),
    ),
    method(
        "contains",
        &[need("collection", Iterable), need("value", Any)],
        |machine, given| contains(machine, given.value(0), &given.value(1)),
    ),
    either("concat", &[many("collections", Iterable)], |_, given| {
        chain(given.rest(0))
    }),
];

/// All items that are left; refuses more than Python's memory would take.
pub(crate) fn collect(machine: &Machine<'_>, cursor: &mut Cursor) -> Result<Vec<Datum>, Problem> {
    let mut found = Vec::new();
    while let Some(item) = cursor.next(machine)? {
        found.push(item);
        size::within(size::tuple_size(found.len()))?;
    }
    Ok(found)
}

/// One collection after the other.
pub(crate) fn chain(collections: Vec<Datum>) -> Result<Datum, Problem> {
    let depth = collections.iter().map(|each| each.measure().depth).max();
    let mut left: std::collections::VecDeque<Cursor> =
        collections.into_iter().map(Cursor::new).collect();
    Stream::over(depth.unwrap_or_default(), move |machine| {
        while let Some(first) = left.front_mut() {
            if let Some(item) = first.next(machine)? {
                return Ok(Some(item));
            }
            left.pop_front();
        }
        Ok(None)
    })
}

/// The values, with the items of iterators in the place of the iterators.
pub(crate) fn without_iterators(
    machine: &Machine<'_>,
    values: Vec<Datum>,
) -> Result<Vec<Datum>, Problem> {
    let mut found = Vec::new();
    for value in values {
        push_without_iterators(machine, &mut found, value)?;
    }
    Ok(found)
}

fn push_without_iterators(
    machine: &Machine<'_>,
    found: &mut Vec<Datum>,
    value: Datum,
) -> Result<(), Problem> {
    if !value.is_iterator() {
        found.push(value);
        if found.len() > ITEMS {
            return Err(Problem::too_large(ITEMS));
        }
        return Ok(());
    }
    let mut cursor = Cursor::new(value);
    machine.nested(|| {
        while let Some(item) = cursor.next(machine)? {
            push_without_iterators(machine, found, item)?;
        }
        Ok(())
    })
}

fn at(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let list = given.value(0);
    let items = given.items(0);
    let index = given.integer(1, 0);
    let index = if index < 0 {
        index.saturating_add_unsigned(items.len() as u64)
    } else {
        index
    };
    usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index).cloned())
        .ok_or_else(|| Problem::Index(format!("{} index out of range", list.python_type())))
}

fn combine(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    match (given.value(0), given.value(1)) {
        (Datum::Tuple(a), Datum::Tuple(b)) => {
            machine.charge(a.values.len() + b.values.len())?;
            size::within(size::tuple_size(a.values.len()) + size::tuple_size(b.values.len()))?;
            Datum::tuple(a.values.iter().chain(&b.values).cloned().collect())
        }
        (Datum::Set(a), Datum::Set(b)) => {
            let mut members = a.members.clone();
            members.extend(
                b.members
                    .iter()
                    .map(|(key, member)| (key.clone(), member.clone())),
            );
            Set::new(members).map(Datum::Set)
        }
        (a, b) => chain(vec![a, b]),
    }
}

fn repeated(machine: &Machine<'_>, list: &Datum, times: i64) -> Result<Datum, Problem> {
    let Some(items) = list.as_items() else {
        return Ok(Datum::Null);
    };
    let times = usize::try_from(times).unwrap_or_default();
    size::within(size::list_size(times.saturating_mul(items.values.len())))?;
    machine.charge(times.saturating_mul(items.values.len()))?;
    let n_values = items.values.len().saturating_mul(times);
    let values = items
        .values
        .iter()
        .cycle()
        .take(n_values)
        .cloned()
        .collect();
    match list {
        Datum::List(_) => Datum::list(values),
        _ => Datum::tuple(values),
    }
}

fn count(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let mut items = given.cursor(0);
    let mut count = 0;
    while items.next(machine)?.is_some() {
        count += 1;
    }
    Ok(Datum::count(count))
}

fn contains(machine: &Machine<'_>, collection: Datum, value: &Datum) -> Result<Datum, Problem> {
    if let Datum::Set(set) = &collection {
        let key = identity(machine, value)?;
        return Ok(Datum::Bool(set.members.contains_key(&key)));
    }
    let mut items = Cursor::new(collection);
    while let Some(item) = items.next(machine)? {
        if equal(machine, &item, value)? {
            return Ok(Datum::Bool(true));
        }
    }
    Ok(Datum::Bool(false))
}
