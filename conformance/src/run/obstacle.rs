//! What keeps a scenario from being played.

use std::collections::BTreeSet;

use heat_spec::Catalogue;

use super::state::Run;
use crate::capability::{Finding, needs_of, probe};
use crate::features::Scenario;
use crate::target::Target;
use crate::verdict::End;

/// Why a scenario cannot be played on this target; nothing if it can.
pub(crate) async fn find(run: &Run, catalogue: &Catalogue, scenario: &Scenario) -> Option<End> {
    // In the same order in each run.
    let needed: BTreeSet<&str> = needs_of(catalogue, scenario).collect();
    let mut not_given = None;
    // What a setting must be is said by the scenario.
    for name in needed.iter().filter(|name| !name.starts_with("config:")) {
        match probe(run, name).await {
            Ok(Finding::Present) => {}
            // What is proved says more than what nobody could look at.
            Ok(Finding::Missing(reason)) => return Some(End::Unsupported(reason)),
            Ok(Finding::NotGiven(reason)) => {
                not_given.get_or_insert(reason);
            }
            Err(error) => {
                return Some(End::Blocked(format!(
                    "the probe for {name} failed: {error}"
                )));
            }
        }
    }
    if let Some(reason) = not_given {
        return Some(End::Untested(reason));
    }
    if let Some(reason) = other_setting(run.client.target(), scenario) {
        return Some(End::Untested(reason));
    }
    let n_stacks = scenario.tags.n_stacks;
    let n_allowed = run.n_stacks_allowed.get();
    (n_stacks > n_allowed).then(|| {
        let limit = if n_allowed < run.settings.max_stacks {
            format!("the quota of the project leaves room for {n_allowed}")
        } else {
            format!("--max-stacks allows {n_allowed}")
        };
        End::Untested(format!(
            "it needs {n_stacks} stacks at the same time, and {limit}"
        ))
    })
}

/// A setting that the target neither has, as far as anybody said, nor can be given.
fn other_setting(target: &Target, scenario: &Scenario) -> Option<String> {
    if target.controls.is_some() {
        return None;
    }
    let mut settings = scenario.tags.settings.iter();
    settings.find_map(|(name, needed)| match target.settings.get(name) {
        Some(known) if known == needed => None,
        Some(known) => Some(format!(
            "it needs {name}={needed}, and the target has {known}"
        )),
        None => Some(format!(
            "it needs {name}={needed}, and nobody said what the target has (--setting)"
        )),
    })
}
