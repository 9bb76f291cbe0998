//! Documents and their directives.

use std::collections::hash_map::Entry;

use super::{Event, EventKind, Parser, State, absent, event, quoted};
use crate::Value;
use crate::yaml::dialect::Dialect;
use crate::yaml::error::Problem;
use crate::yaml::scanner::{Directive, TokenKind};

impl Parser<'_> {
    /// The first document, which needs no `---`.
    pub(super) fn implicit_document_start(&mut self) -> Result<Event, Problem> {
        let is_implicit = !matches!(
            self.kind()?,
            TokenKind::Directive(_) | TokenKind::DocumentStart | TokenKind::StreamEnd
        );
        if !is_implicit {
            return self.document_start();
        }
        self.set_default_prefixes();
        self.states.push(State::DocumentEnd);
        self.state = State::BlockNode;
        Ok(event(EventKind::DocumentStart, self.start()?))
    }

    pub(super) fn document_start(&mut self) -> Result<Event, Problem> {
        while matches!(self.kind()?, TokenKind::DocumentEnd) {
            self.skip()?;
        }
        let mark = self.start()?;
        if matches!(self.kind()?, TokenKind::StreamEnd) {
            self.state = State::StreamEnd;
            return Ok(event(EventKind::StreamEnd, mark));
        }
        self.directives()?;
        let token = self.scanner.peek()?;
        if !matches!(token.kind, TokenKind::DocumentStart) {
            let found = quoted(token.kind.name());
            let message = format!("expected '<document start>', but found {found}");
            return Err(Problem::syntax(message, token.start));
        }
        self.skip()?;
        self.states.push(State::DocumentEnd);
        self.state = State::DocumentContent;
        Ok(event(EventKind::DocumentStart, mark))
    }

    pub(super) fn document_content(&mut self) -> Result<Event, Problem> {
        let is_absent = matches!(
            self.kind()?,
            TokenKind::Directive(_)
                | TokenKind::DocumentStart
                | TokenKind::DocumentEnd
                | TokenKind::StreamEnd
        );
        if !is_absent {
            return self.block_node();
        }
        self.return_to_previous_state();
        Ok(absent(self.start()?))
    }

    pub(super) fn document_end(&mut self) -> Result<Event, Problem> {
        let mark = self.start()?;
        if matches!(self.kind()?, TokenKind::DocumentEnd) {
            self.skip()?;
        }
        self.state = State::DocumentStart;
        Ok(event(EventKind::DocumentEnd, mark))
    }

    fn directives(&mut self) -> Result<(), Problem> {
        self.tag_prefixes.clear();
        let mut has_version = false;
        while let TokenKind::Directive(directive) = self.kind()? {
            let directive = directive.clone();
            let mark = self.start()?;
            self.skip()?;
            match directive {
                Directive::Version { major, minor } => {
                    let message = "found duplicate YAML directive";
                    if has_version {
                        return Err(Problem::syntax(message, mark));
                    }
                    has_version = true;
                    let is_known = self.dialect == Dialect::PyYaml || matches!(minor, 1 | 2);
                    if major != 1 || !is_known {
                        let message = "found incompatible YAML document (version 1.* is required)";
                        return Err(Problem::syntax(message, mark));
                    }
                }
                Directive::Tag { handle, prefix } => match self.tag_prefixes.entry(handle) {
                    Entry::Occupied(entry) => {
                        let handle = Value::from(entry.key()).python_repr();
                        return Err(Problem::syntax(
                            format!("duplicate tag handle {handle}"),
                            mark,
                        ));
                    }
                    Entry::Vacant(entry) => {
                        entry.insert(prefix);
                    }
                },
                Directive::Other => {}
            }
        }
        self.set_default_prefixes();
        Ok(())
    }

    fn set_default_prefixes(&mut self) {
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            let prefixes = &mut self.tag_prefixes;
            prefixes
                .entry(handle.to_owned())
                .or_insert_with(|| prefix.to_owned());
        }
    }
}
