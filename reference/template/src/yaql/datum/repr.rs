//! Values as text: Python's `str` and `repr`.

use heat_spec::{Number, Value};

use super::{Datum, Items, Part};
use crate::yaql::limits::BYTES;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// How many digits of an integer Python writes.
const DIGITS: usize = 4300;

/// Python's `str`: text as it is, everything else as it is written in Python.
pub(crate) fn text(machine: &Machine<'_>, datum: &Datum) -> Result<String, Problem> {
    match datum {
        Datum::Text(text) => Ok(text.to_string()),
        Datum::Moment(moment) => Ok(moment.text()),
        Datum::Timespan(timespan) => Ok(timespan.text()),
        other => repr(machine, other),
    }
}

/// Python's `repr`.
pub(crate) fn repr(machine: &Machine<'_>, datum: &Datum) -> Result<String, Problem> {
    machine.charge(datum.measure().weight)?;
    let mut out = String::new();
    write(&mut out, datum)?;
    Ok(out)
}

fn write(out: &mut String, datum: &Datum) -> Result<(), Problem> {
    // Nothing longer could be a value; this keeps shared parts from growing without limit.
    if out.len() > 64 * BYTES {
        return Err(Problem::too_much_memory());
    }
    match datum {
        Datum::Null => out.push_str("None"),
        Datum::Bool(truth) => out.push_str(if *truth { "True" } else { "False" }),
        Datum::Number(number) => out.push_str(&number_text(number)?),
        Datum::Text(text) => out.push_str(&Value::from(&**text).python_repr()),
        Datum::Tuple(items) => {
            let end = if items.values.len() == 1 { ",)" } else { ")" };
            write_items(out, "(", items, end)?;
        }
        Datum::List(items) => write_items(out, "[", items, "]")?,
        Datum::Dict(dict) => {
            out.push('{');
            for (place, (key, value)) in dict.entries.values().enumerate() {
                separate(out, place);
                write(out, key)?;
                out.push_str(": ");
                write(out, value)?;
            }
            out.push('}');
        }
        Datum::Set(set) if set.members.is_empty() => out.push_str("frozenset()"),
        Datum::Set(set) => {
            out.push_str("frozenset({");
            for (place, member) in set.members.values().enumerate() {
                separate(out, place);
                write(out, member)?;
            }
            out.push_str("})");
        }
        Datum::View(dict, part) => {
            out.push_str(match part {
                Part::Keys => "KeysView(",
                Part::Values => "ValuesView(",
                Part::Items => "ItemsView(",
            });
            write(out, &Datum::Dict(dict.clone()))?;
            out.push(')');
        }
        Datum::Stream(_) | Datum::Memory(_) => out.push_str("<iterator>"),
        Datum::Sorting(_) => out.push_str("<ordering>"),
        Datum::Moment(moment) => out.push_str(&moment.repr()),
        Datum::Timespan(timespan) => out.push_str(&timespan.repr()),
        Datum::Pattern(pattern) => {
            out.push_str("re.compile(");
            out.push_str(&Value::from(pattern.source.as_str()).python_repr());
            out.push(')');
        }
        Datum::Context(_) => out.push_str("<context>"),
        Datum::Rule(_) => out.push_str("<rule>"),
    }
    Ok(())
}

fn write_items(out: &mut String, start: &str, items: &Items, end: &str) -> Result<(), Problem> {
    out.push_str(start);
    for (place, item) in items.values.iter().enumerate() {
        separate(out, place);
        write(out, item)?;
    }
    out.push_str(end);
    Ok(())
}

fn separate(out: &mut String, place: usize) {
    if place > 0 {
        out.push_str(", ");
    }
}

fn number_text(number: &Number) -> Result<String, Problem> {
    let text = number.to_string();
    let n_digits = text.trim_start_matches('-').len();
    if matches!(number, Number::Big(_)) && n_digits > DIGITS {
        return Err(Problem::Other(format!(
            "Exceeds the limit ({DIGITS} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    Ok(text)
}
