//! What reading a YAML text gives.

use indexmap::IndexMap;

use super::compose::node::NodeId;
use super::cursor::Mark;
use crate::{Key, Value};

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// The document's value.
    pub value: Value,
    /// Keys that a mapping has more than once; the last one won. At most the first hundred.
    pub duplicates: Vec<Duplicate>,
    pub(super) outline: Outline,
}

/// A key that its mapping already has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The JSON pointer (RFC 6901) of the key.
    pub pointer: String,
    /// Where the key is there again.
    pub position: Position,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Document {
    /// Where that is in the text which a JSON pointer (RFC 6901) leads to: the key of a mapping's
    /// member, the item of a sequence. Members that were merged in are where they were written.
    pub fn position(&self, pointer: &str) -> Option<Position> {
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return None;
        }
        let root = self.outline.root?;
        let mut place = (root, root);
        for token in pointer.split('/').skip(1) {
            let token = token.replace("~1", "/").replace("~0", "~");
            place = match &self.outline.nodes[place.1].shape {
                Shape::List(items) => {
                    let item = *items.get(token.parse::<usize>().ok()?)?;
                    (item, item)
                }
                Shape::Map(members) => {
                    let member = members.get(token.as_str())?;
                    (member.key, member.value)
                }
                Shape::Scalar(_) | Shape::Pairs(_) => return None,
            };
        }
        Some(Position::of(self.outline.nodes[place.0].mark))
    }
}

/// The constructed document, with each node once.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) nodes: Vec<Placed>,
    pub(super) root: Option<NodeId>,
}

/// What became of a node.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) shape: Shape,
    pub(super) mark: Mark,
}

/// What a node is made of, once tags are applied and merges done.
#[derive(Debug)]
pub(super) enum Shape {
    Scalar(Value),
    List(Vec<NodeId>),
    Map(IndexMap<Key, Member>),
    Pairs(Vec<(NodeId, NodeId)>),
}

/// A member of a mapping.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) key: NodeId,
    pub(super) value: NodeId,
    /// Whether it came from another mapping by a merge key.
    pub(super) is_merged: bool,
}

impl Outline {
    /// The value of a node. Recursion is as deep as the document, whose depth is limited.
    pub(super) fn value(&self, id: NodeId) -> Value {
        match &self.nodes[id].shape {
            Shape::Scalar(value) => value.clone(),
            Shape::List(items) => Value::List(items.iter().map(|item| self.value(*item)).collect()),
            Shape::Map(members) => {
                let members = members.iter();
                Value::Map(
                    members
                        .map(|(key, member)| (key.clone(), self.value(member.value)))
                        .collect(),
                )
            }
            Shape::Pairs(pairs) => {
                let pairs = pairs.iter();
                let lists = pairs.map(|(key, value)| vec![self.value(*key), self.value(*value)]);
                Value::List(lists.map(Value::List).collect())
            }
        }
    }
}

impl Position {
    pub(super) fn of(mark: Mark) -> Self {
        Self {
            line: mark.line + 1,
            column: mark.column + 1,
        }
    }
}
