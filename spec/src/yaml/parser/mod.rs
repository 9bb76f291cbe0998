//! Events from tokens: the grammar.
//!
//! A state machine with a stack of its own, so that no nesting can exhaust the thread's.

mod block;
mod document;
mod event;
mod flow;
mod node;

use std::collections::HashMap;

pub(super) use event::{Event, EventKind, Properties, Style};

use super::cursor::Mark;
use super::dialect::Dialect;
use super::error::Problem;
use super::scanner::{Scanner, TokenKind};

/// Makes events of a text.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    dialect: Dialect,
    state: State,
    /// The states to come back to, the next one last.
    states: Vec<State>,
    /// Where the open collections start, the innermost last.
    marks: Vec<Mark>,
    /// The prefixes that handles of tags stand for.
    tag_prefixes: HashMap<String, String>,
}

/// What is expected next.
#[derive(Clone, Copy, Debug)]
enum State {
    ImplicitDocumentStart,
    DocumentStart,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceEntry,
    /// An entry of a sequence that is no further right than the mapping which it is in.
    IndentlessSequenceEntry,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirstEntry,
    FlowSequenceEntry,
    /// The parts of a mapping of one pair inside a flow sequence.
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    /// A value that is absent because its key was followed by no colon.
    FlowMappingEmptyValue,
    StreamEnd,
}

impl<'a> Parser<'a> {
    pub(super) fn new(scanner: Scanner<'a>, dialect: Dialect) -> Self {
        Self {
            scanner,
            dialect,
            state: State::ImplicitDocumentStart,
            states: Vec::new(),
            marks: Vec::new(),
            tag_prefixes: HashMap::new(),
        }
    }

    /// The next event. The last one is the end of the stream, again and again.
    pub(super) fn next_event(&mut self) -> Result<Event, Problem> {
        match self.state {
            State::ImplicitDocumentStart => self.implicit_document_start(),
            State::DocumentStart => self.document_start(),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.block_node(),
            State::BlockSequenceEntry => self.block_sequence_entry(),
            State::IndentlessSequenceEntry => self.indentless_sequence_entry(),
            State::BlockMappingKey => self.block_mapping_key(),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirstEntry => self.flow_sequence_entry(true),
            State::FlowSequenceEntry => self.flow_sequence_entry(false),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => self.flow_pair_end(),
            State::FlowMappingFirstKey => self.flow_mapping_key(true),
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_mapping_value(),
            State::FlowMappingEmptyValue => self.flow_mapping_empty_value(),
            State::StreamEnd => {
                let mark = self.start()?;
                Ok(event(EventKind::StreamEnd, mark))
            }
        }
    }

    fn kind(&mut self) -> Result<&mut TokenKind, Problem> {
        Ok(&mut self.scanner.peek()?.kind)
    }

    /// Where the next token starts.
    fn start(&mut self) -> Result<Mark, Problem> {
        Ok(self.scanner.peek()?.start)
    }

    /// Moves over the next token and gives where it ends.
    fn skip(&mut self) -> Result<Mark, Problem> {
        self.scanner.skip()
    }

    fn return_to_previous_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::StreamEnd);
    }

    /// Ends a collection at the next token, which belongs to it.
    fn end_collection(&mut self, kind: EventKind) -> Result<Event, Problem> {
        let mark = self.start()?;
        self.skip()?;
        self.marks.pop();
        self.return_to_previous_state();
        Ok(event(kind, mark))
    }

    /// That something else was expected in the innermost collection than the next token.
    fn expected(&mut self, context: &str, expected: &str) -> Problem {
        let token = match self.scanner.peek() {
            Ok(token) => token,
            Err(problem) => return problem,
        };
        let message = format!("expected {expected} {}", quoted(token.kind.name()));
        let problem = Problem::syntax(message, token.start);
        match self.marks.last() {
            Some(mark) => problem.during_at(context, *mark),
            None => problem.during(context),
        }
    }
}

/// A token's name as PyYAML's messages show it.
fn quoted(name: &str) -> String {
    format!("'{name}'")
}

fn event(kind: EventKind, mark: Mark) -> Event {
    Event { kind, mark }
}

/// The scalar that stands where there is none.
fn absent(mark: Mark) -> Event {
    let kind = EventKind::Scalar {
        properties: Properties::default(),
        text: String::new(),
        style: Style::Absent,
    };
    event(kind, mark)
}
