//! From a run that is over to its report.

use std::collections::HashMap;
use std::time::Instant;

use heat_spec::Catalogue;
use jiff::Timestamp;

use super::{
    CapabilityResult, CatalogueInfo, Failure, GeneratedResults, Report, RequirementResult, RunInfo,
    ScenarioResult, Summary, TargetInfo,
};
use crate::exit::{Exit, Facts};
use crate::features::Features;
use crate::run::{Leftover, Plan, Played, Run, kind_of};
use crate::target::Role;
use crate::verdict::{End, Outcome, Verdict, judge};

impl CatalogueInfo {
    /// What a catalogue and features are.
    pub(crate) fn new(catalogue: &Catalogue, features: &Features) -> Self {
        Self {
            version: catalogue.version.clone(),
            digest: catalogue.digest_with(features.texts()),
            profile: catalogue.profile.clone(),
            modified_by: features.folder.clone(),
        }
    }
}

/// How many failures of one requirement are shown in full.
const MAX_FAILURES: usize = 5;

/// What a report is made from.
pub(crate) struct Summing<'a> {
    pub(crate) run: &'a Run,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) features: &'a Features,
    pub(crate) plan: &'a Plan<'a>,
    /// What came of scenarios, by number.
    pub(crate) played: HashMap<usize, Played>,
    pub(crate) leftovers: Vec<Leftover>,
    pub(crate) started: (Timestamp, Instant),
    pub(crate) is_interrupted: bool,
}

impl Report {
    /// Judges everything that was selected.
    pub(crate) fn sum_up(summing: Summing<'_>) -> Self {
        let Summing {
            run,
            catalogue,
            features,
            plan,
            played,
            leftovers,
            started,
            is_interrupted,
        } = summing;
        let requirements = hand_written(run, plan, &played);
        let generated = generated(run, plan);
        let scenarios = scenarios(plan, &played, &requirements);
        let problems = problems(plan, &played);
        let summary = Summary::of(requirements.iter().map(|result| result.verdict));
        let expired_waivers: Vec<String> = run
            .settings
            .waivers
            .expired()
            .iter()
            .map(|waiver| waiver.id.clone())
            .collect();
        let exit = Exit::of(&Facts {
            requirements: &requirements,
            generated: &generated.summary,
            n_problems: problems.len(),
            n_leftovers: leftovers.len(),
            n_expired_waivers: expired_waivers.len(),
            is_interrupted,
            allow_partial: run.settings.allow_partial,
        });
        Self {
            summary,
            capabilities: CapabilityResult::all(&catalogue.capabilities, &requirements),
            requirements,
            generated,
            scenarios,
            target: target(run),
            catalogue: CatalogueInfo::new(catalogue, features),
            run: RunInfo {
                id: run.id.clone(),
                started: started.0,
                seconds: rounded(started.1.elapsed().as_secs_f64()),
                requests: run.client.n_sent(),
                reconnects: run.client.n_reconnects(),
                seed: run.settings.seed,
                selection: run
                    .settings
                    .scope
                    .selection
                    .as_ref()
                    .map(|selection| selection.as_str().to_owned()),
                level: run.settings.scope.level,
                shard: run.settings.scope.shard,
                is_interrupted,
                suite: env!("CARGO_PKG_VERSION"),
            },
            problems,
            leftovers,
            expired_waivers,
            exit,
        }
    }
}

fn hand_written(
    run: &Run,
    plan: &Plan<'_>,
    played: &HashMap<usize, Played>,
) -> Vec<RequirementResult> {
    let judged = plan.requirements.iter().map(|requirement| {
        let tagged = plan
            .scenarios
            .iter()
            .filter(|scenario| scenario.tags.requirements.contains(&requirement.id));
        let aborted = Outcome::aborted();
        let outcomes: Vec<&Outcome> = tagged
            .clone()
            .map(|scenario| {
                played
                    .get(&scenario.number)
                    .map_or(&aborted, |played| &played.outcome)
            })
            .collect();
        let judgement = judge(requirement, &outcomes, &run.settings.waivers);
        let failures = judgement.broken.iter().take(MAX_FAILURES);
        RequirementResult {
            id: requirement.id.clone(),
            operation: requirement.operation.clone(),
            level: requirement.level,
            kind: requirement.kind,
            verdict: judgement.verdict,
            reason: judgement.reason,
            alternative: judgement.alternative,
            scenarios: tagged.map(|scenario| scenario.name.clone()).collect(),
            failures: failures.filter_map(Failure::of).collect(),
        }
    });
    judged.collect()
}

fn generated(run: &Run, plan: &Plan<'_>) -> GeneratedResults {
    let tally = run.tally.borrow();
    let requirements: Vec<RequirementResult> = plan
        .generated
        .iter()
        .map(|generated| {
            let judgement = tally.judge(generated, &run.settings.waivers);
            let failures = judgement.broken.iter().take(MAX_FAILURES);
            RequirementResult {
                id: generated.id.clone(),
                operation: generated.operation.clone(),
                level: generated.level,
                kind: kind_of(generated.aspect),
                verdict: judgement.verdict,
                reason: judgement.reason,
                alternative: None,
                scenarios: Vec::new(),
                failures: failures.filter_map(Failure::of).collect(),
            }
        })
        .collect();
    GeneratedResults {
        summary: Summary::of(requirements.iter().map(|result| result.verdict)),
        requirements,
    }
}

fn scenarios(
    plan: &Plan<'_>,
    played: &HashMap<usize, Played>,
    requirements: &[RequirementResult],
) -> Vec<ScenarioResult> {
    let results = plan.scenarios.iter().map(|scenario| {
        let played = played.get(&scenario.number);
        let (mut verdict, reason) = match played {
            Some(played) => played.outcome.end.words(),
            None => End::Aborted.words(),
        };
        if let Some(End::Failed(id)) = played.map(|played| &played.outcome.end) {
            // A scenario that broke only what is waived or recommended says so.
            let judged = requirements.iter().find(|result| result.id == *id);
            verdict = match judged.map(|result| result.verdict) {
                Some(milder @ (Verdict::Warn | Verdict::Waived)) => milder,
                _ => verdict,
            };
        }
        ScenarioResult {
            name: scenario.name.clone(),
            feature: scenario.feature.clone(),
            line: scenario.line,
            verdict,
            reason,
            step: played.and_then(|played| played.step.clone()),
            seconds: played.map_or(0.0, |played| rounded(played.elapsed.as_secs_f64())),
            requests: played.map_or(0, |played| played.n_requests),
        }
    });
    results.collect()
}

/// The mistakes of the suite that scenarios ran into.
fn problems(plan: &Plan<'_>, played: &HashMap<usize, Played>) -> Vec<String> {
    let ended = plan
        .scenarios
        .iter()
        .filter_map(|scenario| Some((scenario, played.get(&scenario.number)?)));
    ended
        .filter_map(|(scenario, played)| match &played.outcome.end {
            End::Error(reason) => Some(format!("{}: {reason}", scenario.name)),
            _ => None,
        })
        .collect()
}

fn target(run: &Run) -> TargetInfo {
    let target = run.client.target();
    TargetInfo {
        name: target.name.clone(),
        endpoint: target
            .identities
            .get(&Role::Member)
            .map(|session| session.endpoint().to_string())
            .unwrap_or_default(),
        identities: target.identities.keys().map(Role::to_string).collect(),
    }
}

/// To milliseconds.
fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
