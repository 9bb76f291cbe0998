//! Tokens that are a single character, and those that end or start documents.

use super::{Scanner, TokenKind};
use crate::yaml::error::Problem;

impl Scanner<'_> {
    pub(super) fn fetch_stream_end(&mut self) -> Result<(), Problem> {
        self.unwind_indents(-1);
        self.remove_possible_key()?;
        self.is_key_allowed = false;
        self.possible_keys.clear();
        self.push_here(TokenKind::StreamEnd);
        Ok(())
    }

    /// `---` or `...`.
    pub(super) fn fetch_document_mark(&mut self) -> Result<(), Problem> {
        self.unwind_indents(-1);
        self.remove_possible_key()?;
        self.is_key_allowed = false;
        let kind = match self.cursor.peek() {
            '-' => TokenKind::DocumentStart,
            _ => TokenKind::DocumentEnd,
        };
        self.push_indicator(kind, 3);
        Ok(())
    }

    pub(super) fn fetch_flow_start(&mut self) -> Result<(), Problem> {
        self.save_possible_key()?;
        self.flow_level += 1;
        // The parser would refuse it as well, but this scanner may be far ahead of it.
        self.limits
            .check_depth(self.flow_level, self.cursor.mark())?;
        self.is_key_allowed = true;
        let kind = match self.cursor.peek() {
            '[' => TokenKind::FlowSequenceStart,
            _ => TokenKind::FlowMappingStart,
        };
        self.push_indicator(kind, 1);
        Ok(())
    }

    pub(super) fn fetch_flow_end(&mut self) -> Result<(), Problem> {
        self.remove_possible_key()?;
        self.flow_level = self.flow_level.saturating_sub(1);
        self.is_key_allowed = false;
        let kind = match self.cursor.peek() {
            ']' => TokenKind::FlowSequenceEnd,
            _ => TokenKind::FlowMappingEnd,
        };
        self.push_indicator(kind, 1);
        Ok(())
    }

    pub(super) fn fetch_flow_entry(&mut self) -> Result<(), Problem> {
        self.is_key_allowed = true;
        self.remove_possible_key()?;
        self.push_indicator(TokenKind::FlowEntry, 1);
        Ok(())
    }

    pub(super) fn fetch_block_entry(&mut self) -> Result<(), Problem> {
        // In a flow collection it is an error, which the parser reports better.
        if self.flow_level == 0 {
            let message = "sequence entries are not allowed here";
            self.start_block(TokenKind::BlockSequenceStart, message)?;
        }
        self.is_key_allowed = true;
        self.remove_possible_key()?;
        self.push_indicator(TokenKind::BlockEntry, 1);
        Ok(())
    }
}
