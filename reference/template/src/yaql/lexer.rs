//! The words of the language.

use heat_spec::Number;

use super::escape::{unescaped, verbatim};
use super::syntax::SyntaxError;

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Where it begins, in characters.
    pub(crate) position: usize,
}

/// What a word is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// A quoted text, without quotes and escapes.
    Text(String),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// A bare word.
    Word(String),
    /// A bare word with `(` right behind it.
    Function(String),
    /// A variable, without `$`.
    Variable(String),
    /// An operator or a mark of punctuation.
    Mark(&'static str),
}

/// Operators and marks; those that begin like another come before it.
const MARKS: &[&str] = &[
    "?.", "=~", "!~", "->", "=>", ">=", "<=", "!=", ".", "+", "-", "*", "/", ">", "<", "=", "[",
    "{", "(", ")", "]", ",", "}",
];

/// Words that are operators.
const WORDS: &[&str] = &["mod", "in", "not", "and", "or"];

/// Reads the words of an expression one after the other.
pub(crate) struct Lexer {
    text: Vec<char>,
    place: usize,
}

impl Lexer {
    /// At the start of an expression.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.chars().collect(),
            place: 0,
        }
    }

    /// The next word; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Token>, SyntaxError> {
        while matches!(self.peek(0), Some(' ' | '\t' | '\r' | '\n')) {
            self.place += 1;
        }
        let position = self.place;
        let Some(first) = self.peek(0) else {
            return Ok(None);
        };
        let kind = match first {
            '$' => {
                self.place += 1;
                Some(TokenKind::Variable(self.take(is_word)))
            }
            '0'..='9' => self.number(),
            '\'' | '"' | '`' => self.quoted(first)?,
            _ if is_word(first) && !first.is_numeric() => self.word(),
            _ => self.mark(),
        };
        kind.map(|kind| Some(Token { kind, position }))
            .ok_or(SyntaxError::Character(first, position))
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.place + ahead).copied()
    }

    fn take(&mut self, belongs: fn(char) -> bool) -> String {
        let start = self.place;
        while self.peek(0).is_some_and(belongs) {
            self.place += 1;
        }
        self.text[start..self.place].iter().collect()
    }

    /// Digits, perhaps with a point between; no letter may follow.
    fn number(&mut self) -> Option<TokenKind> {
        let digit = |character: char| character.is_ascii_digit();
        let whole = self.take(digit);
        let with_fraction =
            (self.peek(0) == Some('.') && self.peek(1).is_some_and(digit)).then(|| {
                let start = self.place;
                self.place += 1;
                (start, self.take(digit))
            });
        if let Some((start, fraction)) = with_fraction {
            if !self.peek(0).is_some_and(is_word) {
                return format!("{whole}.{fraction}")
                    .parse()
                    .ok()
                    .map(|float| TokenKind::Number(Number::Float(float)));
            }
            // Python's pattern gives the last digits back where a letter follows them.
            self.place = start;
        }
        if self.peek(0).is_some_and(is_word) {
            return None;
        }
        (whole.len() <= 4300)
            .then(|| Number::parse_integer(&whole, 10).map(TokenKind::Number))
            .flatten()
    }

    fn quoted(&mut self, quote: char) -> Result<Option<TokenKind>, SyntaxError> {
        let start = self.place + 1;
        let mut end = start;
        loop {
            match self.text.get(end) {
                None => return Ok(None),
                Some('\\') if self.text.get(end + 1).is_none_or(|next| *next == '\n') => {
                    return Ok(None);
                }
                Some('\\') => end += 2,
                Some(character) if *character == quote => break,
                Some(_) => end += 1,
            }
        }
        self.place = end + 1;
        let inner: String = self.text[start..end].iter().collect();
        let text = if quote == '`' {
            verbatim(&inner)
        } else {
            unescaped(&inner).map_err(SyntaxError::Other)?
        };
        Ok(Some(TokenKind::Text(text)))
    }

    fn word(&mut self) -> Option<TokenKind> {
        let word = self.take(is_word);
        if self.peek(0) == Some('(') {
            self.place += 1;
            return Some(TokenKind::Function(word));
        }
        if let Some(operator) = WORDS.iter().find(|operator| **operator == word) {
            return Some(TokenKind::Mark(operator));
        }
        match word.as_str() {
            "true" => Some(TokenKind::Bool(true)),
            "false" => Some(TokenKind::Bool(false)),
            "null" => Some(TokenKind::Null),
            _ if word.starts_with("__") => None,
            _ => Some(TokenKind::Word(word)),
        }
    }

    fn mark(&mut self) -> Option<TokenKind> {
        let rest = &self.text[self.place..];
        let found = MARKS
            .iter()
            .find(|mark| mark.chars().zip(rest).filter(|(a, b)| a == *b).count() == mark.len())?;
        self.place += found.len();
        Some(TokenKind::Mark(found))
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
