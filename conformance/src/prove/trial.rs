//! One violation and the scenarios that may catch it.

use std::sync::Arc;
use std::time::Instant;

use super::ProofError;
use super::finding::{Fate, Finding};
use super::stand::{Bench, Stage, Stand};
use crate::features::Scenario;
use crate::run::{Played, play_scenario, steps};
use crate::violation::{Breaker, Violation, ViolationError};

/// One violation and the indices of the scenarios that may catch it, in order.
#[derive(Debug)]
pub(super) struct Trial {
    pub(super) violation: Violation,
    pub(super) scenarios: Vec<usize>,
}

/// Plays a violation until a scenario fails.
pub(super) async fn play(
    trial: Trial,
    stand: &Stand,
    bench: &Bench,
) -> Result<Finding, ProofError> {
    let started = Instant::now();
    let Trial {
        violation,
        scenarios,
    } = trial;
    let breaker = Breaker::of(&violation, Arc::clone(&stand.catalogue));
    let breaker = breaker.map_err(|error| ViolationError::new(&violation.id, &error))?;
    let breaker = Arc::new(breaker);
    let mut finding = Finding::of(violation);
    if scenarios.is_empty() {
        finding.fate = Fate::Survived {
            reason: "no scenario sees an exchange that it would change".to_owned(),
        };
        return Ok(finding);
    }
    let collection = steps();
    let stage = stand.stage(&breaker, bench).await?;
    let mut last = None;
    for index in scenarios {
        let scenario = &stand.features.scenarios[index];
        breaker.forget();
        let played = play_scenario(&stage.run, &stand.catalogue, scenario, &collection).await;
        finding.n_scenarios += 1;
        let broken = broken(&stage, &played);
        // What fails although nothing was changed was not caught, it is a flaw of the scenario.
        if !broken.is_empty() && breaker.n_effects() > 0 {
            finding.fate = killed(&finding, scenario, broken);
            break;
        }
        let (verdict, reason) = played.outcome.end.words();
        if let Some(reason) = reason {
            last = Some(format!("{} is {verdict}: {reason}", scenario.name));
        }
    }
    stage.undo().await;
    if !finding.violation.changes_requests() {
        bench.give_back(&stage);
    }
    finding.n_effects = breaker.n_effects();
    finding.seconds = started.elapsed().as_secs_f64();
    if let Fate::Survived { reason } = &mut finding.fate {
        *reason = match (finding.n_effects, last) {
            (0, _) => "it never had an effect".to_owned(),
            (_, None) => "all scenarios pass".to_owned(),
            (_, Some(last)) => format!("no scenario fails; {last}"),
        };
    }
    Ok(finding)
}

fn killed(finding: &Finding, scenario: &Scenario, by: Vec<String>) -> Fate {
    let breaks = &finding.violation.breaks;
    Fate::Killed {
        is_specific: by.iter().any(|id| breaks.contains(id)),
        by,
        scenario: format!("{} ({}:{})", scenario.name, scenario.feature, scenario.line),
    }
}

/// The requirements that a scenario found broken, the generated ones last.
fn broken(stage: &Stage, played: &Played) -> Vec<String> {
    let attempts = played.outcome.attempts.iter();
    let checks = attempts.flat_map(|attempt| &attempt.checks);
    let own = checks.filter(|check| !check.is_met());
    let mut broken: Vec<String> = own.map(|check| check.requirement.clone()).collect();
    broken.extend(stage.run.tally.take().broken().map(str::to_owned));
    let mut seen = std::collections::HashSet::new();
    broken.retain(|id| seen.insert(id.clone()));
    broken
}
