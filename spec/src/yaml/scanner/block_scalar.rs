//! Scalars in blocks, literal (`|`) or folded (`>`).

use super::{Scanner, TokenKind};
use crate::yaml::cursor::{Mark, is_blank, is_break_or_end};
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Problem;

const CONTEXT: &str = "while scanning a block scalar";

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    Strip,
    Clip,
    Keep,
}

impl Scanner<'_> {
    pub(super) fn fetch_block_scalar(&mut self) -> Result<(), Problem> {
        self.is_key_allowed = true;
        self.remove_possible_key()?;
        let start = self.cursor.mark();
        let is_folded = self.cursor.peek() == '>';
        self.cursor.skip();
        let (chomping, increment) = self.block_indicators(start)?;
        self.skip_rest_of_header(start)?;
        let mut breaks = String::new();
        let min_indent = (self.indent + 1).max(1);
        let indent = match increment {
            Some(increment) => {
                let indent = self.indent.max(0) + increment;
                self.block_breaks(Some(indent), &mut breaks, start)?;
                indent
            }
            None => self.block_breaks(None, &mut breaks, start)?.max(min_indent),
        };
        let mut text = String::new();
        let mut line_break = None;
        while self.column() == indent && self.cursor.peek() != '\0' {
            text.push_str(&breaks);
            breaks.clear();
            let starts_blank = is_blank(self.cursor.peek());
            text.push_str(
                &self
                    .cursor
                    .read_while(|character| !is_break_or_end(character)),
            );
            line_break = self.cursor.read_break();
            self.block_breaks(Some(indent), &mut breaks, start)?;
            if self.column() != indent || self.cursor.peek() == '\0' {
                break;
            }
            let is_joined = is_folded
                && line_break == Some('\n')
                && !starts_blank
                && !is_blank(self.cursor.peek());
            if !is_joined {
                text.extend(line_break);
            } else if breaks.is_empty() {
                text.push(' ');
            }
        }
        if chomping != Chomping::Strip {
            text.extend(line_break);
        }
        if chomping == Chomping::Keep {
            text.push_str(&breaks);
        }
        let is_plain = false;
        self.push(TokenKind::Scalar { text, is_plain }, start);
        Ok(())
    }

    /// Reads the chomping and indentation indicators, which may come in either order.
    fn block_indicators(&mut self, start: Mark) -> Result<(Chomping, Option<isize>), Problem> {
        let mut chomping = self.chomping();
        let increment = self.increment(start)?;
        if chomping.is_none() && increment.is_some() {
            chomping = self.chomping();
        }
        if self.dialect == Dialect::PyYaml && !self.is_at_separator() {
            let problem = self.expected("chomping or indentation indicators");
            return Err(problem.during_at(CONTEXT, start));
        }
        Ok((chomping.unwrap_or(Chomping::Clip), increment))
    }

    fn chomping(&mut self) -> Option<Chomping> {
        let chomping = match self.cursor.peek() {
            '+' => Chomping::Keep,
            '-' => Chomping::Strip,
            _ => return None,
        };
        self.cursor.skip();
        Some(chomping)
    }

    fn increment(&mut self, start: Mark) -> Result<Option<isize>, Problem> {
        let increment = match self.cursor.peek().to_digit(10) {
            None => return Ok(None),
            Some(0) => {
                let message = "expected indentation indicator in the range 1-9, but found 0";
                let problem = Problem::syntax(message, self.cursor.mark());
                return Err(problem.during_at(CONTEXT, start));
            }
            Some(digit) => isize::try_from(digit).ok(),
        };
        self.cursor.skip();
        Ok(increment)
    }

    /// Moves over the rest of the first line, which may be a comment.
    fn skip_rest_of_header(&mut self, start: Mark) -> Result<(), Problem> {
        self.cursor.skip_while(self.is_space());
        if self.cursor.peek() == '#' {
            self.cursor.skip_line();
        }
        if !is_break_or_end(self.cursor.peek()) {
            let problem = self.expected("a comment or a line break");
            return Err(problem.during_at(CONTEXT, start));
        }
        self.cursor.read_break();
        Ok(())
    }

    /// Moves over empty lines and the indentation of the line after them; adds their breaks and
    /// gives how far right it came. Without an indentation, all leading spaces are indentation.
    fn block_breaks(
        &mut self,
        indent: Option<isize>,
        breaks: &mut String,
        start: Mark,
    ) -> Result<isize, Problem> {
        let mut max_column = 0;
        loop {
            while self.cursor.peek() == ' ' && indent.is_none_or(|indent| self.column() < indent) {
                self.cursor.skip();
            }
            max_column = max_column.max(self.column());
            if self.dialect == Dialect::LibYaml && self.cursor.peek() == '\t' && indent.is_none() {
                let message = "found a tab character where an indentation space is expected";
                let problem = Problem::syntax(message, self.cursor.mark());
                return Err(problem.during_at(CONTEXT, start));
            }
            match self.cursor.read_break() {
                Some(line_break) => breaks.push(line_break),
                None => return Ok(max_column),
            }
        }
    }
}
