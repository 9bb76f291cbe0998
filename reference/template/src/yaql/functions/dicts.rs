//! Maps: `dict`, `{…}`, `toDict`, keys, `get`, `set`, `keys`, `values`, `items`, `deleteAll`.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{
    Definition, Parameter, either, function, many, may, method, need,
};
use crate::yaql::call::kind::Kind::{Any, Iterable, Lambda, Mapping, Rule};
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::equality::equal;
use crate::yaql::datum::identity::identity;
use crate::yaql::datum::{Datum, Dict, Part, repr, size};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// Keys and values by the identity of the key.
pub(crate) type Entries = IndexMap<String, (Datum, Datum)>;

const DICT: &[Parameter] = &[need("dict", Mapping)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("#map", &[many("args", Rule)], of_rules).without_names(),
    function("dict", &[many("args", Rule)], of_rules).without_names(),
    function("dict", &[need("items", Iterable)], of_pairs).without_names(),
    method(
        "toDict",
        &[
            need("collection", Iterable),
            need("keySelector", Lambda),
            may("valueSelector", Lambda),
        ],
        to_dict,
    ),
    function(
        "#indexer",
        &[need("dict", Mapping), need("key", Any)],
        |machine, given| look_up(machine, &given.dict(0)?, &given.value(1)),
    ),
    function(
        "#indexer",
        &[
            need("dict", Mapping),
            need("key", Any),
            need("default", Any),
        ],
        get,
    ),
    method(
        "get",
        &[need("dict", Mapping), need("key", Any), may("default", Any)],
        get,
    ),
    method(
        "set",
        &[need("dict", Mapping), need("key", Any), need("value", Any)],
        |machine, given| {
            let mut entries = given.dict(0)?.entries.clone();
            put(machine, &mut entries, given.value(1), given.value(2))?;
            frozen(entries)
        },
    )
    .without_names(),
    method(
        "set",
        &[need("dict", Mapping), need("replacements", Mapping)],
        |machine, given| join(machine, &given.dict(0)?, &given.dict(1)?),
    )
    .without_names(),
    method(
        "set",
        &[need("dict", Mapping), many("args", Rule)],
        |machine, given| {
            let mut entries = given.dict(0)?.entries.clone();
            put_rules(machine, &mut entries, &given.rest(1))?;
            frozen(entries)
        },
    )
    .without_names(),
    function(
        "#operator_+",
        &[need("left", Mapping), need("right", Mapping)],
        |machine, given| join(machine, &given.dict(0)?, &given.dict(1)?),
    ),
    method("keys", DICT, |_, given| {
        Ok(Datum::View(given.dict(0)?, Part::Keys))
    }),
    method("values", DICT, |_, given| {
        Ok(Datum::View(given.dict(0)?, Part::Values))
    }),
    method("items", DICT, |_, given| {
        Ok(Datum::View(given.dict(0)?, Part::Items))
    }),
    either("len", DICT, |_, given| {
        Ok(Datum::count(given.dict(0)?.entries.len()))
    }),
    method(
        "containsKey",
        &[need("dict", Mapping), need("key", Any)],
        |machine, given| {
            let key = identity(machine, &given.value(1))?;
            Ok(Datum::Bool(given.dict(0)?.entries.contains_key(&key)))
        },
    ),
    method(
        "containsValue",
        &[need("dict", Mapping), need("value", Any)],
        |machine, given| {
            for (_, value) in given.dict(0)?.entries.values() {
                if equal(machine, value, &given.value(1))? {
                    return Ok(Datum::Bool(true));
                }
            }
            Ok(Datum::Bool(false))
        },
    ),
    method(
        "delete",
        &[need("dict", Mapping), many("keys", Any)],
        |machine, given| without(machine, &given.dict(0)?, given.rest(1)),
    ),
    method(
        "deleteAll",
        &[need("dict", Mapping), need("keys", Iterable)],
        |machine, given| {
            let keys = given.cursor(1).rest(machine)?;
            without(machine, &given.dict(0)?, keys)
        },
    ),
];

/// The value under a key; fails with the key if there is none.
pub(crate) fn look_up(
    machine: &Machine<'_>,
    dict: &Rc<Dict>,
    key: &Datum,
) -> Result<Datum, Problem> {
    match dict.entries.get(&identity(machine, key)?) {
        Some((_, value)) => Ok(value.clone()),
        None => Err(Problem::Other(repr::repr(machine, key)?)),
    }
}

/// A map that cannot be changed.
pub(crate) fn frozen(entries: Entries) -> Result<Datum, Problem> {
    Dict::new(entries, true).map(Datum::Dict)
}

/// A map that could be changed.
pub(crate) fn changeable(entries: Entries) -> Result<Datum, Problem> {
    Dict::new(entries, false).map(Datum::Dict)
}

/// Puts a value under a key; a key that is there stays as it is.
pub(crate) fn put(
    machine: &Machine<'_>,
    entries: &mut Entries,
    key: Datum,
    value: Datum,
) -> Result<(), Problem> {
    machine.charge(1)?;
    let identity = identity(machine, &key)?;
    match entries.get_mut(&identity) {
        Some((_, old)) => *old = value,
        None => drop(entries.insert(identity, (key, value))),
    }
    Ok(())
}

fn put_rules(machine: &Machine<'_>, entries: &mut Entries, rules: &[Datum]) -> Result<(), Problem> {
    for rule in rules {
        if let Datum::Rule(rule) = rule {
            put(machine, entries, rule.0.clone(), rule.1.clone())?;
        }
    }
    Ok(())
}

fn of_rules(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let mut entries = Entries::new();
    put_rules(machine, &mut entries, &given.rest(0))?;
    frozen(entries)
}

fn of_pairs(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let mut entries = Entries::new();
    let mut pairs = given.cursor(0);
    while let Some(pair) = pairs.next(machine)? {
        let mut pair = Cursor::new(pair);
        let key = pair.next(machine)?.ok_or_else(Problem::stop)?;
        let value = pair.next(machine)?.ok_or_else(Problem::stop)?;
        put(machine, &mut entries, key, value)?;
        size::check_dict(entries.len())?;
    }
    frozen(entries)
}

fn to_dict(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let (key_of, value_of) = (given.lambda(1)?, given.given_lambda(2));
    let mut entries = Entries::new();
    let mut items = given.cursor(0);
    while let Some(item) = items.next(machine)? {
        let key = key_of.call(machine, std::slice::from_ref(&item))?;
        let value = match &value_of {
            Some(value_of) => value_of.call(machine, &[item])?,
            None => item,
        };
        put(machine, &mut entries, key, value)?;
        size::check_dict(entries.len())?;
    }
    changeable(entries)
}

fn get(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let key = identity(machine, &given.value(1))?;
    let dict = given.dict(0)?;
    let found = dict.entries.get(&key).map(|(_, value)| value.clone());
    Ok(found.unwrap_or_else(|| given.value(2)))
}

fn join(machine: &Machine<'_>, a: &Rc<Dict>, b: &Rc<Dict>) -> Result<Datum, Problem> {
    machine.charge(a.entries.len())?;
    let mut entries = a.entries.clone();
    for (key, value) in b.entries.values() {
        put(machine, &mut entries, key.clone(), value.clone())?;
    }
    frozen(entries)
}

fn without(machine: &Machine<'_>, dict: &Rc<Dict>, keys: Vec<Datum>) -> Result<Datum, Problem> {
    let mut entries = dict.entries.clone();
    for key in keys {
        machine.charge(entries.len())?;
        entries.shift_remove(&identity(machine, &key)?);
    }
    changeable(entries)
}

/// A map that Python could change, with texts as keys.
pub(crate) fn record<const N: usize>(entries: [(&str, Datum); N]) -> Result<Datum, Problem> {
    let entries = entries.into_iter().map(|(name, value)| {
        // The identity of a text: its length keeps it apart from whatever follows.
        (
            format!("t{}:{name}", name.len()),
            (Datum::text(name), value),
        )
    });
    changeable(entries.collect())
}
