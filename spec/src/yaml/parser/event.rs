//! Events: the nodes of documents, in the order of the text.

use crate::yaml::cursor::Mark;

/// An event and where it starts.
#[derive(Debug)]
pub(in crate::yaml) struct Event {
    pub(in crate::yaml) kind: EventKind,
    pub(in crate::yaml) mark: Mark,
}

#[derive(Debug)]
pub(in crate::yaml) enum EventKind {
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    Alias(String),
    Scalar {
        properties: Properties,
        text: String,
        style: Style,
    },
    SequenceStart(Properties),
    SequenceEnd,
    MappingStart(Properties),
    MappingEnd,
}

/// What may stand before a node.
#[derive(Debug, Default)]
pub(in crate::yaml) struct Properties {
    pub(in crate::yaml) anchor: Option<String>,
    /// The full tag, or `!`.
    pub(in crate::yaml) tag: Option<String>,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::yaml) enum Style {
    Plain,
    /// In quotes or in a block.
    Quoted,
    /// Not at all: there is nothing where a node must be.
    Absent,
}
