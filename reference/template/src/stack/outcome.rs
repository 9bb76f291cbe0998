//! What comes of a check that may have questions.

use heat_spec::Fault;

use crate::constraint::inquiry::{Inquiry, Question};

/// What came of a check.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome<T> {
    /// It is right.
    Done(T),
    /// Answers are missing: answer these questions and check again.
    Needs(Vec<Question>),
}

/// A fault counts only if no question was left open before it.
pub(crate) fn outcome<T>(
    inquiry: Inquiry<'_>,
    result: Result<T, Fault>,
) -> Result<Outcome<T>, Fault> {
    if inquiry.is_open() {
        return Ok(Outcome::Needs(inquiry.into_questions()));
    }
    result.map(Outcome::Done)
}
