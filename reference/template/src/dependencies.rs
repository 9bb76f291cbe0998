//! Which resource needs which, and in what order they are made.

use std::collections::BTreeSet;

use heat_spec::{Fault, fault};
use indexmap::{IndexMap, IndexSet};

/// The graph of a stack's resources.
///
/// The order of everything follows from the order of the template.
#[derive(Clone, Debug, Default)]
pub struct Dependencies {
    nodes: IndexMap<String, Node>,
    order: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    requires: IndexSet<String>,
    required_by: IndexSet<String>,
}

impl Dependencies {
    /// The graph of these edges; an edge without a second end only names a resource.
    pub(crate) fn new<'e>(edges: impl IntoIterator<Item = (&'e str, Option<&'e str>)>) -> Self {
        let mut nodes: IndexMap<String, Node> = IndexMap::new();
        for (requirer, required) in edges {
            if let Some(required) = required {
                let node = nodes.entry(required.to_owned()).or_default();
                node.required_by.insert(requirer.to_owned());
            }
            let node = nodes.entry(requirer.to_owned()).or_default();
            node.requires.extend(required.map(str::to_owned));
        }
        let order = sorted(&nodes);
        Self { nodes, order }
    }

    /// The resources that a resource needs.
    pub fn requires(&self, resource: &str) -> impl Iterator<Item = &str> {
        let node = self.nodes.get(resource);
        node.into_iter()
            .flat_map(|node| node.requires.iter().map(String::as_str))
    }

    /// The resources that need a resource.
    pub fn required_by(&self, resource: &str) -> impl Iterator<Item = &str> {
        let node = self.nodes.get(resource);
        node.into_iter()
            .flat_map(|node| node.required_by.iter().map(String::as_str))
    }

    /// All resources, each after those that it needs. Resources of a circle are missing; validation
    /// refuses circles.
    pub fn order(&self) -> &[String] {
        &self.order
    }

    /// Refuses a circle; `shown` is how the message shows a resource.
    pub(crate) fn check_circles(&self, shown: impl Fn(&str) -> String) -> Result<(), Fault> {
        if self.order.len() == self.nodes.len() {
            return Ok(());
        }
        let done: BTreeSet<&str> = self.order.iter().map(String::as_str).collect();
        let left: Vec<String> = self
            .nodes
            .iter()
            .filter(|(name, _)| !done.contains(name.as_str()))
            .map(|(name, node)| {
                let needs: Vec<String> = node
                    .requires
                    .iter()
                    .filter(|name| !done.contains(name.as_str()))
                    .map(|name| shown(name))
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

/// Kahn's sort; of all that are ready the first in the graph goes first.
fn sorted(nodes: &IndexMap<String, Node>) -> Vec<String> {
    let mut missing: Vec<usize> = nodes.values().map(|node| node.requires.len()).collect();
    let mut ready: BTreeSet<usize> = (0..nodes.len())
        .filter(|index| missing[*index] == 0)
        .collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(index) = ready.pop_first() {
        let Some((name, node)) = nodes.get_index(index) else {
            continue;
        };
        order.push(name.clone());
        for other in &node.required_by {
            let Some(other) = nodes.get_index_of(other) else {
                continue;
            };
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
        assert_eq!(graph.order(), ["c", "a", "b", "d"]);
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
