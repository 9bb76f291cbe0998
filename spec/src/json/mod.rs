//! JSON as Heat reads it: what CPython's `json.loads` accepts, with its messages.
//!
//! Heat shows the parser's words to clients ("Expecting value: line 1 column 1 (char 0)"), so the
//! wording and the positions are part of the API. Like CPython, `NaN` and the infinities are
//! numbers, integers are exact, of equal keys the last one wins, and control characters in
//! strings are refused. Unlike CPython, a lone surrogate becomes U+FFFD, because text is Unicode
//! here.

mod error;
mod number;
mod reader;
mod text;

pub use error::{JsonError, JsonErrorKind};

use crate::Value;

/// How deeply lists and maps may be nested.
///
/// Python limits its recursion, so real Heat answers bodies and templates of somewhat more than
/// 300 levels with a 500. Here they are refused, and before that, so that whoever walks a value
/// recursively stays far inside a thread's stack. YAML has the same limit.
pub const MAX_DEPTH: usize = 250;

/// Reads one JSON document.
///
/// The error is one of syntax, or says that a limit of CPython (4300 digits of an integer) or of
/// this reader ([`MAX_DEPTH`]) is exceeded.
pub fn read(text: &str) -> Result<Value, JsonError> {
    reader::Reader::new(text).document()
}
