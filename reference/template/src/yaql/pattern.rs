//! Regular expressions, as Python's `re` searches with them.

use std::rc::Rc;

use super::datum::Datum;
use super::machine::Machine;
use super::problem::Problem;
use crate::python::regex::{Flags, searching};

/// A compiled regular expression.
pub(crate) struct Pattern {
    compiled: fancy_regex::Regex,
}

/// One match: where each group begins and ends, in bytes; the whole match is the first.
pub(crate) struct Match {
    /// The groups, if they took part.
    pub(crate) groups: Vec<Option<(usize, usize)>>,
}

impl Pattern {
    /// Compiles a Python pattern.
    pub(crate) fn new(source: &str, flags: Flags) -> Result<Rc<Self>, Problem> {
        let compiled = searching(source, flags).map_err(Problem::Other)?;
        Ok(Rc::new(Self { compiled }))
    }

    /// The first match from a place on.
    pub(crate) fn find(
        &self,
        machine: &Machine<'_>,
        text: &str,
        place: usize,
    ) -> Result<Option<Match>, Problem> {
        // What a search may take grows with what it looks at.
        machine.charge(1 + text.len() / 8)?;
        let found = self
            .compiled
            .captures_from_pos(text, place)
            .map_err(|_| heat_spec::fault::function_too_much_work())?;
        Ok(found.map(|captures| Match {
            groups: captures
                .iter()
                .map(|group| group.map(|group| (group.start(), group.end())))
                .collect(),
        }))
    }

    /// The next match after another one: never the same empty one again.
    pub(crate) fn find_after(
        &self,
        machine: &Machine<'_>,
        text: &str,
        last: &Match,
    ) -> Result<Option<Match>, Problem> {
        let (start, end) = last.whole();
        if end > start {
            return self.find(machine, text, end);
        }
        match text[end..].chars().next() {
            Some(character) => self.find(machine, text, end + character.len_utf8()),
            None => Ok(None),
        }
    }

    /// The number of a group by its name.
    pub(crate) fn group(&self, name: &str) -> Option<usize> {
        self.compiled
            .capture_names()
            .position(|known| known == Some(name))
    }
}

impl Match {
    /// Where the match begins and ends.
    pub(crate) fn whole(&self) -> (usize, usize) {
        self.groups.first().copied().flatten().unwrap_or_default()
    }

    /// The text of a group; nothing if it took no part.
    pub(crate) fn text<'t>(&self, text: &'t str, group: usize) -> Option<&'t str> {
        let (start, end) = self.groups.get(group).copied().flatten()?;
        text.get(start..end)
    }

    /// The variables that a selector sees: for each group its text and where it stands.
    pub(crate) fn variables(&self, text: &str) -> Result<Vec<Datum>, Problem> {
        let position = |byte: Option<usize>| match byte.and_then(|byte| text.get(..byte)) {
            Some(before) => Datum::count(before.chars().count()),
            None => Datum::integer(-1),
        };
        (0..self.groups.len())
            .map(|group| {
                let span = self.groups.get(group).copied().flatten();
                let entries = [
                    (
                        "value",
                        self.text(text, group).map_or(Datum::Null, Datum::text),
                    ),
                    ("start", position(span.map(|(start, _)| start))),
                    ("end", position(span.map(|(_, end)| end))),
                ];
                super::functions::dicts::record(entries)
            })
            .collect()
    }
}
