//! Verdicts: what a run says about each requirement.

mod generated;
mod judge;
mod waiver;

pub(crate) use generated::Tally;
pub(crate) use judge::{Attempt, End, Judgement, Outcome, judge};
pub use waiver::{Waiver, WaiverError, Waivers};

use std::fmt;

use serde::Serialize;

/// What a run says about one requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is met.
    Pass,
    /// It is broken, and binding.
    Fail,
    /// It is broken, but only recommended.
    Warn,
    /// A probe proved that the target lacks what it is about.
    Unsupported,
    /// It could not be looked at, as something before it went wrong.
    Blocked,
    /// It could not be looked at, as an identity or a capability was not given.
    Untested,
    /// It is broken, and a waiver says why that is accepted.
    Waived,
    /// It is met, although a waiver says that it is not.
    UnexpectedPass,
    /// It was broken first and met when tried again.
    Flaky,
    /// The suite made a mistake.
    Error,
    /// The run ended before it was looked at.
    Aborted,
}

impl Verdict {
    /// All of them, in the order in which totals are shown.
    pub const ALL: [Self; 11] = [
        Self::Pass,
        Self::Fail,
        Self::Warn,
        Self::Unsupported,
        Self::Blocked,
        Self::Untested,
        Self::Waived,
        Self::UnexpectedPass,
        Self::Flaky,
        Self::Error,
        Self::Aborted,
    ];

    /// Its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Unsupported => "unsupported",
            Self::Blocked => "blocked",
            Self::Untested => "untested",
            Self::Waived => "waived",
            Self::UnexpectedPass => "unexpected-pass",
            Self::Flaky => "flaky",
            Self::Error => "error",
            Self::Aborted => "aborted",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_is_shown_by_the_name_that_reports_hold() {
        for verdict in Verdict::ALL {
            let in_json = serde_json::to_value(verdict).unwrap();
            assert_eq!(in_json, verdict.name());
            assert_eq!(format!("{verdict:>16}").trim_start(), verdict.name());
            assert_eq!(format!("{verdict:>16}").len(), 16);
        }
    }
}
