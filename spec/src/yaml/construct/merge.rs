//! The merge key `<<`: members that a mapping takes over from others.

use std::collections::HashMap;
use std::mem;

use crate::yaml::compose::node::{Content, Node, NodeId, Tag};
use crate::yaml::error::{Problem, YamlErrorKind};
use crate::yaml::limits::Limits;

/// Merges mappings, and counts what that makes.
pub(super) struct Merger {
    limits: Limits,
    n_pairs: usize,
    /// How many pairs each mapping has from others, for those with any.
    n_merged: HashMap<NodeId, usize>,
}

/// A mapping's pairs of key and value.
type Pairs = Vec<(NodeId, NodeId)>;

impl Merger {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            n_pairs: 0,
            n_merged: HashMap::new(),
        }
    }

    /// The pairs of a mapping after merging, and how many of them, at the front, came from other
    /// mappings. The order is PyYAML's: what comes later wins.
    pub(super) fn pairs(
        &mut self,
        nodes: &mut [Node],
        id: NodeId,
    ) -> Result<(Pairs, usize), Problem> {
        self.merge(nodes, id)?;
        let pairs = match &nodes[id].content {
            Content::Mapping(pairs) => pairs.clone(),
            _ => Vec::new(),
        };
        Ok((pairs, self.n_merged.get(&id).copied().unwrap_or(0)))
    }

    /// Replaces the merge keys of a mapping by what they stand for. Recursion is as deep as the
    /// document, whose depth is limited and which contains no cycle.
    fn merge(&mut self, nodes: &mut [Node], id: NodeId) -> Result<(), Problem> {
        let Content::Mapping(pairs) = &mut nodes[id].content else {
            return Ok(());
        };
        let mut own = mem::take(pairs);
        let mut merged = Pairs::new();
        let mut failure = None;
        own.retain(|&(key, value)| match nodes[key].tag {
            Tag::Merge if failure.is_none() => {
                failure = self.take_over(nodes, id, value, &mut merged).err();
                false
            }
            Tag::Value => {
                // As a key, `=` is text like any other.
                nodes[key].tag = Tag::String;
                true
            }
            _ => true,
        });
        if let Some(problem) = failure {
            return Err(problem);
        }
        if !merged.is_empty() {
            self.n_pairs += merged.len();
            self.limits.check_nodes(self.n_pairs, nodes[id].mark)?;
            self.n_merged.insert(id, merged.len());
            merged.append(&mut own);
            own = merged;
        }
        nodes[id].content = Content::Mapping(own);
        Ok(())
    }

    /// Adds the pairs of the mapping, or of the list of mappings, that a merge key has as value.
    fn take_over(
        &mut self,
        nodes: &mut [Node],
        id: NodeId,
        value: NodeId,
        merged: &mut Pairs,
    ) -> Result<(), Problem> {
        let sources = match &nodes[value].content {
            Content::Mapping(_) => vec![value],
            Content::Sequence(items) => items.clone(),
            Content::Scalar(_) => {
                let expected = "expected a mapping or list of mappings for merging";
                return Err(not_mergeable(nodes, id, value, expected));
            }
        };
        for &source in &sources {
            if !matches!(nodes[source].content, Content::Mapping(_)) {
                return Err(not_mergeable(
                    nodes,
                    id,
                    source,
                    "expected a mapping for merging",
                ));
            }
            self.merge(nodes, source)?;
        }
        // The first of a list wins, so it comes last.
        for &source in sources.iter().rev() {
            if let Content::Mapping(pairs) = &nodes[source].content {
                merged.extend_from_slice(pairs);
            }
        }
        Ok(())
    }
}

fn not_mergeable(nodes: &[Node], id: NodeId, value: NodeId, expected: &str) -> Problem {
    let value = &nodes[value];
    let message = format!("{expected}, but found {}", value.content.name());
    Problem::new(YamlErrorKind::Node, message, value.mark)
        .during_at("while constructing a mapping", nodes[id].mark)
}
