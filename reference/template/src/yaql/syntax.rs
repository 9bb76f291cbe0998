//! What is wrong with an expression, in the words that clients see.

use thiserror::Error;

/// An expression that is none.
#[derive(Clone, Debug, Error, PartialEq)]
pub(crate) enum SyntaxError {
    /// A character that begins no word.
    #[error("Lexical error: illegal character '{0}' at position {1}")]
    Character(char, usize),
    /// A word where it cannot stand.
    #[error("Parse error: unexpected '{word}' at position {position} of expression '{expression}'")]
    Word {
        /// The word, as a value.
        word: String,
        /// Where it begins, in characters.
        position: usize,
        /// All of the expression.
        expression: String,
    },
    /// An expression that ends too early.
    #[error("Parse error: unexpected end of statement")]
    End,
    /// Something that this server does not read.
    #[error("{0}")]
    Other(String),
}
