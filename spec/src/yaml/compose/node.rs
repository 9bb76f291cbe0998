//! Nodes of a document, before they become values.

use crate::yaml::cursor::Mark;

/// Which node of a [`Tree`].
pub(in crate::yaml) type NodeId = usize;

/// A composed document. A node that aliases refer to is there once.
#[derive(Debug, Default)]
pub(in crate::yaml) struct Tree {
    pub(in crate::yaml) nodes: Vec<Node>,
    /// The document's node; none if the text has no document.
    pub(in crate::yaml) root: Option<NodeId>,
}

/// A scalar, sequence or mapping as the text has it.
#[derive(Debug)]
pub(in crate::yaml) struct Node {
    pub(in crate::yaml) content: Content,
    pub(in crate::yaml) tag: Tag,
    /// Where the node starts, its tag and anchor included.
    pub(in crate::yaml) mark: Mark,
}

/// What a node consists of.
#[derive(Debug)]
pub(in crate::yaml) enum Content {
    Scalar(String),
    Sequence(Vec<NodeId>),
    Mapping(Vec<(NodeId, NodeId)>),
}

impl Content {
    /// What PyYAML calls such a node.
    pub(in crate::yaml) fn name(&self) -> &'static str {
        match self {
            Self::Scalar(_) => "scalar",
            Self::Sequence(_) => "sequence",
            Self::Mapping(_) => "mapping",
        }
    }
}

/// What a node is to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::yaml) enum Tag {
    Null,
    Bool,
    Int,
    Float,
    String,
    Timestamp,
    Binary,
    Sequence,
    Mapping,
    Set,
    OrderedMap,
    Pairs,
    /// The key `<<`.
    Merge,
    /// The key `=`.
    Value,
    /// A tag that only some application knows, in full.
    Other(String),
}

/// What the names of YAML's own tags start with.
const PREFIX: &str = "tag:yaml.org,2002:";

impl Tag {
    /// The tag with a full name.
    pub(in crate::yaml) fn named(name: &str) -> Self {
        match name.strip_prefix(PREFIX) {
            Some("null") => Self::Null,
            Some("bool") => Self::Bool,
            Some("int") => Self::Int,
            Some("float") => Self::Float,
            Some("str") => Self::String,
            Some("timestamp") => Self::Timestamp,
            Some("binary") => Self::Binary,
            Some("seq") => Self::Sequence,
            Some("map") => Self::Mapping,
            Some("set") => Self::Set,
            Some("omap") => Self::OrderedMap,
            Some("pairs") => Self::Pairs,
            Some("merge") => Self::Merge,
            Some("value") => Self::Value,
            _ => Self::Other(name.to_owned()),
        }
    }

    /// The full name of a tag that nothing can be constructed from.
    pub(in crate::yaml) fn unconstructable(&self) -> Option<String> {
        match self {
            Self::Merge => Some(format!("{PREFIX}merge")),
            Self::Value => Some(format!("{PREFIX}value")),
            Self::Other(name) => Some(name.clone()),
            _ => None,
        }
    }
}
