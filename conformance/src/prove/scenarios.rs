//! Which scenarios a violation is played with, and in which order.

use std::collections::HashSet;

use super::clean::{Footprint, Footprints};
use super::stand::Stand;
use crate::violation::{ANY, Rule, Violation};

/// A scenario with more requests than these is one for any kind of mistake.
const MANY: u64 = 40;

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
