//! The plan: which requirements a run judges, and which scenarios it plays for them.

use std::collections::HashSet;

use heat_spec::Catalogue;
use heat_spec::catalogue::{Aspect, GeneratedRequirement, Kind, Requirement};

use super::settings::Scope;
use crate::features::{Features, Scenario};
use crate::select::Subject;

/// What a run is about.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// The hand-written requirements, in the catalogue's order.
    pub(crate) requirements: Vec<&'a Requirement>,
    /// The generated ones.
    pub(crate) generated: Vec<GeneratedRequirement>,
    /// The scenarios, in the features' order.
    pub(crate) scenarios: Vec<&'a Scenario>,
}

/// Whether a scope fits any requirement, so that there is something to do.
pub fn selects_anything(catalogue: &Catalogue, features: &Features, scope: &Scope) -> bool {
    !Plan::new(catalogue, features, scope).is_empty()
}

impl<'a> Plan<'a> {
    /// Selects; nothing is left if nothing fits.
    pub(crate) fn new(catalogue: &'a Catalogue, features: &'a Features, scope: &Scope) -> Self {
        let requirements: Vec<&Requirement> = catalogue
            .requirements
            .values()
            .filter(|requirement| is_selected(requirement, features, scope))
            .collect();
        // What follows from the operations of selected requirements counts as well: an answer of
        // the wrong form is no answer, whatever else a requirement looks at.
        let operations: HashSet<&str> = requirements
            .iter()
            .map(|requirement| requirement.operation.as_str())
            .collect();
        let generated: Vec<GeneratedRequirement> = catalogue
            .generated()
            .filter(|generated| {
                is_generated_selected(generated, scope)
                    || generated.level <= scope.level
                        && operations.contains(generated.operation.as_str())
            })
            .collect();
        let scenarios = scenarios(catalogue, features, scope, &requirements, &generated);
        Self {
            requirements,
            generated,
            scenarios,
        }
    }

    /// Whether there is nothing to do.
    pub(crate) fn is_empty(&self) -> bool {
        self.requirements.is_empty() && self.generated.is_empty()
    }
}

/// Whether a selection and a level select a requirement; what needs real time to pass only on
/// request.
fn is_selected(requirement: &Requirement, features: &Features, scope: &Scope) -> bool {
    let tags: Vec<&str> = features
        .scenarios
        .iter()
        .filter(|scenario| scenario.tags.requirements.contains(&requirement.id))
        .flat_map(|scenario| scenario.tags.all.iter().map(String::as_str))
        .collect();
    let is_late = (requirement.kind == Kind::Slow || tags.contains(&"slow")) && !scope.with_slow;
    let subject = Subject {
        id: &requirement.id,
        operation: &requirement.operation,
        level: requirement.level,
        kind: requirement.kind,
        tags: &tags,
    };
    let is_chosen = match &scope.selection {
        None => !is_late,
        Some(selection) => {
            selection.selects(&subject) && (!is_late || selection.asks_for_slow(&requirement.id))
        }
    };
    is_chosen && requirement.level <= scope.level && scope.is_among(&requirement.id)
}

fn is_generated_selected(generated: &GeneratedRequirement, scope: &Scope) -> bool {
    let subject = Subject {
        id: &generated.id,
        operation: &generated.operation,
        level: generated.level,
        kind: kind_of(generated.aspect),
        tags: &[],
    };
    let selection = scope.selection.as_ref();
    selection.is_none_or(|selection| selection.selects(&subject))
        && generated.level <= scope.level
        && scope.is_among(&generated.id)
}

/// The kind of property that an aspect of an answer is.
pub(crate) fn kind_of(aspect: Aspect) -> Kind {
    match aspect {
        Aspect::Status => Kind::Status,
        Aspect::Headers => Kind::Header,
        Aspect::Body => Kind::Body,
    }
}

/// The scenarios of the requirements.
///
/// Generated requirements have none of their own; if nothing else is selected, all scenarios
/// about their operations are played.
fn scenarios<'a>(
    catalogue: &Catalogue,
    features: &'a Features,
    scope: &Scope,
    requirements: &[&Requirement],
    generated: &[GeneratedRequirement],
) -> Vec<&'a Scenario> {
    let chosen: HashSet<&str> = if requirements.is_empty() {
        let operations: HashSet<&str> = generated
            .iter()
            .map(|generated| generated.operation.as_str())
            .collect();
        catalogue
            .requirements
            .values()
            .filter(|requirement| operations.contains(requirement.operation.as_str()))
            .filter(|requirement| scope.with_slow || requirement.kind != Kind::Slow)
            .map(|requirement| requirement.id.as_str())
            .collect()
    } else {
        requirements
            .iter()
            .map(|requirement| requirement.id.as_str())
            .collect()
    };
    features
        .scenarios
        .iter()
        .filter(|scenario| {
            let mut tagged = scenario.tags.requirements.iter();
            tagged.any(|id| chosen.contains(id.as_str()))
        })
        .collect()
}
