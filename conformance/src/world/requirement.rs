//! The id of a requirement as a parameter of steps.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// The id in brackets at the end of a `Then` step.
#[derive(Clone, Debug, PartialEq, Eq, cucumber::Parameter)]
#[param(name = "requirement", regex = r"[a-z0-9_.-]+")]
pub(crate) struct RequirementId(String);

impl RequirementId {
    /// The id.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RequirementId {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
