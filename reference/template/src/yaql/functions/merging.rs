//! `mergeWith`: two maps in one, level by level.

use std::rc::Rc;

use super::dicts::{Entries, changeable};
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, may, method, need};
use crate::yaql::call::kind::Kind::{Int, Lambda, Mapping};
use crate::yaql::datum::identity::identity;
use crate::yaql::datum::{Datum, Dict};
use crate::yaql::lambda::Lambda as Function;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[method(
    "mergeWith",
    &[
        need("dict", Mapping),
        need("another", Mapping),
        may("listMerger", Lambda),
        may("itemMerger", Lambda),
        may("maxLevels", Int),
    ],
    |machine, given| {
        let mergers = Mergers::of(given);
        merge(
            machine,
            &given.dict(0)?,
            &given.dict(1)?,
            &mergers,
            given.integer(4, 0),
        )
    },
)];

/// What becomes of two lists, and of two values that are neither lists nor maps.
struct Mergers {
    lists: Option<Function>,
    items: Option<Function>,
}

impl Mergers {
    fn of(given: &Arguments) -> Self {
        Self {
            lists: given.given_lambda(2),
            items: given.given_lambda(3),
        }
    }

    /// One list after the other without repetitions, unless the expression says otherwise.
    fn lists(&self, machine: &Machine<'_>, a: &Datum, b: &Datum) -> Result<Datum, Problem> {
        if let Some(merger) = &self.lists {
            return merger.call(machine, &[a.clone(), b.clone()]);
        }
        if a.python_type() != b.python_type() {
            let (a, b) = (a.python_type(), b.python_type());
            return Err(Problem::Other(format!(
                "can only concatenate {a} (not \"{b}\") to {a}"
            )));
        }
        let mut found = indexmap::IndexMap::new();
        for item in [a, b]
            .into_iter()
            .filter_map(Datum::as_items)
            .flat_map(|list| &list.values)
        {
            found
                .entry(identity(machine, item)?)
                .or_insert(item.clone());
        }
        Datum::tuple(found.into_values().collect())
    }

    /// The second, unless the expression says otherwise.
    fn items(&self, machine: &Machine<'_>, a: &Datum, b: &Datum) -> Result<Datum, Problem> {
        match &self.items {
            Some(merger) => merger.call(machine, &[a.clone(), b.clone()]),
            None => Ok(b.clone()),
        }
    }
}

fn merge(
    machine: &Machine<'_>,
    a: &Rc<Dict>,
    b: &Rc<Dict>,
    mergers: &Mergers,
    max_levels: i64,
) -> Result<Datum, Problem> {
    machine.charge(a.entries.len().saturating_add(b.entries.len()))?;
    let mut entries = Entries::new();
    for (identity, (key, own)) in &a.entries {
        let merged = match b.entries.get(identity) {
            None => own.clone(),
            Some((_, other)) if max_levels == 1 => mergers.items(machine, own, other)?,
            Some((_, other)) => both(machine, own, other, mergers, max_levels)?,
        };
        entries.insert(identity.clone(), (key.clone(), merged));
    }
    for (identity, entry) in &b.entries {
        entries
            .entry(identity.clone())
            .or_insert_with(|| entry.clone());
    }
    changeable(entries)
}

fn both(
    machine: &Machine<'_>,
    own: &Datum,
    other: &Datum,
    mergers: &Mergers,
    max_levels: i64,
) -> Result<Datum, Problem> {
    match (own, other) {
        (Datum::Dict(own), Datum::Dict(other)) => {
            let levels = if max_levels == 0 {
                0
            } else {
                max_levels.saturating_sub(1)
            };
            machine.nested(|| merge(machine, own, other, mergers, levels))
        }
        (_, Datum::Tuple(_) | Datum::List(_)) if own.as_items().is_some() => {
            mergers.lists(machine, own, other)
        }
        (_, Datum::Dict(_) | Datum::Tuple(_) | Datum::List(_)) => Err(Problem::Other(format!(
            "Cannot merge {} with {}",
            class(own),
            class(other)
        ))),
        _ => mergers.items(machine, own, other),
    }
}

fn class(datum: &Datum) -> String {
    match datum.python_type() {
        "FrozenDict" => "<class 'yaql.language.utils.FrozenDict'>".to_owned(),
        name => format!("<class '{name}'>"),
    }
}
