//! Scalars without quotes.

use super::folding::folded;
use super::{Scanner, TokenKind};
use crate::yaml::cursor::{is_blank_or_end, is_break};
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Problem;

impl Scanner<'_> {
    pub(super) fn fetch_plain_scalar(&mut self) -> Result<(), Problem> {
        self.save_possible_key()?;
        self.is_key_allowed = false;
        let start = self.cursor.mark();
        let mut end = start;
        let mut text = String::new();
        let mut spaces = String::new();
        while self.cursor.peek() != '#' && !self.cursor.is_at_document_mark() {
            let length = self.plain_length()?;
            if length == 0 {
                break;
            }
            self.is_key_allowed = false;
            text.push_str(&spaces);
            for _ in 0..length {
                text.push(self.cursor.peek());
                self.cursor.skip();
            }
            end = self.cursor.mark();
            spaces = self.plain_spaces()?;
            if spaces.is_empty() || self.flow_level == 0 && self.column() <= self.indent {
                break;
            }
        }
        let is_plain = true;
        self.push(TokenKind::Scalar { text, is_plain }, start);
        if let Some(token) = self.tokens.back_mut() {
            token.end = end;
        }
        Ok(())
    }

    /// How many characters of the scalar come before the next blank.
    fn plain_length(&self) -> Result<usize, Problem> {
        let is_flow = self.flow_level > 0;
        let mut length = 0;
        loop {
            let next = self.cursor.peek_at(length + 1);
            let ends = match (self.cursor.peek_at(length), self.dialect) {
                (character, _) if is_blank_or_end(character) => true,
                (':', _) if is_blank_or_end(next) => true,
                (':', Dialect::PyYaml) => is_flow && ",[]{}".contains(next),
                (':', Dialect::LibYaml) if is_flow && ",?[]{}".contains(next) => {
                    return Err(Problem::syntax("found unexpected ':'", self.cursor.mark()));
                }
                (',' | '[' | ']' | '{' | '}', _) | ('?', Dialect::PyYaml) => is_flow,
                _ => false,
            };
            if ends {
                return Ok(length);
            }
            length += 1;
        }
    }

    /// Moves over the blanks and line breaks after a word and gives what they stand for, should
    /// another word follow.
    fn plain_spaces(&mut self) -> Result<String, Problem> {
        let is_space = self.is_space();
        let spaces = self.cursor.read_while(is_space);
        let Some(first) = self.cursor.read_break() else {
            return Ok(spaces);
        };
        self.is_key_allowed = true;
        let mut breaks = String::new();
        loop {
            let next = self.cursor.peek();
            if next == '\t' && is_space(next) && self.column() <= self.indent {
                let message = "found a tab character that violates indentation";
                return Err(Problem::syntax(message, self.cursor.mark()));
            }
            if is_space(next) {
                self.cursor.skip();
            } else if is_break(next) {
                breaks.extend(self.cursor.read_break());
            } else {
                return Ok(folded(first, breaks));
            }
        }
    }
}
