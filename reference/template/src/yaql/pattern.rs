//! Regular expressions, as Python's `re` searches with them.

use std::rc::Rc;

use super::datum::Datum;
use super::machine::Machine;
use super::problem::Problem;
use crate::functions::unpack::wrong_number;
use crate::python::regex::{Flags, searching};

/// A compiled regular expression.
pub(crate) struct Pattern {
    /// As it was written.
    pub(crate) source: String,
    /// How it is read.
    pub(crate) flags: Flags,
    /// The numbers of the groups that have a name.
    named: Rc<[usize]>,
    compiled: fancy_regex::Regex,
}

/// Python compiles the same expression once, so that it is the same object every time.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source && self.flags == other.flags
    }
}

/// One match: where each group begins and ends, in bytes; the whole match is the first.
pub(crate) struct Match {
    /// The groups, if they took part.
    pub(crate) groups: Vec<Option<(usize, usize)>>,
    /// Those of them that have a name.
    named: Rc<[usize]>,
}

impl Pattern {
    /// Compiles a Python pattern.
    pub(crate) fn new(source: &str, flags: Flags) -> Result<Rc<Self>, Problem> {
        let compiled = searching(source, flags).map_err(Problem::Other)?;
        let groups = compiled.capture_names().enumerate();
        let named = groups.filter_map(|(group, name)| name.map(|_| group));
        Ok(Rc::new(Self {
            source: source.to_owned(),
            flags,
            named: named.collect(),
            compiled,
        }))
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
            named: self.named.clone(),
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
    ///
    /// Fails if a group has a name: the library takes the text of such a group for a pair.
    pub(crate) fn variables(&self, text: &str) -> Result<Vec<Datum>, Problem> {
        if let Some(named) = self.named.first() {
            let of_group = self.text(text, *named);
            return Err(Problem::Other(
                match of_group.map(|text| text.chars().count()) {
                    None => "cannot unpack non-iterable NoneType object".to_owned(),
                    Some(2) => "no such group".to_owned(),
                    Some(length) => wrong_number(length, 2),
                },
            ));
        }
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
