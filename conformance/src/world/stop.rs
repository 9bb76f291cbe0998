//! Why a step, and with it its scenario, ends early.

use std::fmt;
use std::str::FromStr;

use crate::check::{ExpectationError, UnknownPlaceholder};
use crate::client::ClientError;
use crate::run::SendError;

/// Why a scenario ends before its last step.
///
/// The step macros turn an error into a panic with its text, so the text carries everything, and
/// can be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A check of this requirement is broken; the scenario has the check itself.
    Broken(String),
    /// The same, in a part of the last answer: what else the answer holds can still be looked at.
    BrokenInPart(String),
    /// What the step needs did not come about.
    Blocked(String),
    /// The suite made a mistake.
    Error(String),
}

/// Stands between the parts of the text, where no message has it.
const SEPARATOR: char = '\u{1f}';

impl fmt::Display for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, text) = match self {
            Self::Broken(requirement) => ("broken", requirement),
            Self::BrokenInPart(requirement) => ("broken-in-part", requirement),
            Self::Blocked(reason) => ("blocked", reason),
            Self::Error(reason) => ("error", reason),
        };
        write!(out, "{SEPARATOR}{kind}{SEPARATOR}{text}")
    }
}

/// A text that was not written by a [`Stop`].
#[derive(Debug)]
pub(crate) struct NoStop;

impl FromStr for Stop {
    type Err = NoStop;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rest = text.strip_prefix(SEPARATOR).ok_or(NoStop)?;
        let (kind, text) = rest.split_once(SEPARATOR).ok_or(NoStop)?;
        match kind {
            "broken" => Ok(Self::Broken(text.to_owned())),
            "broken-in-part" => Ok(Self::BrokenInPart(text.to_owned())),
            "blocked" => Ok(Self::Blocked(text.to_owned())),
            "error" => Ok(Self::Error(text.to_owned())),
            _ => Err(NoStop),
        }
    }
}

impl From<SendError> for Stop {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Client(ClientError::Unwritable { .. }) | SendError::Contract(_) => {
                Self::Error(error.to_string())
            }
            SendError::Client(_) | SendError::Journal(_) | SendError::ReadOnly(_) => {
                Self::Blocked(error.to_string())
            }
        }
    }
}

impl From<ExpectationError> for Stop {
    fn from(error: ExpectationError) -> Self {
        Self::Error(error.to_string())
    }
}

impl From<UnknownPlaceholder> for Stop {
    fn from(error: UnknownPlaceholder) -> Self {
        Self::Error(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_can_be_read_back() {
        for stop in [
            Stop::Broken("a.b".to_owned()),
            Stop::BrokenInPart("a.b".to_owned()),
            Stop::Blocked("x\ny".to_owned()),
            Stop::Error(String::new()),
        ] {
            assert_eq!(stop.to_string().parse::<Stop>().ok(), Some(stop));
        }
        assert!("index out of bounds".parse::<Stop>().is_err());
    }
}
