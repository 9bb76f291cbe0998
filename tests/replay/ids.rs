//! Which id of this run stands for which recorded one.

use std::collections::HashMap;

use crate::volatile::{Kind, parts};

/// The ids that answers have given so far.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    here: HashMap<String, String>,
    recorded: HashMap<String, String>,
}

impl Ids {
    /// Notes that an id stands for another; tells whether that agrees with what is known.
    pub(crate) fn is_for(&mut self, recorded: &str, here: &str) -> bool {
        match (self.here.get(recorded), self.recorded.get(here)) {
            (None, None) => {
                self.here.insert(recorded.to_owned(), here.to_owned());
                self.recorded.insert(here.to_owned(), recorded.to_owned());
                true
            }
            (known, _) => known.is_some_and(|known| known == here),
        }
    }

    /// The id of this run that stands for a recorded one.
    pub(crate) fn of_recorded(&self, id: &str) -> Option<String> {
        self.here.get(id).cloned()
    }

    /// An id of this run that stands for a recorded one.
    pub(crate) fn of_here(&self, id: &str) -> Option<String> {
        self.recorded.contains_key(id).then(|| id.to_owned())
    }

    /// A recorded text with the ids of this run in it.
    pub(crate) fn translated(&self, text: &str) -> String {
        parts(text)
            .into_iter()
            .map(|part| match part.kind {
                Kind::Id => self.here.get(part.text).map_or(part.text, String::as_str),
                _ => part.text,
            })
            .collect()
    }
}
