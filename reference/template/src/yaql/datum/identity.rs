//! What makes two values the same key: Python's hash and equality in one text.

use std::fmt::Write as _;

use heat_spec::Number;

use super::{Datum, Part};
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// The text that two values share exactly if they are the same key.
///
/// Fails for what Python does not take as a key.
pub(crate) fn identity(machine: &Machine<'_>, datum: &Datum) -> Result<String, Problem> {
    machine.charge(datum.measure().weight)?;
    let mut out = String::new();
    write(&mut out, datum)?;
    Ok(out)
}

fn write(out: &mut String, datum: &Datum) -> Result<(), Problem> {
    match datum {
        Datum::Text(text) => drop(write!(out, "t{}:{text}", text.len())),
        Datum::Null => out.push('n'),
        Datum::Bool(_) | Datum::Number(_) => {
            if let Some(number) = datum.as_number() {
                let _ = write!(out, "i{};", digits(&number));
            }
        }
        Datum::Tuple(items) => {
            out.push('(');
            items.values.iter().try_for_each(|item| write(out, item))?;
            out.push(')');
        }
        Datum::List(_) => return Err(unhashable("list")),
        Datum::Dict(dict) if !dict.is_frozen => return Err(unhashable("dict")),
        Datum::Dict(dict) => {
            let mut entries = Vec::new();
            for (key, (_, value)) in &dict.entries {
                let mut entry = key.clone();
                write(&mut entry, value)?;
                entries.push(entry);
            }
            push_sorted(out, '{', entries);
        }
        Datum::Set(set) => push_sorted(out, '<', set.members.keys().cloned().collect()),
        Datum::View(_, Part::Keys) => return Err(unhashable("KeysView")),
        Datum::View(_, Part::Items) => return Err(unhashable("ItemsView")),
        Datum::View(dict, Part::Values) => drop(write!(out, "v{:p}", &raw const **dict)),
        Datum::Stream(stream) => drop(write!(out, "s{:p}", &raw const **stream)),
        Datum::Memory(memory) => drop(write!(out, "m{:p}", &raw const **memory)),
        Datum::Sorting(sorting) => drop(write!(out, "o{:p}", &raw const **sorting)),
        Datum::Moment(moment) => drop(write!(out, "d{};", moment.utc_microseconds())),
        Datum::Timespan(timespan) => drop(write!(out, "w{};", timespan.0)),
        Datum::Pattern(pattern) => {
            let source = &pattern.source;
            let _ = write!(out, "p{:?}{}:{source}", pattern.flags, source.len());
        }
        Datum::Context(context) => drop(write!(out, "c{:p}", &raw const **context)),
        Datum::Rule(rule) => drop(write!(out, "r{:p}", &raw const **rule)),
    }
    Ok(())
}

/// The digits of a number; of a float without fraction those of the integer that it equals.
fn digits(number: &Number) -> String {
    match number {
        Number::Float(float) if float.fract() == 0.0 => format!("{:.0}", float + 0.0),
        other => other.to_string(),
    }
}

fn push_sorted(out: &mut String, mark: char, mut parts: Vec<String>) {
    parts.sort();
    out.push(mark);
    for part in parts {
        out.push_str(&part);
        out.push(',');
    }
    out.push(';');
}

fn unhashable(python_type: &str) -> Problem {
    Problem::Other(format!("unhashable type: '{python_type}'"))
}
