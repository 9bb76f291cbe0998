//! What keeps a scenario from being played.

use std::collections::HashSet;

use heat_spec::Catalogue;

use super::state::Run;
use crate::capability::{Finding, probe};
use crate::features::Scenario;
use crate::verdict::End;

/// Why a scenario cannot be played on this target; nothing if it can.
pub(super) async fn find(run: &Run, catalogue: &Catalogue, scenario: &Scenario) -> Option<End> {
    let needed: HashSet<&str> = scenario
        .tags
        .requirements
        .iter()
        .filter_map(|id| catalogue.requirement(id))
        .flat_map(|requirement| requirement.needs.iter())
        .chain(&scenario.tags.capabilities)
        .map(String::as_str)
        .collect();
    for name in needed {
        match probe(run, name).await {
            Ok(Finding::Present) => {}
            Ok(Finding::Missing(reason)) => return Some(End::Unsupported(reason)),
            Ok(Finding::NotGiven(reason)) => return Some(End::Untested(reason)),
            Err(error) => {
                return Some(End::Blocked(format!(
                    "the probe for {name} failed: {error}"
                )));
            }
        }
    }
    let n_stacks = scenario.tags.n_stacks;
    (n_stacks > run.settings.max_stacks).then(|| {
        End::Untested(format!(
            "it needs {n_stacks} stacks at the same time, and --max-stacks allows {}",
            run.settings.max_stacks
        ))
    })
}
