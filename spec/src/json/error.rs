//! What is wrong with a JSON text, and where.

use thiserror::Error;

/// Which rule a JSON text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// It is no JSON.
    Syntax,
    /// It is nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    Depth,
    /// An integer has more digits than CPython converts.
    Digits,
}

/// Why a JSON text could not be read.
///
/// Displays as the text of CPython's exception; an integer that is too long has no position there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}{}", self.place())]
pub struct JsonError {
    /// The rule that is broken.
    pub kind: JsonErrorKind,
    /// What is wrong, without the position.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The number of characters before the place.
    pub character: usize,
}

impl JsonError {
    /// An error at a byte offset of the text, which is counted in characters only now.
    pub(super) fn new(
        kind: JsonErrorKind,
        message: impl Into<String>,
        text: &str,
        offset: usize,
    ) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            kind,
            message: message.into(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            character: before.chars().count(),
        }
    }

    fn place(&self) -> String {
        let Self {
            line,
            column,
            character,
            ..
        } = self;
        match self.kind {
            JsonErrorKind::Digits => String::new(),
            _ => format!(": line {line} column {column} (char {character})"),
        }
    }
}
