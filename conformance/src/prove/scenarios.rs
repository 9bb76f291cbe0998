//! Which scenarios a violation is played with, and in which order.

use std::collections::HashSet;

use heat_spec::Catalogue;

use super::clean::{Footprint, Footprints};
use super::stand::Stand;
use crate::features::problems;
use crate::run::steps;
use crate::violation::{ANY, Rule, Violation};

/// A scenario with more requests than these is one for any kind of mistake.
const MANY: u64 = 40;

/// The indices of the scenarios that are about the operations of some violations.
///
/// What a scenario is about is what its tags say; scenarios with an error are left out, and those
/// that this profile does not have.
pub(super) fn about(violations: &[Violation], stand: &Stand) -> Vec<usize> {
    let catalogue = &stand.catalogue;
    let faulty: HashSet<usize> = problems(catalogue, &stand.features, &steps())
        .into_iter()
        .filter_map(|problem| problem.scenario)
        .collect();
    let operations: HashSet<&str> = violations
        .iter()
        .flat_map(|violation| {
            let broken = violation.breaks.iter();
            broken
                .filter_map(|id| operation_of(catalogue, id))
                .chain(std::iter::once(violation.operation.as_str()))
        })
        .collect();
    let all = stand.features.scenarios.iter().enumerate();
    all.filter(|(_, scenario)| !faulty.contains(&scenario.number))
        .filter(|(_, scenario)| {
            let mut required = scenario.tags.requirements.iter();
            required.any(|id| operation_of(catalogue, id).is_some_and(|id| operations.contains(id)))
        })
        .map(|(index, _)| index)
        .collect()
}

/// The operation of a hand-written requirement.
fn operation_of<'a>(catalogue: &'a Catalogue, id: &str) -> Option<&'a str> {
    let requirement = catalogue.requirement(id)?;
    Some(requirement.operation.as_str())
}

/// The indices of the scenarios that a violation may show in: those of the broken requirements
/// first, and then those that send fewer requests.
pub(super) fn of(violation: &Violation, stand: &Stand, footprints: &Footprints) -> Vec<usize> {
    let broken: HashSet<&str> = violation.breaks.iter().map(String::as_str).collect();
    // The first one is what the violation is about; the others go with it.
    let first = violation.breaks.first().map(String::as_str);
    let mut found: Vec<((u8, u64), usize)> = Vec::new();
    for (index, scenario) in stand.features.scenarios.iter().enumerate() {
        let Some(footprint) = footprints.get(&scenario.number) else {
            continue;
        };
        let mut tagged = scenario.tags.requirements.iter().map(String::as_str);
        let is_touched = violation
            .rules
            .iter()
            .any(|rule| is_touched(rule, &violation.operation, footprint));
        // Properties send many requests and find anything; what is about one thing comes first.
        let is_property = footprint.n_requests > MANY;
        let rank = if tagged.clone().any(|id| Some(id) == first) {
            0
        } else if !is_property && tagged.any(|id| broken.contains(id)) {
            1
        } else {
            2
        };
        if is_touched {
            found.push(((rank, footprint.n_requests), index));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

/// Whether a scenario has exchanges that a rule may be about.
fn is_touched(rule: &Rule, operation: &str, footprint: &Footprint) -> bool {
    let when = &rule.when;
    if when.path.is_some() && when.operation.is_empty() {
        // It may be the path of no operation, which leaves no footprint.
        return true;
    }
    footprint.answers.iter().any(|(known, status)| {
        let is_operation = if when.operation.is_empty() {
            known == operation
        } else {
            when.operation.contains(known) || when.operation.iter().any(|one| one == ANY)
        };
        is_operation && (when.status.is_empty() || when.status.contains(status))
    })
}
