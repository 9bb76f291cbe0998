//! Nodes from the parser's events.

pub(super) mod node;
mod resolve;

use std::collections::HashMap;

use super::cursor::Mark;
use super::dialect::Dialect;
use super::error::{Problem, YamlErrorKind};
use super::limits::Limits;
use super::parser::{EventKind, Parser, Properties, Style};
use super::scanner::Scanner;
use crate::Value;
use node::{Content, Node, NodeId, Tag, Tree};
use resolve::resolve;

/// Composes the document of a text.
pub(super) fn compose(
    characters: &[char],
    dialect: Dialect,
    limits: &Limits,
) -> Result<Tree, Problem> {
    let mut composer = Composer {
        dialect,
        limits,
        tree: Tree::default(),
        open: Vec::new(),
        anchors: HashMap::new(),
        n_nodes: 0,
        n_documents: 0,
    };
    let mut parser = Parser::new(Scanner::new(characters, dialect, limits), dialect);
    loop {
        let event = parser.next_event()?;
        if matches!(event.kind, EventKind::StreamEnd) {
            return Ok(composer.tree);
        }
        composer.take(event.kind, event.mark)?;
    }
}

/// What is known of the document so far.
struct Composer<'a> {
    dialect: Dialect,
    limits: &'a Limits,
    tree: Tree,
    /// The collections that are not closed yet, the innermost last.
    open: Vec<Open>,
    /// Anchored nodes by name.
    anchors: HashMap<String, Anchor>,
    /// How many nodes there are so far, those behind aliases counted each time.
    n_nodes: usize,
    n_documents: usize,
}

/// A collection that is not closed yet.
struct Open {
    id: NodeId,
    anchor: Option<String>,
    /// The key that waits for its value, in a mapping.
    key: Option<NodeId>,
    /// How many nodes there were before this one.
    n_before: usize,
    /// How many levels of collections there are, this one included.
    height: usize,
}

/// A node that aliases can refer to.
struct Anchor {
    id: NodeId,
    mark: Mark,
    /// How many nodes it stands for, in how many levels; unknown until it is closed.
    extent: Option<(usize, usize)>,
}

impl Composer<'_> {
    fn take(&mut self, event: EventKind, mark: Mark) -> Result<(), Problem> {
        match event {
            EventKind::StreamEnd | EventKind::DocumentEnd => Ok(()),
            EventKind::DocumentStart => self.start_document(mark),
            EventKind::Alias(name) => self.alias(&name, mark),
            EventKind::Scalar {
                properties,
                text,
                style,
            } => {
                self.check_anchor(&properties, mark)?;
                let tag = self.scalar_tag(properties.tag.as_deref(), &text, style);
                let id = self.add(Content::Scalar(text), tag, mark)?;
                self.anchor(properties.anchor, id, mark, Some((1, 0)));
                self.attach(id, 0);
                Ok(())
            }
            EventKind::SequenceStart(properties) => self.start(
                Content::Sequence(Vec::new()),
                Tag::Sequence,
                properties,
                mark,
            ),
            EventKind::MappingStart(properties) => {
                self.start(Content::Mapping(Vec::new()), Tag::Mapping, properties, mark)
            }
            EventKind::SequenceEnd | EventKind::MappingEnd => {
                self.end();
                Ok(())
            }
        }
    }

    fn start_document(&mut self, mark: Mark) -> Result<(), Problem> {
        self.n_documents += 1;
        if self.n_documents == 1 {
            return Ok(());
        }
        let root = self.tree.root.map(|root| self.tree.nodes[root].mark);
        let message = "but found another document";
        let problem = Problem::new(YamlErrorKind::Documents, message, mark);
        let context = "expected a single document in the stream";
        Err(problem.during_at(context, root.unwrap_or_default()))
    }

    fn alias(&mut self, name: &str, mark: Mark) -> Result<(), Problem> {
        let Some(anchor) = self.anchors.get(name) else {
            let name = Value::from(name).python_repr();
            let message = format!("found undefined alias {name}");
            return Err(Problem::new(YamlErrorKind::Anchor, message, mark));
        };
        let Some((n_nodes, height)) = anchor.extent else {
            let message = "found unconstructable recursive node";
            return Err(Problem::new(YamlErrorKind::Anchor, message, anchor.mark));
        };
        let id = anchor.id;
        self.n_nodes += n_nodes;
        self.limits.check_nodes(self.n_nodes, mark)?;
        self.limits.check_depth(self.open.len() + height, mark)?;
        self.attach(id, height);
        Ok(())
    }

    fn start(
        &mut self,
        content: Content,
        default: Tag,
        properties: Properties,
        mark: Mark,
    ) -> Result<(), Problem> {
        self.check_anchor(&properties, mark)?;
        let n_before = self.n_nodes;
        let id = self.add(content, explicit_tag(&properties).unwrap_or(default), mark)?;
        self.anchor(properties.anchor.clone(), id, mark, None);
        self.open.push(Open {
            id,
            anchor: properties.anchor,
            key: None,
            n_before,
            height: 1,
        });
        self.limits.check_depth(self.open.len(), mark)
    }

    fn end(&mut self) {
        let Some(closed) = self.open.pop() else {
            return;
        };
        if let Some(anchor) = closed.anchor.and_then(|name| self.anchors.get_mut(&name)) {
            anchor.extent = Some((self.n_nodes - closed.n_before, closed.height));
        }
        self.attach(closed.id, closed.height);
    }

    /// Adds a node to the tree.
    fn add(&mut self, content: Content, tag: Tag, mark: Mark) -> Result<NodeId, Problem> {
        self.n_nodes += 1;
        self.limits.check_nodes(self.n_nodes, mark)?;
        self.tree.nodes.push(Node { content, tag, mark });
        Ok(self.tree.nodes.len() - 1)
    }

    fn check_anchor(&self, properties: &Properties, mark: Mark) -> Result<(), Problem> {
        let Some(name) = &properties.anchor else {
            return Ok(());
        };
        let Some(first) = self.anchors.get(name) else {
            return Ok(());
        };
        let name = Value::from(name).python_repr();
        let context = format!("found duplicate anchor {name}; first occurrence");
        let problem = Problem::new(YamlErrorKind::Anchor, "second occurrence", mark);
        Err(problem.during_at(context, first.mark))
    }

    fn anchor(
        &mut self,
        name: Option<String>,
        id: NodeId,
        mark: Mark,
        extent: Option<(usize, usize)>,
    ) {
        if let Some(name) = name {
            self.anchors.insert(name, Anchor { id, mark, extent });
        }
    }

    /// Puts a finished node, with so many levels in it, where it belongs.
    fn attach(&mut self, id: NodeId, height: usize) {
        let Some(parent) = self.open.last_mut() else {
            self.tree.root = Some(id);
            return;
        };
        parent.height = parent.height.max(height + 1);
        match &mut self.tree.nodes[parent.id].content {
            Content::Sequence(items) => items.push(id),
            Content::Mapping(pairs) => match parent.key.take() {
                None => parent.key = Some(id),
                Some(key) => pairs.push((key, id)),
            },
            Content::Scalar(_) => {}
        }
    }

    /// The tag of a scalar. The tag `!` says nothing, not even that what is in quotes is text.
    fn scalar_tag(&self, tag: Option<&str>, text: &str, style: Style) -> Tag {
        match (tag, style, self.dialect) {
            (Some("!"), Style::Absent, Dialect::LibYaml) | (None, Style::Quoted, _) => Tag::String,
            (Some("!") | None, _, _) => resolve(text),
            (Some(tag), _, _) => Tag::named(tag),
        }
    }
}

/// The tag that a collection has, if it says anything.
fn explicit_tag(properties: &Properties) -> Option<Tag> {
    let tag = properties.tag.as_deref();
    tag.filter(|tag| *tag != "!").map(Tag::named)
}
