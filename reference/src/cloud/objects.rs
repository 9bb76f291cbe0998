//! Everything that exists in the cloud, with a log of what changed so that it can be stored or
//! undone.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::json::text;

/// What an object is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A project that was seen, and has what every project starts with.
    Project,
    /// A flavor.
    Flavor,
    /// An image.
    Image,
    /// A key pair.
    KeyPair,
    /// A server.
    Server,
    /// A network.
    Network,
    /// A subnet.
    Subnet,
    /// A port.
    Port,
    /// A router.
    Router,
    /// A floating IP.
    FloatingIp,
    /// A security group, without its rules.
    SecurityGroup,
    /// A rule of a security group.
    SecurityGroupRule,
}

/// One object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Object {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its id, unique among its kind.
    pub(crate) id: String,
    /// The project that owns it; empty if the cloud itself does.
    pub(crate) project: String,
    /// What is known of it.
    pub(crate) body: Map<String, Value>,
}

impl Object {
    /// Its name; empty if it has none.
    pub(crate) fn name(&self) -> &str {
        text(&self.body, "name")
    }
}

/// The objects, in the order of their creation.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    tables: IndexMap<Kind, IndexMap<String, Object>>,
    changes: Vec<Change>,
}

/// What an object was before it changed.
#[derive(Debug)]
struct Change {
    kind: Kind,
    id: String,
    /// The object and its place among its kind; nothing if it is new.
    before: Option<(usize, Object)>,
}

/// A point in the log of changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark(usize);

impl Objects {
    /// One object.
    pub(crate) fn get(&self, kind: Kind, id: &str) -> Option<&Object> {
        self.tables.get(&kind)?.get(id)
    }

    /// All objects of a kind, oldest first.
    pub(crate) fn all(&self, kind: Kind) -> impl Iterator<Item = &Object> {
        self.tables
            .get(&kind)
            .into_iter()
            .flat_map(IndexMap::values)
    }

    /// How many objects of a kind a project owns.
    pub(crate) fn count(&self, kind: Kind, project: &str) -> usize {
        self.all(kind)
            .filter(|object| object.project == project)
            .count()
    }

    /// Adds an object, or replaces the one with its id.
    pub(crate) fn put(&mut self, object: Object) {
        let table = self.tables.entry(object.kind).or_default();
        let before = table
            .get_full(&object.id)
            .map(|(index, _, before)| (index, before.clone()));
        self.changes.push(Change {
            kind: object.kind,
            id: object.id.clone(),
            before,
        });
        table.insert(object.id.clone(), object);
    }

    /// Changes an object's body; does nothing if there is no such object.
    pub(crate) fn edit(
        &mut self,
        kind: Kind,
        id: &str,
        edit: impl FnOnce(&mut Map<String, Value>),
    ) {
        if let Some(object) = self.get(kind, id) {
            let mut object = object.clone();
            edit(&mut object.body);
            self.put(object);
        }
    }

    /// Takes an object away; does nothing if there is none.
    pub(crate) fn remove(&mut self, kind: Kind, id: &str) {
        if let Some((index, _, object)) = self
            .tables
            .get_mut(&kind)
            .and_then(|table| table.shift_remove_full(id))
        {
            self.changes.push(Change {
                kind,
                id: id.to_owned(),
                before: Some((index, object)),
            });
        }
    }

    /// The present point in the log.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.changes.len())
    }

    /// Takes back everything that changed after the mark.
    pub(crate) fn undo(&mut self, mark: Mark) {
        while self.changes.len() > mark.0 {
            let Some(change) = self.changes.pop() else {
                return;
            };
            let table = self.tables.entry(change.kind).or_default();
            match change.before {
                None => {
                    table.shift_remove(&change.id);
                }
                Some((index, object)) => {
                    table.shift_insert(index.min(table.len()), change.id, object);
                }
            }
        }
    }

    /// Takes back everything that was not [kept](Self::keep).
    pub(crate) fn undo_all(&mut self) {
        self.undo(Mark(0));
    }

    /// What has to be stored: each object that changed, as it is now, or nothing if it is gone.
    pub(crate) fn changed(&self) -> Vec<(Kind, String, Option<Object>)> {
        let mut changed: IndexMap<(Kind, &str), Option<&Object>> = IndexMap::new();
        for change in &self.changes {
            changed.insert((change.kind, &change.id), self.get(change.kind, &change.id));
        }
        changed
            .into_iter()
            .map(|((kind, id), object)| (kind, id.to_owned(), object.cloned()))
            .collect()
    }

    /// Forgets the log: what changed is stored.
    pub(crate) fn keep(&mut self) {
        self.changes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(id: &str, name: &str) -> Object {
        Object {
            kind: Kind::Network,
            id: id.to_owned(),
            project: "p".to_owned(),
            body: super::super::json::map(serde_json::json!({ "name": name })),
        }
    }

    fn names(objects: &Objects) -> Vec<&str> {
        objects.all(Kind::Network).map(Object::name).collect()
    }

    #[test]
    fn undo_restores_contents_and_order() {
        let mut objects = Objects::default();
        for id in ["a", "b", "c"] {
            objects.put(network(id, id));
        }
        objects.keep();
        objects.put(network("d", "d"));
        let mark = objects.mark();
        objects.remove(Kind::Network, "a");
        objects.edit(Kind::Network, "b", |body| {
            body.insert("name".to_owned(), "B".into());
        });
        objects.remove(Kind::Network, "b");
        assert_eq!(names(&objects), ["c", "d"]);
        objects.undo(mark);
        assert_eq!(names(&objects), ["a", "b", "c", "d"]);
        objects.undo_all();
        assert_eq!(names(&objects), ["a", "b", "c"]);
        assert!(objects.changed().is_empty());
    }

    #[test]
    fn each_changed_object_is_stored_once_as_it_is_now() {
        let mut objects = Objects::default();
        objects.put(network("a", "a"));
        objects.put(network("a", "A"));
        objects.put(network("b", "b"));
        objects.remove(Kind::Network, "b");
        let changed = objects.changed();
        assert_eq!(changed.len(), 2);
        assert_eq!(changed[0].2.as_ref().map(Object::name), Some("A"));
        assert_eq!(changed[1], (Kind::Network, "b".to_owned(), None));
    }
}
