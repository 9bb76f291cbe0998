//! Anchors and aliases.

use super::{Scanner, TokenKind};
use crate::yaml::cursor::{is_blank_or_end, is_name};
use crate::yaml::error::Problem;

impl Scanner<'_> {
    pub(super) fn fetch_anchor(&mut self) -> Result<(), Problem> {
        self.save_possible_key()?;
        self.is_key_allowed = false;
        let start = self.cursor.mark();
        let is_alias = self.cursor.peek() == '*';
        self.cursor.skip();
        let name = self.cursor.read_while(is_name);
        let next = self.cursor.peek();
        let is_separate = is_blank_or_end(next) || "?:,]}%@`".contains(next);
        if name.is_empty() || !is_separate {
            let kind = if is_alias { "alias" } else { "anchor" };
            let problem = self.expected("alphabetic or numeric character");
            return Err(problem.during_at(format!("while scanning an {kind}"), start));
        }
        let kind = if is_alias {
            TokenKind::Alias(name)
        } else {
            TokenKind::Anchor(name)
        };
        self.push(kind, start);
        Ok(())
    }
}
