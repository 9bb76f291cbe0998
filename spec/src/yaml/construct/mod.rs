//! Values from nodes.
//!
//! PyYAML constructs one level of collections after the other; so does this, because that decides
//! which of several errors is reported.

mod binary;
mod merge;
mod number;
mod scalar;

use std::collections::{HashMap, VecDeque};

use indexmap::IndexMap;

use super::compose::node::{Content, Node, NodeId, Tag, Tree};
use super::document::{Document, Duplicate, Member, Outline, Placed, Position, Shape};
use super::error::{Problem, YamlErrorKind};
use super::limits::Limits;
use crate::{Key, Value};
use merge::Merger;

/// How many duplicate keys are told of.
const MAX_DUPLICATES: usize = 100;

/// Constructs the document of a tree.
pub(super) fn construct(tree: Tree, limits: &Limits) -> Result<Document, Problem> {
    let Some(root) = tree.root else {
        return Ok(Document {
            value: Value::Null,
            duplicates: Vec::new(),
            outline: Outline::default(),
        });
    };
    let mut constructor = Constructor {
        shapes: tree.nodes.iter().map(|_| None).collect(),
        nodes: tree.nodes,
        merger: Merger::new(limits),
        unfilled: VecDeque::new(),
        origins: HashMap::new(),
        duplicates: Vec::new(),
    };
    constructor.visit(root, None)?;
    while let Some(id) = constructor.unfilled.pop_front() {
        let shape = constructor.fill(id)?;
        constructor.shapes[id] = Some(shape);
    }
    Ok(constructor.into_document(root))
}

struct Constructor {
    nodes: Vec<Node>,
    /// What became of the nodes so far.
    shapes: Vec<Option<Shape>>,
    merger: Merger,
    /// Collections that are still empty, in the order in which they were met.
    unfilled: VecDeque<NodeId>,
    /// Where each collection was met first.
    origins: HashMap<NodeId, Origin>,
    duplicates: Vec<Duplicate>,
}

/// A place in a collection.
#[derive(Clone, Copy)]
struct Origin {
    parent: NodeId,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Key(NodeId),
    Index(usize),
}

impl Constructor {
    /// Constructs a scalar, or makes an empty collection to be filled later.
    fn visit(&mut self, id: NodeId, origin: Option<Origin>) -> Result<(), Problem> {
        if self.shapes[id].is_some() {
            return Ok(());
        }
        let node = &self.nodes[id];
        let shape = match &node.tag {
            Tag::Sequence => Shape::List(Vec::new()),
            Tag::Mapping | Tag::Set => Shape::Map(IndexMap::new()),
            Tag::OrderedMap | Tag::Pairs => Shape::Pairs(Vec::new()),
            tag => {
                if let Some(name) = tag.unconstructable() {
                    let name = Value::from(name).python_repr();
                    let message = format!("could not determine a constructor for the tag {name}");
                    return Err(self.problem(YamlErrorKind::Tag, message, id));
                }
                let value = scalar::construct(tag, self.text(id)?);
                Shape::Scalar(value.map_err(|error| error.at(node.mark))?)
            }
        };
        if !matches!(shape, Shape::Scalar(_)) {
            self.unfilled.push_back(id);
            if let Some(origin) = origin {
                self.origins.insert(id, origin);
            }
        }
        self.shapes[id] = Some(shape);
        Ok(())
    }

    /// The text of a scalar, or of the scalar under the key `=` of a mapping.
    fn text(&self, id: NodeId) -> Result<&str, Problem> {
        match &self.nodes[id].content {
            Content::Scalar(text) => return Ok(text),
            Content::Mapping(pairs) => {
                let value = pairs
                    .iter()
                    .find(|(key, _)| self.nodes[*key].tag == Tag::Value);
                if let Some((_, value)) = value {
                    return self.text(*value);
                }
            }
            Content::Sequence(_) => {}
        }
        Err(self.wrong_kind("expected a scalar node", id))
    }

    fn fill(&mut self, id: NodeId) -> Result<Shape, Problem> {
        match self.nodes[id].tag {
            Tag::Sequence => self.list(id),
            Tag::OrderedMap => self.pairs(id, "while constructing an ordered map"),
            Tag::Pairs => self.pairs(id, "while constructing pairs"),
            _ => self.map(id),
        }
    }

    fn list(&mut self, id: NodeId) -> Result<Shape, Problem> {
        let Content::Sequence(items) = &self.nodes[id].content else {
            return Err(self.wrong_kind("expected a sequence node", id));
        };
        let items = items.clone();
        for (index, &item) in items.iter().enumerate() {
            let step = Step::Index(index);
            self.visit(item, Some(Origin { parent: id, step }))?;
        }
        Ok(Shape::List(items))
    }

    fn map(&mut self, id: NodeId) -> Result<Shape, Problem> {
        if !matches!(self.nodes[id].content, Content::Mapping(_)) {
            return Err(self.wrong_kind("expected a mapping node", id));
        }
        let (pairs, n_merged) = self.merger.pairs(&mut self.nodes, id)?;
        let mut members: IndexMap<Key, Member> = IndexMap::with_capacity(pairs.len());
        for (index, (key, value)) in pairs.into_iter().enumerate() {
            self.visit(key, None)?;
            let Some(Shape::Scalar(name)) = &self.shapes[key] else {
                let message = "found unhashable key";
                let problem = self.problem(YamlErrorKind::Node, message, key);
                return Err(problem.during_at("while constructing a mapping", self.nodes[id].mark));
            };
            let name = Key::from(name.clone());
            let step = Step::Key(key);
            self.visit(value, Some(Origin { parent: id, step }))?;
            let is_merged = index < n_merged;
            let member = Member {
                key,
                value,
                is_merged,
            };
            let previous = members.insert(name, member);
            if previous.is_some_and(|previous| !previous.is_merged) && !is_merged {
                self.note_duplicate(Origin { parent: id, step });
            }
        }
        Ok(Shape::Map(members))
    }

    /// Constructs a sequence of mappings with one pair each.
    fn pairs(&mut self, id: NodeId, context: &str) -> Result<Shape, Problem> {
        let Content::Sequence(items) = &self.nodes[id].content else {
            let problem = self.wrong_kind("expected a sequence", id);
            return Err(problem.during_at(context, self.nodes[id].mark));
        };
        let mut all = Vec::with_capacity(items.len());
        for item in items.clone() {
            let Content::Mapping(pairs) = &self.nodes[item].content else {
                let problem = self.wrong_kind("expected a mapping of length 1", item);
                return Err(problem.during_at(context, self.nodes[id].mark));
            };
            let &[(key, value)] = pairs.as_slice() else {
                let n_pairs = pairs.len();
                let message = format!("expected a single mapping item, but found {n_pairs} items");
                let problem = self.problem(YamlErrorKind::Node, message, item);
                return Err(problem.during_at(context, self.nodes[id].mark));
            };
            self.visit(key, None)?;
            self.visit(value, None)?;
            all.push((key, value));
        }
        Ok(Shape::Pairs(all))
    }

    /// Notes that the last key of an origin is one that its mapping already has.
    fn note_duplicate(&mut self, origin: Origin) {
        if self.duplicates.len() == MAX_DUPLICATES {
            return;
        }
        let Step::Key(key) = origin.step else {
            return;
        };
        let mut tokens = Vec::new();
        let mut next = Some(origin);
        while let Some(Origin { parent, step }) = next {
            tokens.push(match step {
                Step::Index(index) => index.to_string(),
                Step::Key(key) => self.name(key).replace('~', "~0").replace('/', "~1"),
            });
            next = self.origins.get(&parent).copied();
        }
        tokens.reverse();
        self.duplicates.push(Duplicate {
            pointer: format!("/{}", tokens.join("/")),
            position: Position::of(self.nodes[key].mark),
        });
    }

    /// The text of a key.
    fn name(&self, key: NodeId) -> String {
        match &self.shapes[key] {
            Some(Shape::Scalar(value)) => Key::from(value.clone()).to_string(),
            _ => String::new(),
        }
    }

    fn problem(&self, kind: YamlErrorKind, message: impl Into<String>, id: NodeId) -> Problem {
        Problem::new(kind, message, self.nodes[id].mark)
    }

    fn wrong_kind(&self, expected: &str, id: NodeId) -> Problem {
        let found = self.nodes[id].content.name();
        let message = format!("{expected}, but found {found}");
        self.problem(YamlErrorKind::Node, message, id)
    }

    fn into_document(self, root: NodeId) -> Document {
        let shapes = self.shapes.into_iter();
        let nodes = shapes.zip(&self.nodes).map(|(shape, node)| Placed {
            // What was only merged from, or stands under `=`, is no part of the document.
            shape: shape.unwrap_or(Shape::Scalar(Value::Null)),
            mark: node.mark,
        });
        let outline = Outline {
            nodes: nodes.collect(),
            root: Some(root),
        };
        Document {
            value: outline.value(root),
            duplicates: self.duplicates,
            outline,
        }
    }
}
