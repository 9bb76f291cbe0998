//! Nodes: what is the same wherever a node may stand.

use std::mem;

use super::{Event, EventKind, Parser, Properties, State, Style, event, quoted};
use crate::Value;
use crate::yaml::cursor::Mark;
use crate::yaml::error::Problem;
use crate::yaml::scanner::TokenKind;

/// Where a node stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In no collection, or in a block sequence.
    Block,
    /// In a block mapping, where the entries of a sequence need no indentation.
    BlockMapping,
    /// In a flow collection.
    Flow,
}

impl Parser<'_> {
    pub(super) fn block_node(&mut self) -> Result<Event, Problem> {
        self.node(Place::Block)
    }

    /// Reads a node, or the start of one.
    pub(super) fn node(&mut self, place: Place) -> Result<Event, Problem> {
        if let TokenKind::Alias(name) = self.kind()? {
            let name = mem::take(name);
            let mark = self.start()?;
            self.skip()?;
            self.return_to_previous_state();
            return Ok(event(EventKind::Alias(name), mark));
        }
        let mark = self.start()?;
        let properties = self.properties(mark)?;
        let (kind, next) = match self.kind()? {
            TokenKind::BlockEntry if place == Place::BlockMapping => (
                EventKind::SequenceStart(properties),
                State::IndentlessSequenceEntry,
            ),
            TokenKind::Scalar { text, is_plain } => {
                let kind = EventKind::Scalar {
                    properties,
                    text: mem::take(text),
                    style: if *is_plain {
                        Style::Plain
                    } else {
                        Style::Quoted
                    },
                };
                self.skip()?;
                self.return_to_previous_state();
                return Ok(event(kind, mark));
            }
            TokenKind::FlowSequenceStart => (
                EventKind::SequenceStart(properties),
                State::FlowSequenceFirstEntry,
            ),
            TokenKind::FlowMappingStart => (
                EventKind::MappingStart(properties),
                State::FlowMappingFirstKey,
            ),
            TokenKind::BlockSequenceStart => (
                EventKind::SequenceStart(properties),
                State::BlockSequenceEntry,
            ),
            TokenKind::BlockMappingStart => {
                (EventKind::MappingStart(properties), State::BlockMappingKey)
            }
            _ if properties.anchor.is_some() || properties.tag.is_some() => {
                self.return_to_previous_state();
                let kind = EventKind::Scalar {
                    properties,
                    text: String::new(),
                    style: Style::Absent,
                };
                return Ok(event(kind, mark));
            }
            token => {
                let found = quoted(token.name());
                let message = format!("expected the node content, but found {found}");
                let context = match place {
                    Place::Flow => "while parsing a flow node",
                    _ => "while parsing a block node",
                };
                return Err(Problem::syntax(message, self.start()?).during_at(context, mark));
            }
        };
        self.state = next;
        if !matches!(next, State::IndentlessSequenceEntry) {
            let start = self.start()?;
            self.marks.push(start);
            self.skip()?;
        }
        Ok(event(kind, mark))
    }

    /// Reads an anchor and a tag, in either order.
    fn properties(&mut self, start: Mark) -> Result<Properties, Problem> {
        let mut anchor = None;
        let mut tag = None;
        loop {
            let mark = self.start()?;
            match self.kind()? {
                TokenKind::Anchor(name) if anchor.is_none() => anchor = Some(mem::take(name)),
                TokenKind::Tag { handle, suffix } if tag.is_none() => {
                    tag = Some((mem::take(handle), mem::take(suffix), mark));
                }
                _ => break,
            }
            self.skip()?;
        }
        let tag = match tag {
            None => None,
            Some((None, suffix, _)) => Some(suffix),
            Some((Some(handle), suffix, mark)) => {
                let Some(prefix) = self.tag_prefixes.get(&handle) else {
                    let handle = Value::from(handle).python_repr();
                    let message = format!("found undefined tag handle {handle}");
                    let problem = Problem::syntax(message, mark);
                    return Err(problem.during_at("while parsing a node", start));
                };
                Some(format!("{prefix}{suffix}"))
            }
        };
        Ok(Properties { anchor, tag })
    }
}
