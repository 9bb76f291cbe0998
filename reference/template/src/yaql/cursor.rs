//! Walking over anything that has items.

use super::datum::{Datum, Part};
use super::functions::ordering::sorted;
use super::machine::Machine;
use super::problem::Problem;

/// A place in a collection.
pub(crate) struct Cursor {
    collection: Datum,
    place: usize,
}

impl Cursor {
    /// The start of a collection.
    pub(crate) fn new(collection: Datum) -> Self {
        Self {
            collection,
            place: 0,
        }
    }

    /// How deeply what is walked over is nested.
    pub(crate) fn depth(&self) -> usize {
        self.collection.measure().depth
    }

    /// The next item; nothing at the end.
    pub(crate) fn next(&mut self, machine: &Machine<'_>) -> Result<Option<Datum>, Problem> {
        machine.charge(1)?;
        let place = self.place;
        self.place += 1;
        match &self.collection {
            Datum::Tuple(items) | Datum::List(items) => Ok(items.values.get(place).cloned()),
            Datum::Set(set) => Ok(set.members.get_index(place).map(|(_, item)| item.clone())),
            Datum::View(dict, part) => dict
                .entries
                .get_index(place)
                .map(|(_, (key, value))| match part {
                    Part::Keys => Ok(key.clone()),
                    Part::Values => Ok(value.clone()),
                    Part::Items => Datum::tuple(vec![key.clone(), value.clone()]),
                })
                .transpose(),
            Datum::Dict(dict) => Ok(dict
                .entries
                .get_index(place)
                .map(|(_, (key, _))| key.clone())),
            Datum::Text(text) => Ok(text
                .chars()
                .nth(place)
                .map(|character| Datum::text(character.encode_utf8(&mut [0; 4])))),
            Datum::Stream(stream) => stream.next(machine),
            Datum::Memory(memory) => memory.get(machine, place),
            Datum::Sorting(sorting) => Ok(sorted(machine, sorting)?.get(place).cloned()),
            other => Err(Problem::Other(format!(
                "'{}' object is not iterable",
                other.python_type()
            ))),
        }
    }

    /// All items that are left.
    pub(crate) fn rest(&mut self, machine: &Machine<'_>) -> Result<Vec<Datum>, Problem> {
        let mut found = Vec::new();
        while let Some(item) = self.next(machine)? {
            found.push(item);
        }
        Ok(found)
    }
}
