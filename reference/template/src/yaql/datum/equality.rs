//! Equality as Python's `==`.

use std::rc::Rc;

use super::Datum;
use super::identity::identity;
use crate::yaql::cursor::Cursor;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// Whether two values are equal.
pub(crate) fn equal(machine: &Machine<'_>, a: &Datum, b: &Datum) -> Result<bool, Problem> {
    machine.charge(a.measure().weight.min(b.measure().weight))?;
    if a.is_set() && b.is_set() {
        return same_members(machine, a, b);
    }
    Ok(match (a, b) {
        (Datum::Tuple(a), Datum::Tuple(b)) | (Datum::List(a), Datum::List(b)) => {
            if a.values.len() != b.values.len() {
                return Ok(false);
            }
            for (a, b) in a.values.iter().zip(&b.values) {
                if !equal(machine, a, b)? {
                    return Ok(false);
                }
            }
            true
        }
        (Datum::Dict(a), Datum::Dict(b)) => {
            if a.entries.len() != b.entries.len() {
                return Ok(false);
            }
            for (key, (_, value)) in &a.entries {
                match b.entries.get(key) {
                    Some((_, other)) if equal(machine, value, other)? => {}
                    _ => return Ok(false),
                }
            }
            true
        }
        (Datum::Text(a), Datum::Text(b)) => a == b,
        (Datum::Null, Datum::Null) => true,
        (Datum::Moment(a), Datum::Moment(b)) => a.utc_microseconds() == b.utc_microseconds(),
        (Datum::Timespan(a), Datum::Timespan(b)) => a == b,
        (Datum::Bool(_) | Datum::Number(_), Datum::Bool(_) | Datum::Number(_)) => {
            a.as_number() == b.as_number()
        }
        _ => is_same_object(a, b),
    })
}

/// What has no equality of its own equals itself.
fn is_same_object(a: &Datum, b: &Datum) -> bool {
    match (a, b) {
        (Datum::Stream(a), Datum::Stream(b)) => Rc::ptr_eq(a, b),
        (Datum::Memory(a), Datum::Memory(b)) => Rc::ptr_eq(a, b),
        (Datum::Sorting(a), Datum::Sorting(b)) => Rc::ptr_eq(a, b),
        (Datum::Pattern(a), Datum::Pattern(b)) => a == b,
        (Datum::Context(a), Datum::Context(b)) => Rc::ptr_eq(a, b),
        (Datum::Rule(a), Datum::Rule(b)) => Rc::ptr_eq(a, b),
        // The values of a map are another object every time.
        _ => false,
    }
}

fn same_members(machine: &Machine<'_>, a: &Datum, b: &Datum) -> Result<bool, Problem> {
    Ok(a.known_length() == b.known_length() && is_subset(machine, a, b)?)
}

/// Whether every member of `a` is one of `b`.
pub(crate) fn is_subset(machine: &Machine<'_>, a: &Datum, b: &Datum) -> Result<bool, Problem> {
    let members = identities(machine, b)?;
    Ok(identities(machine, a)?
        .iter()
        .all(|member| members.contains(member)))
}

fn identities(machine: &Machine<'_>, set: &Datum) -> Result<Vec<String>, Problem> {
    let mut found = Vec::new();
    let mut cursor = Cursor::new(set.clone());
    while let Some(member) = cursor.next(machine)? {
        found.push(identity(machine, &member)?);
    }
    machine.charge(found.len())?;
    Ok(found)
}
