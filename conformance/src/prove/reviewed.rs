//! The reviewed lists beside the violations: what nobody can notice, and what catches nothing.

use heat_spec::yaml::{self, Limits};
use serde::Deserialize;

use crate::select::glob_matches;

/// A list of exceptions.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    name: &'static str,
    text: &'static str,
    /// What its ids stand for.
    what: &'static str,
}

/// Violations that nobody can notice, or that cannot happen.
pub(super) const EQUIVALENTS: List = List {
    name: "equivalents.yaml",
    text: include_str!("../../violations/equivalents.yaml"),
    what: "violation",
};

/// Requirements, must or should, that catch no violation.
pub(super) const UNBROKEN: List = List {
    name: "unbroken.yaml",
    text: include_str!("../../violations/unbroken.yaml"),
    what: "requirement that is must or should",
};

/// An exception and its reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reviewed {
    /// A glob over ids.
    pub(super) id: String,
    /// Why they are exceptions.
    pub(super) reason: String,
}

/// A reviewed list cannot be read, or has an entry about nothing.
#[derive(Debug, thiserror::Error)]
#[error("violations/{list}: {reason}")]
pub struct ReviewedError {
    list: &'static str,
    reason: String,
}

impl List {
    pub(super) fn read(self) -> Result<Vec<Reviewed>, ReviewedError> {
        let document = yaml::read(self.text, &Limits::default());
        let document = document.map_err(|error| self.wrong(&error))?;
        serde_json::from_value((&document.value).into()).map_err(|error| self.wrong(&error))
    }

    /// Refuses an entry that is about none of these ids.
    pub(super) fn check<'a>(
        self,
        entries: &[Reviewed],
        ids: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Result<(), ReviewedError> {
        let stale = |entry: &&Reviewed| !ids.clone().any(|id| entry.is_about(id));
        match entries.iter().find(stale) {
            None => Ok(()),
            Some(Reviewed { id, .. }) => {
                Err(self.wrong(&format!("{id} is stale: there is no such {}", self.what)))
            }
        }
    }

    fn wrong(self, reason: &dyn std::fmt::Display) -> ReviewedError {
        ReviewedError {
            list: self.name,
            reason: reason.to_string(),
        }
    }
}

impl Reviewed {
    /// Whether it is about an id.
    pub(super) fn is_about(&self, id: &str) -> bool {
        glob_matches(&self.id, id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_about_nothing_is_an_error() {
        let entry = |id: &str| Reviewed {
            id: id.to_owned(),
            reason: "it is so".to_owned(),
        };
        let entries = [entry("a.*"), entry("b.c")];
        let check = |ids: &[&str]| EQUIVALENTS.check(&entries, &ids.iter().copied());
        check(&["a.b", "b.c"]).unwrap();
        let error = check(&["a.b", "b.d"]).unwrap_err();
        let message = "violations/equivalents.yaml: b.c is stale: there is no such violation";
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn every_entry_has_a_reason() {
        for list in [EQUIVALENTS, UNBROKEN] {
            for entry in list.read().unwrap() {
                assert!(entry.reason.len() > 20, "{}", entry.id);
            }
        }
    }
}
