//! Sets: `set`, `toSet`, `union`, `intersect`, `difference`, `symmetricDifference`, `add`, `remove`.

use indexmap::IndexMap;

use super::lists::without_iterators;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, either, function, many, method, need};
use crate::yaql::call::kind::Kind::{Any, Iterable, Set as SetKind};
use crate::yaql::cursor::Cursor;
use crate::yaql::datum::identity::identity;
use crate::yaql::datum::{Datum, Set};
use crate::yaql::limits::ITEMS;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

type Members = IndexMap<String, Datum>;

const TWO: &[Parameter] = &[need("left", SetKind), need("right", SetKind)];
const AND_VALUES: &[Parameter] = &[need("set", SetKind), many("values", Any)];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function("set", &[many("args", Any)], |machine, given| {
        let values = without_iterators(machine, given.rest(0))?;
        if values.len() > ITEMS {
            return Err(Problem::too_large(ITEMS));
        }
        set(of_values(machine, values)?)
    }),
    method(
        "toSet",
        &[need("collection", Iterable)],
        |machine, given| {
            let mut members = Members::new();
            let mut items = given.cursor(0);
            while let Some(item) = items.next(machine)? {
                members.entry(identity(machine, &item)?).or_insert(item);
            }
            set(members)
        },
    ),
    either("len", &[need("set", SetKind)], |_, given| {
        Ok(Datum::count(
            given.value(0).known_length().unwrap_or_default(),
        ))
    }),
    method("union", TWO, |machine, given| {
        let (mut members, other) = both(machine, given)?;
        for (key, member) in other {
            members.entry(key).or_insert(member);
        }
        set(members)
    }),
    method("intersect", TWO, |machine, given| {
        let (mut members, other) = both(machine, given)?;
        members.retain(|key, _| other.contains_key(key));
        set(members)
    }),
    method("difference", TWO, difference),
    function("#operator_-", TWO, difference),
    method("symmetricDifference", TWO, |machine, given| {
        let (mut members, other) = both(machine, given)?;
        let own: Vec<String> = members.keys().cloned().collect();
        members.retain(|key, _| !other.contains_key(key));
        members.extend(other.into_iter().filter(|(key, _)| !own.contains(key)));
        set(members)
    }),
    method("add", AND_VALUES, |machine, given| {
        let mut members = members(machine, &given.value(0))?;
        for (key, member) in of_values(machine, given.rest(1))? {
            members.entry(key).or_insert(member);
        }
        set(members)
    }),
    method("remove", AND_VALUES, |machine, given| {
        let mut members = members(machine, &given.value(0))?;
        let gone = of_values(machine, given.rest(1))?;
        members.retain(|key, _| !gone.contains_key(key));
        set(members)
    }),
];

fn difference(machine: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let (mut members, other) = both(machine, given)?;
    members.retain(|key, _| !other.contains_key(key));
    set(members)
}

fn both(machine: &Machine<'_>, given: &Arguments) -> Result<(Members, Members), Problem> {
    let a = members(machine, &given.value(0))?;
    Ok((a, members(machine, &given.value(1))?))
}

/// The members of a set, or of a view of a map.
fn members(machine: &Machine<'_>, datum: &Datum) -> Result<Members, Problem> {
    match datum {
        Datum::Set(set) => {
            machine.charge(set.members.len())?;
            Ok(set.members.clone())
        }
        view => of_values(machine, Cursor::new(view.clone()).rest(machine)?),
    }
}

fn of_values(machine: &Machine<'_>, values: Vec<Datum>) -> Result<Members, Problem> {
    let mut members = Members::new();
    for value in values {
        members.entry(identity(machine, &value)?).or_insert(value);
    }
    Ok(members)
}

fn set(members: Members) -> Result<Datum, Problem> {
    Set::new(members).map(Datum::Set)
}
