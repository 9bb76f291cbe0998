//! The reviewed list of violations that nobody can notice.

use heat_spec::yaml::{self, Limits};
use serde::Deserialize;

use crate::select::glob_matches;

const LIST: &str = include_str!("../../violations/equivalents.yaml");

/// Violations that nobody can notice, or that cannot happen, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Equivalent {
    /// A glob over their ids.
    pub(crate) id: String,
    /// Why nobody can notice them.
    pub(crate) reason: String,
}

/// The list of equivalents cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("violations/equivalents.yaml: {0}")]
pub struct EquivalentsError(String);

/// The list.
pub(crate) fn equivalents() -> Result<Vec<Equivalent>, EquivalentsError> {
    let wrong = |error: &dyn std::fmt::Display| EquivalentsError(error.to_string());
    let document = yaml::read(LIST, &Limits::default()).map_err(|error| wrong(&error))?;
    serde_json::from_value((&document.value).into()).map_err(|error| wrong(&error))
}

impl Equivalent {
    /// Whether it is about a violation.
    pub(crate) fn is_about(&self, id: &str) -> bool {
        glob_matches(&self.id, id)
    }
}
