//! Violations: what services do wrong, one thing at a time, and the proxy that does it to a target
//! that is right.
//!
//! A violation is data: a sentence, the requirements that it breaks, and rules that say which
//! exchanges are changed and how. Those of the family *derived* follow from the catalogue; those of
//! the family *semantic* stand in `violations/SECTION/OPERATION.yaml` beside this crate.

mod breaker;
mod derived;
mod edit;
mod message;
mod proxy;
mod rule;
mod semantic;
mod stacks;
mod trigger;
mod upstream;

pub(crate) use breaker::Breaker;
pub(crate) use edit::AnswerEdit;
pub(crate) use proxy::{Proxy, put_before};
pub(crate) use rule::{ANY, Rule, When};

use std::collections::HashSet;

use heat_spec::Catalogue;
use heat_spec::catalogue::Level;

use serde::{Deserialize, Serialize};

/// All violations, those that follow from the catalogue first.
pub(crate) fn all(catalogue: &Catalogue) -> Result<Vec<Violation>, ViolationError> {
    let mut all =
        derived::violations(catalogue).map_err(|error| ViolationError::new("derived", &error))?;
    all.extend(semantic::violations()?);
    Ok(all)
}

/// The requirements, must or should, that no violation breaks; nothing shows that they are looked
/// at.
///
/// # Errors
///
/// If the violations cannot be read.
pub fn unbroken_requirements(catalogue: &Catalogue) -> Result<Vec<String>, ViolationError> {
    let all = all(catalogue)?;
    let broken: HashSet<&str> = all
        .iter()
        .flat_map(|violation| violation.breaks.iter().map(String::as_str))
        .collect();
    let requirements = catalogue.requirements.values();
    Ok(requirements
        .filter(|requirement| requirement.level <= Level::Should)
        .filter(|requirement| !broken.contains(requirement.id.as_str()))
        .map(|requirement| requirement.id.clone())
        .collect())
}

/// Violations that cannot be read or used.
#[derive(Debug, thiserror::Error)]
#[error("violation {id}: {reason}")]
pub struct ViolationError {
    id: String,
    reason: String,
}

impl ViolationError {
    pub(crate) fn new(id: &str, reason: &dyn std::fmt::Display) -> Self {
        Self {
            id: id.to_owned(),
            reason: reason.to_string(),
        }
    }
}

/// One thing that a service does wrong.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Violation {
    /// The permanent id: `OPERATION.STATUS.ASPECT.KIND` or `REQUIREMENT.PART` if it is derived,
    /// `OPERATION.name` if it is semantic.
    pub(crate) id: String,
    /// The operation that goes wrong; given by the file that it stands in.
    #[serde(default)]
    pub(crate) operation: String,
    /// Where it comes from; given by the place where it stands.
    #[serde(default)]
    pub(crate) family: Family,
    /// How the service misbehaves, in one sentence.
    pub(crate) what: String,
    /// The requirements that are no longer met, generated ones included.
    pub(crate) breaks: Vec<String>,
    /// What is changed, in this order.
    pub(crate) rules: Vec<Rule>,
}

impl Violation {
    /// In what a service goes wrong, in one word: a part of an answer or of what a requirement
    /// expects, or its meaning.
    pub(crate) fn kind(&self) -> &'static str {
        const KINDS: [(&str, &str); 4] = [
            (".expect.", "expectation"),
            (".status.", "status"),
            (".headers.", "headers"),
            (".body.", "body"),
        ];
        let own = self.id.strip_prefix(&self.operation).unwrap_or_default();
        let found = KINDS.into_iter().find(|(mark, _)| own.contains(mark));
        match (self.family, found) {
            (Family::Derived, Some((_, kind))) => kind,
            _ => Family::Semantic.word(),
        }
    }

    /// Whether the target is asked what the suite does not ask, so that things may be left on it
    /// that nobody knows of.
    pub(crate) fn changes_requests(&self) -> bool {
        self.rules.iter().any(|rule| !rule.request.is_empty())
    }
}

/// Where violations come from; the two are never added.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Family {
    /// They follow from the catalogue, as the checks do.
    Derived,
    /// Somebody wrote them.
    #[default]
    Semantic,
}

impl Family {
    /// The word for it, which selections take for a tag.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Derived => "derived",
            Self::Semantic => "semantic",
        }
    }
}
