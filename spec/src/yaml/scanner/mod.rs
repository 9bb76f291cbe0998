//! Tokens from characters.
//!
//! YAML has no bounded look-ahead: whether a scalar is a key is known only at the colon after it.
//! So tokens wait in a queue while the first of them may still turn out to be a key, which it
//! can for 1024 characters of one line.

mod anchor;
mod block_scalar;
mod directive;
mod folding;
mod indicator;
mod key;
mod plain_scalar;
mod quoted_scalar;
mod tag;
mod token;

use std::collections::VecDeque;

pub(super) use token::{Directive, Token, TokenKind};

use super::cursor::{Cursor, Mark, is_blank, is_blank_or_end, is_break_or_end};
use super::dialect::Dialect;
use super::error::Problem;
use super::limits::Limits;
use crate::Value;
use key::PossibleKey;

/// Makes tokens of a text.
pub(super) struct Scanner<'a> {
    cursor: Cursor<'a>,
    dialect: Dialect,
    limits: Limits,
    /// Tokens that were made and not yet taken.
    tokens: VecDeque<Token>,
    n_taken: usize,
    /// The column of the innermost block collection; -1 outside of all.
    indent: isize,
    /// The columns of those around it.
    indents: Vec<isize>,
    /// How many flow collections are open.
    flow_level: usize,
    /// Whether a key may start here without `?`.
    is_key_allowed: bool,
    /// Tokens that may be the start of a key, at most one for each flow level, in their order.
    possible_keys: VecDeque<PossibleKey>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(characters: &'a [char], dialect: Dialect, limits: &Limits) -> Self {
        Self {
            cursor: Cursor::new(characters, dialect),
            dialect,
            limits: *limits,
            tokens: VecDeque::new(),
            n_taken: 0,
            indent: -1,
            indents: Vec::new(),
            flow_level: 0,
            is_key_allowed: true,
            possible_keys: VecDeque::new(),
        }
    }

    /// The next token. The last one is the end of the stream, again and again.
    pub(super) fn peek(&mut self) -> Result<&mut Token, Problem> {
        while self.needs_more_tokens()? {
            self.fetch()?;
        }
        Ok(&mut self.tokens[0])
    }

    /// Moves over the next token and gives where it ends.
    pub(super) fn skip(&mut self) -> Result<Mark, Problem> {
        let token = self.peek()?;
        let end = token.end;
        if !matches!(token.kind, TokenKind::StreamEnd) {
            self.tokens.pop_front();
            self.n_taken += 1;
        }
        Ok(end)
    }

    fn needs_more_tokens(&mut self) -> Result<bool, Problem> {
        match self.tokens.front().map(|token| &token.kind) {
            None => Ok(true),
            Some(TokenKind::StreamEnd) => Ok(false),
            Some(_) => {
                self.drop_stale_keys()?;
                let first = self.possible_keys.front();
                Ok(first.is_some_and(|key| key.token_number == self.n_taken))
            }
        }
    }

    /// Adds at least one token.
    fn fetch(&mut self) -> Result<(), Problem> {
        self.skip_to_token();
        self.drop_stale_keys()?;
        self.unwind_indents(self.column());
        let character = self.cursor.peek();
        let is_separate = is_blank_or_end(self.cursor.peek_at(1));
        let is_flow = self.flow_level > 0;
        match character {
            '\0' => self.fetch_stream_end(),
            '%' if self.column() == 0 => self.fetch_directive(),
            '-' | '.' if self.cursor.is_at_document_mark() => self.fetch_document_mark(),
            '[' | '{' => self.fetch_flow_start(),
            ']' | '}' => self.fetch_flow_end(),
            ',' => self.fetch_flow_entry(),
            '-' if is_separate => self.fetch_block_entry(),
            '?' if is_flow || is_separate => self.fetch_key(),
            ':' if is_flow || is_separate => self.fetch_value(),
            '*' | '&' => self.fetch_anchor(),
            '!' => self.fetch_tag(),
            '|' | '>' if !is_flow => self.fetch_block_scalar(),
            '\'' | '"' => self.fetch_quoted_scalar(),
            '#' | '|' | '>' | '%' | '@' | '`' | '\t' => {
                let found = repr(character);
                let message = format!("found character {found} that cannot start any token");
                let problem = Problem::syntax(message, self.cursor.mark());
                Err(problem.during("while scanning for the next token"))
            }
            _ => self.fetch_plain_scalar(),
        }
    }

    /// Moves over blanks, comments and line breaks.
    fn skip_to_token(&mut self) {
        loop {
            let are_tabs_blank =
                self.dialect == Dialect::LibYaml && (self.flow_level > 0 || !self.is_key_allowed);
            match self.cursor.peek() {
                ' ' => self.cursor.skip(),
                '\t' if are_tabs_blank => self.cursor.skip(),
                '\u{feff}' if self.dialect == Dialect::LibYaml && self.column() == 0 => {
                    self.cursor.skip();
                }
                '#' => self.cursor.skip_line(),
                _ if self.cursor.read_break().is_some() => {
                    if self.flow_level == 0 {
                        self.is_key_allowed = true;
                    }
                }
                _ => return,
            }
        }
    }

    /// Ends the block collections that are further right than a column.
    fn unwind_indents(&mut self, column: isize) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column
            && let Some(outer) = self.indents.pop()
        {
            self.indent = outer;
            self.push_here(TokenKind::BlockEnd);
        }
    }

    /// Starts a block collection at a column, unless it is the one that is open; says whether.
    fn add_indent(&mut self, column: isize) -> bool {
        if self.indent >= column {
            return false;
        }
        self.indents.push(self.indent);
        self.indent = column;
        true
    }

    /// Adds a token for the next so many characters.
    fn push_indicator(&mut self, kind: TokenKind, n_characters: usize) {
        let start = self.cursor.mark();
        self.cursor.skip_many(n_characters);
        self.push(kind, start);
    }

    /// Adds a token without characters.
    fn push_here(&mut self, kind: TokenKind) {
        self.push(kind, self.cursor.mark());
    }

    /// Adds a token that ends here.
    fn push(&mut self, kind: TokenKind, start: Mark) {
        let end = self.cursor.mark();
        self.tokens.push_back(Token { kind, start, end });
    }

    fn column(&self) -> isize {
        column_of(self.cursor.mark())
    }

    /// What counts as a space: tabs only in C.
    fn is_space(&self) -> fn(char) -> bool {
        match self.dialect {
            Dialect::LibYaml => is_blank,
            Dialect::PyYaml => |character| character == ' ',
        }
    }

    /// Whether the next character is a space, a line break or the end.
    fn is_at_separator(&self) -> bool {
        let next = self.cursor.peek();
        self.is_space()(next) || is_break_or_end(next)
    }

    /// That something else was expected than what comes next.
    fn expected(&self, expected: &str) -> Problem {
        let found = repr(self.cursor.peek());
        Problem::syntax(
            format!("expected {expected}, but found {found}"),
            self.cursor.mark(),
        )
    }
}

/// The column as a number that can be compared with that of "outside of all".
fn column_of(mark: Mark) -> isize {
    isize::try_from(mark.column).unwrap_or(isize::MAX)
}

/// A character as Python shows it in messages.
fn repr(character: char) -> String {
    Value::String(character.to_string()).python_repr()
}
