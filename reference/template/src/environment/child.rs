//! The environment of a stack inside of another.

use heat_spec::Map;
use indexmap::IndexMap;

use super::Environment;
use super::glob::matches;
use super::registry::{Node, Registry, is_template};

/// How many mappings may follow each other.
const STEPS: usize = 32;

impl Environment {
    /// This environment with other values of parameters.
    pub(crate) fn with_parameters(&self, parameters: Map) -> Self {
        Self {
            parameters,
            ..self.clone()
        }
    }

    /// The environment of the stack inside of a resource of that name and declared type: this one
    /// with other values of parameters.
    ///
    /// What stood for the resource's type does not stand for it inside, so that a template can use
    /// the type that it replaces; of the entries of single resources those under the resource are
    /// left.
    pub(crate) fn child(&self, resource: &str, declared_type: &str, parameters: Map) -> Self {
        let mut child = self.with_parameters(parameters);
        child.registry.forget_template(resource, declared_type);
        child.registry.descend(resource);
        child
    }
}

impl Registry {
    /// Takes away the entry that made a template of the type.
    fn forget_template(&mut self, resource: &str, declared_type: &str) {
        let mut name = declared_type.to_owned();
        for _ in 0..STEPS {
            if let Some(Node::Level(resources)) = self.root_mut().get_mut("resources")
                && let Some(Node::Level(level)) = resources.get_mut(resource)
                && let Some(Node::Target(target)) = level.get(&name)
            {
                if is_template(target) {
                    level.shift_remove(&name);
                    return;
                }
                name.clone_from(target);
                continue;
            }
            match self.root_mut().get(&name) {
                Some(Node::Target(target)) if is_template(target) => {
                    self.root_mut().shift_remove(&name);
                    return;
                }
                Some(Node::Target(target)) if *target != name => name.clone_from(target),
                _ => return,
            }
        }
    }

    /// Goes down to the entries below a resource: those of the patterns that match it, then its
    /// own.
    fn descend(&mut self, resource: &str) {
        let mut below = IndexMap::new();
        let mut own = None;
        for (pattern, node) in self.resources() {
            let Node::Level(level) = node else { continue };
            if pattern == resource {
                own = Some(level.clone());
            } else if matches(pattern, resource) {
                below.extend(level.clone());
            }
        }
        below.extend(own.into_iter().flatten());
        self.root_mut()
            .insert("resources".to_owned(), Node::Level(below));
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn the_type_that_was_replaced_is_free_again_and_entries_go_down_one_level() {
        let environment = Environment::new(&value!({
            "parameters": { "a": 1 },
            "parameter_defaults": { "b": 2 },
            "resource_registry": {
                "A::B": "b.yaml",
                "C::D": "d.yaml",
                "resources": {
                    "outer": { "hooks": "pre-create", "inner": { "A::B": "c.yaml" } },
                    "ou*": { "other": { "C::D": "A::B" } },
                    "no": { "more": { "C::D": "A::B" } }
                }
            }
        }))
        .unwrap();
        let child = environment.child(
            "outer",
            "A::B",
            value!({ "x": 1 }).as_map().cloned().unwrap(),
        );
        insta::assert_snapshot!(child.stored().to_json(), @r#"{"resource_registry": {"resources": {"other": {"C::D": "A::B"}, "hooks": "pre-create", "inner": {"A::B": "c.yaml"}}, "C::D": "d.yaml"}, "parameters": {"x": 1}, "parameter_defaults": {"b": 2}, "event_sinks": [], "encrypted_param_names": []}"#);
    }
}
