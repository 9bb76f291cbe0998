//! Keys without `?`: tokens that turn out to be a key when a colon follows.

use super::{Scanner, Token, TokenKind, column_of};
use crate::yaml::cursor::Mark;
use crate::yaml::error::Problem;

/// How far behind a key its colon may be.
const MAX_LENGTH: usize = 1024;

/// A token that may be the start of a key.
pub(super) struct PossibleKey {
    /// Which token it is, counted from the start of the text.
    pub(super) token_number: usize,
    flow_level: usize,
    /// Whether it must be a key, because it stands at the column of a block collection.
    is_required: bool,
    mark: Mark,
}

impl Scanner<'_> {
    /// Notes that the next token may be the start of a key.
    pub(super) fn save_possible_key(&mut self) -> Result<(), Problem> {
        if !self.is_key_allowed {
            return Ok(());
        }
        self.remove_possible_key()?;
        self.possible_keys.push_back(PossibleKey {
            token_number: self.n_taken + self.tokens.len(),
            flow_level: self.flow_level,
            is_required: self.flow_level == 0 && self.indent == self.column(),
            mark: self.cursor.mark(),
        });
        Ok(())
    }

    /// Notes that what may have been a key on this flow level is none.
    pub(super) fn remove_possible_key(&mut self) -> Result<(), Problem> {
        match self.take_possible_key() {
            Some(key) if key.is_required => Err(self.colon_expected(&key)),
            _ => Ok(()),
        }
    }

    /// Notes what can be no key any more, because too much came after it.
    pub(super) fn drop_stale_keys(&mut self) -> Result<(), Problem> {
        let here = self.cursor.mark();
        let is_stale = |key: &mut PossibleKey| {
            key.mark.line != here.line || here.index - key.mark.index > MAX_LENGTH
        };
        // The first is the oldest.
        while let Some(key) = self.possible_keys.pop_front_if(is_stale) {
            if key.is_required {
                return Err(self.colon_expected(&key));
            }
        }
        Ok(())
    }

    pub(super) fn fetch_key(&mut self) -> Result<(), Problem> {
        if self.flow_level == 0 {
            self.start_block(
                TokenKind::BlockMappingStart,
                "mapping keys are not allowed here",
            )?;
        }
        self.is_key_allowed = self.flow_level == 0;
        self.remove_possible_key()?;
        self.push_indicator(TokenKind::Key, 1);
        Ok(())
    }

    /// A colon: makes a key of what may be one.
    pub(super) fn fetch_value(&mut self) -> Result<(), Problem> {
        if let Some(key) = self.take_possible_key() {
            let place = key.token_number - self.n_taken;
            let at_key = |kind| Token {
                kind,
                start: key.mark,
                end: key.mark,
            };
            self.tokens.insert(place, at_key(TokenKind::Key));
            if self.flow_level == 0 && self.add_indent(column_of(key.mark)) {
                self.tokens
                    .insert(place, at_key(TokenKind::BlockMappingStart));
            }
            self.is_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                let message = "mapping values are not allowed here";
                self.start_block(TokenKind::BlockMappingStart, message)?;
            }
            self.is_key_allowed = self.flow_level == 0;
        }
        self.push_indicator(TokenKind::Value, 1);
        Ok(())
    }

    /// Starts a block collection here, if that is not the one that is open.
    pub(super) fn start_block(&mut self, kind: TokenKind, refusal: &str) -> Result<(), Problem> {
        if !self.is_key_allowed {
            return Err(Problem::syntax(refusal, self.cursor.mark()));
        }
        if self.add_indent(self.column()) {
            self.push_here(kind);
        }
        Ok(())
    }

    fn take_possible_key(&mut self) -> Option<PossibleKey> {
        let flow_level = self.flow_level;
        self.possible_keys
            .pop_back_if(|key| key.flow_level == flow_level)
    }

    fn colon_expected(&self, key: &PossibleKey) -> Problem {
        Problem::syntax("could not find expected ':'", self.cursor.mark())
            .during_at("while scanning a simple key", key.mark)
    }
}
