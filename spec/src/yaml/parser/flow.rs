//! Flow collections, in brackets and braces.

use super::node::Place;
use super::{Event, EventKind, Parser, Properties, State, absent, event};
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Problem;
use crate::yaml::scanner::TokenKind;

impl Parser<'_> {
    pub(super) fn flow_sequence_entry(&mut self, is_first: bool) -> Result<Event, Problem> {
        if !is_first && !matches!(self.kind()?, TokenKind::FlowSequenceEnd) {
            if !matches!(self.kind()?, TokenKind::FlowEntry) {
                return Err(self.expected("while parsing a flow sequence", "',' or ']', but got"));
            }
            self.skip()?;
        }
        match self.kind()? {
            TokenKind::FlowSequenceEnd => self.end_collection(EventKind::SequenceEnd),
            TokenKind::Key => {
                let mark = self.start()?;
                self.skip()?;
                self.state = State::FlowPairKey;
                Ok(event(EventKind::MappingStart(Properties::default()), mark))
            }
            _ => {
                self.states.push(State::FlowSequenceEntry);
                self.node(Place::Flow)
            }
        }
    }

    pub(super) fn flow_pair_key(&mut self) -> Result<Event, Problem> {
        let is_absent = matches!(
            self.kind()?,
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd
        );
        if !is_absent {
            self.states.push(State::FlowPairValue);
            return self.node(Place::Flow);
        }
        self.state = State::FlowPairValue;
        let mark = self.start()?;
        if self.dialect == Dialect::LibYaml {
            // A mistake of libyaml, which makes it refuse what follows.
            self.skip()?;
        }
        Ok(absent(mark))
    }

    pub(super) fn flow_pair_value(&mut self) -> Result<Event, Problem> {
        let is_end =
            |kind: &TokenKind| matches!(kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd);
        self.flow_value(State::FlowPairEnd, is_end)
    }

    pub(super) fn flow_pair_end(&mut self) -> Result<Event, Problem> {
        self.state = State::FlowSequenceEntry;
        Ok(event(EventKind::MappingEnd, self.start()?))
    }

    pub(super) fn flow_mapping_key(&mut self, is_first: bool) -> Result<Event, Problem> {
        if !is_first && !matches!(self.kind()?, TokenKind::FlowMappingEnd) {
            if !matches!(self.kind()?, TokenKind::FlowEntry) {
                return Err(self.expected("while parsing a flow mapping", "',' or '}', but got"));
            }
            self.skip()?;
        }
        match self.kind()? {
            TokenKind::FlowMappingEnd => self.end_collection(EventKind::MappingEnd),
            TokenKind::Key => {
                let end = self.skip()?;
                let is_absent = matches!(
                    self.kind()?,
                    TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd
                );
                if is_absent {
                    self.state = State::FlowMappingValue;
                    return Ok(absent(end));
                }
                self.states.push(State::FlowMappingValue);
                self.node(Place::Flow)
            }
            _ => {
                self.states.push(State::FlowMappingEmptyValue);
                self.node(Place::Flow)
            }
        }
    }

    pub(super) fn flow_mapping_value(&mut self) -> Result<Event, Problem> {
        let is_end =
            |kind: &TokenKind| matches!(kind, TokenKind::FlowEntry | TokenKind::FlowMappingEnd);
        self.flow_value(State::FlowMappingKey, is_end)
    }

    pub(super) fn flow_mapping_empty_value(&mut self) -> Result<Event, Problem> {
        self.state = State::FlowMappingKey;
        Ok(absent(self.start()?))
    }

    /// Reads a colon and the value after it, either of which may be absent.
    fn flow_value(
        &mut self,
        then: State,
        is_end: impl Fn(&TokenKind) -> bool,
    ) -> Result<Event, Problem> {
        if !matches!(self.kind()?, TokenKind::Value) {
            self.state = then;
            return Ok(absent(self.start()?));
        }
        let end = self.skip()?;
        if is_end(self.kind()?) {
            self.state = then;
            return Ok(absent(end));
        }
        self.states.push(then);
        self.node(Place::Flow)
    }
}
