//! Values of expressions as values of the template: everything that can be walked over is a list.

use heat_spec::{Key, Map, Value};

use super::{Datum, Part};
use crate::yaql::cursor::Cursor;
use crate::yaql::limits::ITEMS;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

/// The value that the template gets.
pub(crate) fn output(machine: &Machine<'_>, datum: &Datum) -> Result<Value, Problem> {
    machine.produce(1)?;
    if datum.known_length().is_some_and(|length| length > ITEMS) {
        return Err(Problem::too_large(ITEMS));
    }
    match datum {
        Datum::Null => Ok(Value::Null),
        Datum::Bool(truth) => Ok(Value::Bool(*truth)),
        Datum::Number(number) => Ok(Value::Number(number.clone())),
        Datum::Text(text) => {
            machine.produce(text.len())?;
            Ok(Value::from(&**text))
        }
        Datum::Dict(dict) => machine.nested(|| {
            let mut map = Map::new();
            for (key, value) in dict.entries.values() {
                map.insert(hashable_key(machine, key)?, output(machine, value)?);
            }
            Ok(Value::Map(map))
        }),
        Datum::Moment(moment) => Ok(Value::from(moment.json())),
        Datum::Timespan(_) | Datum::Pattern(_) | Datum::Context(_) | Datum::Rule(_) => Err(
            Problem::other("The result of the expression is not a value of templates"),
        ),
        Datum::Set(_) | Datum::View(_, Part::Keys | Part::Items) => {
            machine.nested(|| items(machine, datum, hashable))
        }
        Datum::Tuple(_)
        | Datum::List(_)
        | Datum::View(_, Part::Values)
        | Datum::Stream(_)
        | Datum::Memory(_)
        | Datum::Sorting(_) => machine.nested(|| items(machine, datum, output)),
    }
}

fn items(
    machine: &Machine<'_>,
    datum: &Datum,
    convert: fn(&Machine<'_>, &Datum) -> Result<Value, Problem>,
) -> Result<Value, Problem> {
    let mut found = Vec::new();
    let mut cursor = Cursor::new(datum.clone());
    while let Some(item) = cursor.next(machine)? {
        if found.len() >= ITEMS {
            return Err(Problem::too_large(ITEMS));
        }
        found.push(convert(machine, &item)?);
    }
    Ok(Value::List(found))
}

/// A member of a set: what becomes a list or a map on the way out cannot be one.
fn hashable(machine: &Machine<'_>, datum: &Datum) -> Result<Value, Problem> {
    let value = output(machine, datum)?;
    if datum.is_set() {
        return Err(Problem::other("unhashable type: 'set'"));
    }
    match value {
        Value::List(_) | Value::Map(_) => Err(Problem::Other(format!(
            "unhashable type: '{}'",
            value.python_type()
        ))),
        scalar => Ok(scalar),
    }
}

fn hashable_key(machine: &Machine<'_>, key: &Datum) -> Result<Key, Problem> {
    hashable(machine, key).map(Key::from)
}
