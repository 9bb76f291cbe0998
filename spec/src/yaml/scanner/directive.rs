//! Directives, the lines that start with `%`.

use super::token::Directive;
use super::{Scanner, TokenKind};
use crate::yaml::cursor::{Mark, is_break_or_end, is_name};
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Problem;

const CONTEXT: &str = "while scanning a directive";

impl Scanner<'_> {
    pub(super) fn fetch_directive(&mut self) -> Result<(), Problem> {
        self.unwind_indents(-1);
        self.remove_possible_key()?;
        self.is_key_allowed = false;
        let start = self.cursor.mark();
        self.cursor.skip();
        let name = self.cursor.read_while(is_name);
        if name.is_empty() || !self.is_at_separator() {
            return Err(self.directive_expected("alphabetic or numeric character", start));
        }
        let directive = match name.as_str() {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_prefix(start)?,
            _ if self.dialect == Dialect::LibYaml => {
                let problem = Problem::syntax("found unknown directive name", self.cursor.mark());
                return Err(problem.during_at(CONTEXT, start));
            }
            _ => {
                self.cursor.skip_line();
                Directive::Other
            }
        };
        self.push(TokenKind::Directive(directive), start);
        self.cursor.skip_while(self.is_space());
        if self.cursor.peek() == '#' {
            self.cursor.skip_line();
        }
        if !is_break_or_end(self.cursor.peek()) {
            return Err(self.directive_expected("a comment or a line break", start));
        }
        self.cursor.read_break();
        Ok(())
    }

    fn version(&mut self, start: Mark) -> Result<Directive, Problem> {
        self.cursor.skip_while(self.is_space());
        let major = self.version_number(start)?;
        if self.cursor.peek() != '.' {
            return Err(self.directive_expected("a digit or '.'", start));
        }
        self.cursor.skip();
        let minor = self.version_number(start)?;
        if self.dialect == Dialect::PyYaml && !self.is_at_separator() {
            return Err(self.directive_expected("a digit or ' '", start));
        }
        Ok(Directive::Version { major, minor })
    }

    fn version_number(&mut self, start: Mark) -> Result<usize, Problem> {
        let digits = self
            .cursor
            .read_while(|character| character.is_ascii_digit());
        if digits.is_empty() {
            return Err(self.directive_expected("a digit", start));
        }
        // A number that is too long is as wrong as any.
        Ok(digits.parse().unwrap_or(usize::MAX))
    }

    fn tag_prefix(&mut self, start: Mark) -> Result<Directive, Problem> {
        self.cursor.skip_while(self.is_space());
        let handle = self.tag_handle("directive", start)?;
        if !self.is_space()(self.cursor.peek()) {
            return Err(self.directive_expected("' '", start));
        }
        self.cursor.skip_while(self.is_space());
        let prefix = self.uri("directive", true, start)?;
        if !self.is_at_separator() {
            return Err(self.directive_expected("' '", start));
        }
        Ok(Directive::Tag { handle, prefix })
    }

    fn directive_expected(&self, expected: &str, start: Mark) -> Problem {
        self.expected(expected).during_at(CONTEXT, start)
    }
}
