//! `resource_registry`: what stands for which resource type, in general and for single resources.

use heat_spec::{Fault, Map, Value, fault};
use indexmap::IndexMap;

use super::{hooks, lacks};

/// The registry of one environment.
#[derive(Clone, Debug)]
pub(crate) struct Registry {
    root: IndexMap<String, Node>,
}

/// One place of the registry.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// More names below: `resources`, or a resource below it.
    Level(IndexMap<String, Node>),
    /// The type or template that a name stands for.
    Target(String),
    /// Hooks or restricted actions, as they are written.
    Item(Value),
}

impl Default for Registry {
    fn default() -> Self {
        let resources = ("resources".to_owned(), Node::Level(IndexMap::new()));
        Self {
            root: [resources].into_iter().collect(),
        }
    }
}

impl Registry {
    /// Reads the section.
    pub(crate) fn read(section: Option<&Value>) -> Result<Self, Fault> {
        let mut registry = Self::default();
        registry.load(section)?;
        Ok(registry)
    }

    /// Adds the entries of another section; a `null` takes an entry away.
    pub(crate) fn load(&mut self, section: Option<&Value>) -> Result<(), Fault> {
        match section {
            None => Ok(()),
            Some(Value::Map(map)) => load(&mut self.root, map),
            Some(other) => Err(lacks(other, "items")),
        }
    }

    /// What a name stands for in general.
    ///
    /// Fails with `attribute_error` if there is a map in its place, as upstream does.
    pub(crate) fn target(&self, name: &str) -> Result<Option<&str>, Fault> {
        match self.root.get(name) {
            Some(Node::Target(target)) => Ok(Some(target)),
            Some(Node::Level(level)) if !level.is_empty() && name != "resources" => Err(
                fault::attribute_error("'dict' object has no attribute 'get_resource_info'"),
            ),
            _ => Ok(None),
        }
    }

    /// What a name stands for at one resource.
    ///
    /// Fails with `bad_request` or `attribute_error` where there is something else than a map, as
    /// upstream does.
    pub(crate) fn target_for(&self, resource: &str, name: &str) -> Result<Option<&str>, Fault> {
        if let Some(Node::Target(_)) = self.root.get("resources") {
            return Err(fault::attribute_error(
                "'MapResourceInfo' object has no attribute 'get'",
            ));
        }
        match self.resources().get(resource) {
            Some(Node::Level(level)) => Ok(match level.get(name) {
                Some(Node::Target(target)) => Some(target),
                _ => None,
            }),
            Some(Node::Target(_)) => Err(fault::bad_request()),
            _ => Ok(None),
        }
    }

    /// The names, with what they stand for, in order; those that end in `*` are patterns.
    pub(crate) fn targets(&self) -> impl Iterator<Item = (&str, &str)> {
        self.root.iter().filter_map(|(name, node)| match node {
            Node::Target(target) => Some((name.as_str(), target.as_str())),
            _ => None,
        })
    }

    /// Notes what a type turned out to stand for; the entry is kept with the stack.
    pub(crate) fn remember(&mut self, name: &str, target: &str) {
        self.root
            .insert(name.to_owned(), Node::Target(target.to_owned()));
    }

    /// Adds the names of all templates that types stand for.
    pub(crate) fn add_templates(&self, found: &mut Vec<String>) {
        add_templates(&self.root, found);
    }

    /// The entries in general.
    pub(crate) fn root_mut(&mut self) -> &mut IndexMap<String, Node> {
        &mut self.root
    }

    /// The entries of single resources.
    pub(crate) fn resources(&self) -> &IndexMap<String, Node> {
        static NONE: std::sync::LazyLock<IndexMap<String, Node>> =
            std::sync::LazyLock::new(IndexMap::new);
        match self.root.get("resources") {
            Some(Node::Level(level)) => level,
            _ => &NONE,
        }
    }

    /// The section, the entries that were noted included.
    pub(crate) fn to_value(&self) -> Value {
        level_value(&self.root)
    }
}

fn add_templates(level: &IndexMap<String, Node>, found: &mut Vec<String>) {
    for node in level.values() {
        match node {
            Node::Level(below) => add_templates(below, found),
            Node::Target(target) if is_template(target) => found.push(target.clone()),
            Node::Target(_) | Node::Item(_) => {}
        }
    }
}

/// Adds entries; `null` takes entries away again, with a wildcard all that match.
fn load(level: &mut IndexMap<String, Node>, entries: &Map) -> Result<(), Fault> {
    for (name, entry) in entries {
        let name = name.json_text();
        match entry {
            Value::Null => remove(level, &name),
            entry if hooks::is_item(&name, entry)? => {
                level.insert(name, Node::Item(entry.clone()));
            }
            // A level comes to be with what is in it.
            Value::Map(map) if map.is_empty() => {}
            Value::Map(map) => {
                let below = level
                    .entry(name)
                    .or_insert_with(|| Node::Level(IndexMap::new()));
                match below {
                    Node::Level(below) => load(below, map)?,
                    _ => return Err(fault::bad_request()),
                }
            }
            Value::String(target) => {
                // A name that is a template's stands for that template, whatever is written.
                let target = if is_template(&name) { &name } else { target };
                let target = Node::Target(target.clone());
                level.insert(name, target);
            }
            other => return Err(lacks(other, "support_status")),
        }
    }
    Ok(())
}

fn remove(level: &mut IndexMap<String, Node>, name: &str) {
    match name.strip_suffix('*') {
        Some(prefix) => {
            level.retain(|other, node| {
                !(matches!(node, Node::Target(_)) && other.starts_with(prefix))
            });
        }
        None => {
            level.shift_remove(name);
        }
    }
}

/// Whether a type or target is the name of a template.
pub fn is_template(name: &str) -> bool {
    [".yaml", ".template"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn level_value(level: &IndexMap<String, Node>) -> Value {
    level
        .iter()
        .map(|(name, node)| {
            let value = match node {
                Node::Level(below) => level_value(below),
                Node::Target(target) => Value::from(target),
                Node::Item(item) => item.clone(),
            };
            (name.clone(), value)
        })
        .collect()
}
