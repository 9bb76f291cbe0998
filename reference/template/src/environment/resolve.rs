//! From a declared resource type to the type or template that stands for it.

use heat_spec::{Fault, fault};

use super::registry::{Registry, is_template};
use crate::types::ResourceTypes;

/// How many mappings may follow each other. Upstream follows circles until it runs out of stack.
const STEPS: usize = 32;

/// What stands for a declared type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A type of the service.
    Type(String),
    /// A template, by the name under which it is fetched.
    Template(String),
}

/// One way to go on from a type, the better ones first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    is_operators: bool,
    /// Entries of single resources go before general ones.
    is_general: bool,
    /// By name among those, which puts whole names before wildcards.
    name: String,
    step: Step,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// The service has the type itself.
    Here,
    /// Another type or a template stands for it.
    To {
        /// The type or template.
        target: String,
        /// The target as it is written, which may end in `*`.
        written: String,
    },
}

impl Registry {
    /// What stands for `resource_type` at `resource`.
    ///
    /// Notes in the registry what a wildcard or a template's name led to, as upstream stores it.
    /// Fails with `resource_type_unknown`.
    pub(crate) fn resolve(
        &mut self,
        resource_type: &str,
        resource: &str,
        types: &dyn ResourceTypes,
    ) -> Result<Resolution, Fault> {
        self.follow(resource_type, resource, types, STEPS)?
            .ok_or_else(|| fault::resource_type_unknown(resource_type))
    }

    fn follow(
        &mut self,
        resource_type: &str,
        resource: &str,
        types: &dyn ResourceTypes,
        steps_left: usize,
    ) -> Result<Option<Resolution>, Fault> {
        let Some(steps_left) = steps_left.checked_sub(1) else {
            return Ok(None);
        };
        if is_template(resource_type) {
            self.remember(resource_type, resource_type);
            return Ok(Some(Resolution::Template(resource_type.to_owned())));
        }
        for candidate in self.candidates(resource_type, resource, types)? {
            let found = match candidate.step {
                Step::Here => Some(Resolution::Type(resource_type.to_owned())),
                Step::To { target, .. } if is_template(&target) => {
                    Some(Resolution::Template(target))
                }
                Step::To { target, written } => {
                    let found = self.follow(&target, resource, types, steps_left)?;
                    // Upstream notes entries of single resources too, which then apply to all.
                    if candidate.is_general && matches!(found, Some(Resolution::Type(_))) {
                        self.remember(resource_type, &written);
                    }
                    found
                }
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn candidates(
        &self,
        resource_type: &str,
        resource: &str,
        types: &dyn ResourceTypes,
    ) -> Result<Vec<Candidate>, Fault> {
        let mut found = Vec::new();
        let mut add = |is_operators, is_general, name: &str, target: &str, written: &str| {
            found.push(Candidate {
                is_operators,
                is_general,
                name: name.to_owned(),
                step: Step::To {
                    target: target.to_owned(),
                    written: written.to_owned(),
                },
            });
        };
        if let Some(target) = self.target_for(resource, resource_type)? {
            add(false, false, resource_type, target, target);
        }
        if let Some(target) = self.target(resource_type)? {
            add(false, true, resource_type, target, target);
        }
        for (pattern, written) in self.targets() {
            if let Some(target) = through(pattern, written, resource_type) {
                add(false, true, pattern, &target, written);
            }
        }
        for (pattern, written) in types.aliases() {
            if *pattern == resource_type {
                add(true, true, pattern, written, written);
            } else if let Some(target) = through(pattern, written, resource_type) {
                add(true, true, pattern, &target, written);
            }
        }
        if types.find(resource_type).is_some() {
            found.push(Candidate {
                is_operators: true,
                is_general: true,
                name: resource_type.to_owned(),
                step: Step::Here,
            });
        }
        found.sort();
        Ok(found)
    }
}

/// The type that a wildcard makes of `resource_type`; nothing if it does not match.
fn through(pattern: &str, target: &str, resource_type: &str) -> Option<String> {
    // A wildcard to a template never matches, and one to a single type does not match that type.
    if is_template(target) || resource_type == target {
        return None;
    }
    let tail = resource_type.strip_prefix(pattern.strip_suffix('*')?)?;
    Some(match target.strip_suffix('*') {
        Some(prefix) => format!("{prefix}{tail}"),
        None => target.to_owned(),
    })
}
