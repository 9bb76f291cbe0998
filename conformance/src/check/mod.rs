//! Checks as values: what was required, what was seen, and where.

mod body;
mod expectation;
mod fault;
mod generated;
mod headers;
mod matcher;
mod placeholder;
mod pointer;
#[cfg(test)]
pub(crate) mod sample;

pub(crate) use expectation::{ExpectationError, evaluate};
pub(crate) use fault::pattern_of;
pub(crate) use generated::check_exchange;
pub(crate) use matcher::same;
pub(crate) use placeholder::{Placeholders, UnknownPlaceholder};
pub(crate) use pointer::points;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::client::Exchange;

/// One requirement, looked at once.
#[derive(Clone, Debug)]
pub struct Check {
    /// The requirement's id.
    pub requirement: String,
    /// What differs; nothing if the requirement is met.
    pub difference: Option<Difference>,
    /// Which of the requirement's alternatives was met, counted from 0; none for the first choice.
    pub alternative: Option<usize>,
    /// The exchange that it was looked at in.
    pub exchange: Option<Arc<Exchange>>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Difference {
    /// Where.
    pub at: At,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub seen: String,
}

/// A place in an answer, or elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// The status.
    Status,
    /// A header.
    Header(String),
    /// A JSON pointer into the body; empty for the whole of it.
    Body(String),
    /// Something that no single answer shows, in words.
    Course(String),
}

impl Check {
    /// The requirement is met.
    pub(crate) fn met(requirement: &str, exchange: Option<&Arc<Exchange>>) -> Self {
        Self {
            requirement: requirement.to_owned(),
            difference: None,
            alternative: None,
            exchange: exchange.map(Arc::clone),
        }
    }

    /// The requirement is broken.
    pub(crate) fn broken(
        requirement: &str,
        difference: Difference,
        exchange: Option<&Arc<Exchange>>,
    ) -> Self {
        Self {
            requirement: requirement.to_owned(),
            difference: Some(difference),
            alternative: None,
            exchange: exchange.map(Arc::clone),
        }
    }

    /// Whether the requirement is met.
    pub fn is_met(&self) -> bool {
        self.difference.is_none()
    }
}

impl Difference {
    /// What differs at a place.
    pub(crate) fn new(at: At, expected: impl fmt::Display, seen: impl fmt::Display) -> Self {
        Self {
            at,
            expected: shortened(expected.to_string()),
            seen: shortened(seen.to_string()),
        }
    }
}

/// Long texts are cut for the eye; the exchange has the whole.
fn shortened(text: String) -> String {
    const MAX: usize = 600;
    match text.char_indices().nth(MAX) {
        Some((end, _)) => format!("{}… ({} characters)", &text[..end], text.chars().count()),
        None => text,
    }
}

impl fmt::Display for At {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status => out.write_str("status"),
            Self::Header(name) => write!(out, "header {name}"),
            Self::Body(pointer) if pointer.is_empty() => out.write_str("body"),
            Self::Body(pointer) => write!(out, "body {pointer}"),
            Self::Course(what) => out.write_str(what),
        }
    }
}

/// `status: expected 409, seen 201`
impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: expected {}, seen {}",
            self.at, self.expected, self.seen
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_reads_as_a_sentence() {
        let difference =
            Difference::new(At::Header("location".to_owned()), "it to be there", "none");
        assert_eq!(
            difference.to_string(),
            "header location: expected it to be there, seen none"
        );
    }

    #[test]
    fn places_are_named() {
        for (at, name) in [
            (At::Status, "status"),
            (At::Body(String::new()), "body"),
            (At::Body("/a".to_owned()), "body /a"),
            (
                At::Course("the order of events".to_owned()),
                "the order of events",
            ),
        ] {
            assert_eq!(at.to_string(), name);
        }
    }

    #[test]
    fn only_long_texts_are_cut_and_between_characters() {
        assert_eq!(shortened("ü".repeat(600)), "ü".repeat(600));
        let cut = format!("{}… (601 characters)", "ü".repeat(600));
        assert_eq!(shortened("ü".repeat(601)), cut);
    }

    #[test]
    fn a_check_is_met_unless_something_differs() {
        assert!(Check::met("a.b", None).is_met());
        let difference = Difference::new(At::Status, 200, 201);
        let broken = Check::broken("a.b", difference, None);
        assert!(!broken.is_met());
        assert_eq!(broken.requirement, "a.b");
    }
}
