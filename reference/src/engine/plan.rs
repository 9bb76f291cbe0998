//! Which steps bring a stack in line with a template, and in which order: a pure function.
//!
//! Forward steps (`Converge`) follow the template's dependencies; clean-up steps go the other way
//! round, by what the existing resources were made after, and each after the forward step of the
//! same resource.

use std::collections::HashMap;

use crate::store::resources::ResourceRecord;
use crate::store::steps::{Step, StepKind};

/// A resource that the template wants.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The stored resource that is to become it.
    pub(super) resource_id: i64,
    /// The stored resources that must be in line before it.
    pub(super) requires: Vec<i64>,
}

/// The graph of steps for the resources that are wanted and those that exist.
pub(super) fn plan(wanted: &[Wanted], existing: &[ResourceRecord]) -> Vec<Step> {
    let mut graph = Graph::default();
    for resource in wanted {
        let position = graph.position(StepKind::Converge, resource.resource_id);
        for required in &resource.requires {
            let before = graph.position(StepKind::Converge, *required);
            graph.require(position, before);
        }
    }
    for resource in existing {
        graph.position(StepKind::CleanUp, resource.id);
    }
    for resource in existing {
        let position = graph.position(StepKind::CleanUp, resource.id);
        let outlives = resource.requires.iter().chain(&resource.replaces);
        for outliving in outlives {
            if let Some(after) = graph.find(StepKind::CleanUp, *outliving) {
                graph.require(after, position);
            }
        }
        if let Some(before) = graph.find(StepKind::Converge, resource.id) {
            graph.require(position, before);
        }
    }
    graph.steps
}

/// The graph of one kind of step through the resources that the template wants, each after those
/// that it needs.
pub(super) fn forward(kind: StepKind, wanted: &[Wanted]) -> Vec<Step> {
    let mut graph = Graph::default();
    for resource in wanted {
        let position = graph.position(kind, resource.resource_id);
        for required in &resource.requires {
            let before = graph.position(kind, *required);
            graph.require(position, before);
        }
    }
    graph.steps
}

/// The graph of one kind of step through the resources that exist, each before those that it was
/// made after.
pub(super) fn backward(kind: StepKind, existing: &[ResourceRecord]) -> Vec<Step> {
    let mut graph = Graph::default();
    let existing = || {
        existing
            .iter()
            .filter(|resource| !resource.is("DELETE", "COMPLETE"))
    };
    for resource in existing() {
        graph.position(kind, resource.id);
    }
    for resource in existing() {
        let position = graph.position(kind, resource.id);
        for outliving in resource.requires.iter().chain(&resource.replaces) {
            if let Some(after) = graph.find(kind, *outliving) {
                graph.require(after, position);
            }
        }
    }
    graph.steps
}

/// Steps that delete snapshots; they wait for nothing.
pub(super) fn delete_snapshots(rows: &[i64]) -> impl Iterator<Item = Step> + '_ {
    rows.iter()
        .map(|row| Step::new(StepKind::DeleteSnapshot, *row))
}

/// The stored resource that serves best as the one of that name, if any does.
///
/// Failed and deleted ones are avoided, and the one that belongs to the template (when rolling
/// back to it) or to the previous one is preferred.
pub(super) fn best_existing<'a>(
    existing: &'a [ResourceRecord],
    name: &str,
    template_id: i64,
    previous_template_id: Option<i64>,
) -> Option<&'a ResourceRecord> {
    existing
        .iter()
        .filter(|resource| resource.name == name)
        .max_by_key(|resource| {
            let mut score = 0;
            if resource.status == "FAILED" {
                score -= 30;
            }
            if resource.action == "DELETE" {
                score -= 50;
            }
            if resource.replaced_by.is_some() {
                score -= 1;
            }
            if Some(resource.template_id) == previous_template_id {
                score += 5;
            }
            if resource.template_id == template_id {
                score += 10;
            }
            (score, resource.updated_at, resource.id)
        })
}

#[derive(Default)]
struct Graph {
    steps: Vec<Step>,
    positions: HashMap<(StepKind, i64), usize>,
}

impl Graph {
    fn find(&self, kind: StepKind, resource_id: i64) -> Option<usize> {
        self.positions.get(&(kind, resource_id)).copied()
    }

    fn position(&mut self, kind: StepKind, resource_id: i64) -> usize {
        *self
            .positions
            .entry((kind, resource_id))
            .or_insert_with(|| {
                self.steps.push(Step::new(kind, resource_id));
                self.steps.len() - 1
            })
    }

    fn require(&mut self, position: usize, before: usize) {
        if !self.steps[position].requires.contains(&before) {
            self.steps[position].requires.push(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn stored(id: i64, name: &str, requires: &[i64]) -> ResourceRecord {
        let mut record = ResourceRecord::new(1, name, ("A", "A"), 1, Timestamp::UNIX_EPOCH);
        record.id = id;
        record.requires = requires.to_vec();
        record
    }

    fn shown(steps: &[Step]) -> String {
        steps
            .iter()
            .map(|step| {
                let before: Vec<_> = step
                    .requires
                    .iter()
                    .map(|position| {
                        format!(
                            "{:?} {}",
                            steps[*position].kind, steps[*position].resource_id
                        )
                    })
                    .collect();
                format!(
                    "{:?} {} after [{}]",
                    step.kind,
                    step.resource_id,
                    before.join(", ")
                )
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_create_follows_the_dependencies() {
        let wanted = [
            Wanted {
                resource_id: 1,
                requires: vec![],
            },
            Wanted {
                resource_id: 2,
                requires: vec![1],
            },
        ];
        insta::assert_snapshot!(shown(&plan(&wanted, &[])), @r"
        Converge 1 after []
        Converge 2 after [Converge 1]
        ");
    }

    #[test]
    fn a_delete_goes_the_other_way_round() {
        let existing = [stored(1, "a", &[]), stored(2, "b", &[1])];
        insta::assert_snapshot!(shown(&plan(&[], &existing)), @r"
        CleanUp 1 after [CleanUp 2]
        CleanUp 2 after []
        ");
    }

    #[test]
    fn an_update_cleans_up_after_it_converged() {
        let existing = [stored(1, "a", &[]), stored(2, "b", &[1])];
        let wanted = [Wanted {
            resource_id: 1,
            requires: vec![],
        }];
        insta::assert_snapshot!(shown(&plan(&wanted, &existing)), @r"
        Converge 1 after []
        CleanUp 1 after [Converge 1, CleanUp 2]
        CleanUp 2 after []
        ");
    }

    #[test]
    fn a_check_follows_the_dependencies_and_a_suspension_goes_the_other_way_round() {
        let wanted = [
            Wanted {
                resource_id: 2,
                requires: vec![1],
            },
            Wanted {
                resource_id: 1,
                requires: vec![],
            },
        ];
        insta::assert_snapshot!(shown(&forward(StepKind::Check, &wanted)), @r"
        Check 2 after [Check 1]
        Check 1 after []
        ");
        let mut deleted = stored(3, "c", &[1]);
        (deleted.action, deleted.status) = ("DELETE".into(), "COMPLETE".into());
        let existing = [stored(1, "a", &[]), stored(2, "b", &[1]), deleted];
        insta::assert_snapshot!(shown(&backward(StepKind::Suspend, &existing)), @r"
        Suspend 1 after [Suspend 2]
        Suspend 2 after []
        ");
    }

    #[test]
    fn rolling_back_prefers_what_belongs_to_the_old_template() {
        let mut old = stored(1, "a", &[]);
        old.replaced_by = Some(2);
        let mut new = stored(2, "a", &[]);
        new.template_id = 2;
        let existing = [old, new];
        let best = best_existing(&existing, "a", 1, Some(2)).unwrap();
        assert_eq!(best.id, 1);
    }
}
