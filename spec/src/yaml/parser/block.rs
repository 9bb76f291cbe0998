//! Block collections, which are told by indentation.

use super::node::Place;
use super::{Event, EventKind, Parser, State, absent, event};
use crate::yaml::error::Problem;
use crate::yaml::scanner::TokenKind;

impl Parser<'_> {
    pub(super) fn block_sequence_entry(&mut self) -> Result<Event, Problem> {
        match self.kind()? {
            TokenKind::BlockEntry => {
                let end = self.skip()?;
                if matches!(self.kind()?, TokenKind::BlockEntry | TokenKind::BlockEnd) {
                    return Ok(absent(end));
                }
                self.states.push(State::BlockSequenceEntry);
                self.block_node()
            }
            TokenKind::BlockEnd => self.end_collection(EventKind::SequenceEnd),
            _ => Err(self.expected("while parsing a block collection", "<block end>, but found")),
        }
    }

    pub(super) fn indentless_sequence_entry(&mut self) -> Result<Event, Problem> {
        if !matches!(self.kind()?, TokenKind::BlockEntry) {
            self.return_to_previous_state();
            return Ok(event(EventKind::SequenceEnd, self.start()?));
        }
        let end = self.skip()?;
        let is_absent = matches!(
            self.kind()?,
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd
        );
        if is_absent {
            return Ok(absent(end));
        }
        self.states.push(State::IndentlessSequenceEntry);
        self.block_node()
    }

    pub(super) fn block_mapping_key(&mut self) -> Result<Event, Problem> {
        match self.kind()? {
            TokenKind::Key => self.block_mapping_node(State::BlockMappingValue),
            TokenKind::BlockEnd => self.end_collection(EventKind::MappingEnd),
            _ => Err(self.expected("while parsing a block mapping", "<block end>, but found")),
        }
    }

    pub(super) fn block_mapping_value(&mut self) -> Result<Event, Problem> {
        if matches!(self.kind()?, TokenKind::Value) {
            return self.block_mapping_node(State::BlockMappingKey);
        }
        self.state = State::BlockMappingKey;
        Ok(absent(self.start()?))
    }

    /// Reads the key or value after a `?` or `:`; then something else is expected.
    fn block_mapping_node(&mut self, then: State) -> Result<Event, Problem> {
        let end = self.skip()?;
        let is_absent = matches!(
            self.kind()?,
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd
        );
        if is_absent {
            self.state = then;
            return Ok(absent(end));
        }
        self.states.push(then);
        self.node(Place::BlockMapping)
    }
}
