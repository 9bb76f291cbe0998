//! Which resource needs which, and in what order they are made.

use std::collections::{BTreeSet, HashSet};

use heat_spec::{Fault, fault};
use indexmap::IndexMap;

/// The graph of a stack's resources.
///
/// The order of everything follows from the order of the template. Resources stand in it by their
/// places, so that a graph of thousands is small.
#[derive(Clone, Debug, Default)]
pub struct Dependencies {
    nodes: IndexMap<String, Node>,
    order: Vec<usize>,
}

/// The places of a resource's neighbours.
#[derive(Clone, Debug, Default)]
struct Node {
    requires: Vec<usize>,
    required_by: Vec<usize>,
}

impl Dependencies {
    /// The graph of these edges; an edge without a second end only names a resource.
    pub(crate) fn new<'e>(edges: impl IntoIterator<Item = (&'e str, Option<&'e str>)>) -> Self {
        let mut nodes: IndexMap<String, Node> = IndexMap::new();
        let mut seen = HashSet::new();
        for (requirer, required) in edges {
            let required = required.map(|required| place(&mut nodes, required));
            let requirer = place(&mut nodes, requirer);
            let Some(required) = required else { continue };
            if seen.insert((requirer, required)) {
                nodes[required].required_by.push(requirer);
                nodes[requirer].requires.push(required);
            }
        }
        let order = sorted(&nodes);
        Self { nodes, order }
    }

    /// The resources that a resource needs.
    pub fn requires(&self, resource: &str) -> impl Iterator<Item = &str> {
        self.names(resource, |node| &node.requires)
    }

    /// The resources that need a resource.
    pub fn required_by(&self, resource: &str) -> impl Iterator<Item = &str> {
        self.names(resource, |node| &node.required_by)
    }

    fn names(
        &self,
        resource: &str,
        neighbours: fn(&Node) -> &Vec<usize>,
    ) -> impl Iterator<Item = &str> {
        let places = self.nodes.get(resource).into_iter().flat_map(neighbours);
        places.filter_map(|place| self.name(*place))
    }

    fn name(&self, place: usize) -> Option<&str> {
        Some(self.nodes.get_index(place)?.0.as_str())
    }

    /// All resources, each after those that it needs. Resources of a circle are missing; validation
    /// refuses circles.
    pub fn order(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.order.iter().filter_map(|place| self.name(*place))
    }

    /// Refuses a circle; `shown` is how the message shows a resource.
    pub(crate) fn check_circles(&self, shown: impl Fn(&str) -> String) -> Result<(), Fault> {
        if self.order.len() == self.nodes.len() {
            return Ok(());
        }
        let done: BTreeSet<&str> = self.order().collect();
        let left: Vec<String> = self
            .nodes
            .iter()
            .filter(|(name, _)| !done.contains(name.as_str()))
            .map(|(name, _)| {
                let needs: Vec<String> = self
                    .requires(name)
                    .filter(|name| !done.contains(name))
                    .map(&shown)
                    .collect();
                format!("{}: {{{}}}", shown(name), needs.join(", "))
            })
            .collect();
        Err(fault::circular_dependency(format!(
            "{{{}}}",
            left.join(", ")
        )))
    }
}

/// The place of a resource, which is its own from now on.
fn place(nodes: &mut IndexMap<String, Node>, name: &str) -> usize {
    match nodes.get_index_of(name) {
        Some(place) => place,
        None => nodes.insert_full(name.to_owned(), Node::default()).0,
    }
}

/// Kahn's sort; of all that are ready the first in the graph goes first.
fn sorted(nodes: &IndexMap<String, Node>) -> Vec<usize> {
    let mut missing: Vec<usize> = nodes.values().map(|node| node.requires.len()).collect();
    let mut ready: BTreeSet<usize> = (0..nodes.len())
        .filter(|index| missing[*index] == 0)
        .collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(index) = ready.pop_first() {
        order.push(index);
        for &other in &nodes[index].required_by {
            missing[other] -= 1;
            if missing[other] == 0 {
                ready.insert(other);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_comes_first_and_the_rest_stays_in_order() {
        let graph = Dependencies::new([
            ("a", Some("c")),
            ("a", None),
            ("b", None),
            ("c", None),
            ("d", Some("b")),
            ("d", Some("a")),
        ]);
        assert_eq!(graph.order().collect::<Vec<_>>(), ["c", "a", "b", "d"]);
        assert_eq!(graph.requires("d").collect::<Vec<_>>(), ["b", "a"]);
        assert_eq!(graph.required_by("a").collect::<Vec<_>>(), ["d"]);
        assert!(graph.check_circles(str::to_owned).is_ok());
    }

    #[test]
    fn circles_are_shown_without_what_only_hangs_on_them() {
        let graph = Dependencies::new([
            ("a", Some("b")),
            ("b", Some("a")),
            ("b", Some("leaf")),
            ("self", Some("self")),
        ]);
        let fault = graph
            .check_circles(|name| format!("T \"{name}\""))
            .unwrap_err();
        insta::assert_snapshot!(
            fault,
            @r#"Circular Dependency Found: {T "b": {T "a"}, T "a": {T "b"}, T "self": {T "self"}}"#
        );
    }
}
