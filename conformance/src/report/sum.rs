//! From the events of a run to its report.

use std::collections::HashMap;

use heat_spec::Catalogue;

use super::{
    CapabilityResult, CatalogueInfo, CheckResult, Failure, GeneratedResults, OperationResult,
    Report, RequirementResult, RunInfo, ScenarioResult, Summary, TargetInfo,
};
use crate::check::Check;
use crate::events::{Course, History, PlannedRequirement};
use crate::exit::{Exit, Facts};
use crate::features::Features;
use crate::run::rounded;
use crate::target::{Role, Target};
use crate::verdict::{End, Judgement, Outcome, Verdict, judge};

/// How many failures of one requirement are shown in full.
const MAX_FAILURES: usize = 5;

/// How many checks of one requirement are shown.
const MAX_CHECKS: usize = 20;

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

impl TargetInfo {
    /// What a target is.
    pub(crate) fn of(target: &Target) -> Self {
        Self {
            name: target.name.clone(),
            endpoint: target
                .identities
                .get(&Role::Member)
                .map(|session| session.endpoint().to_string())
                .unwrap_or_default(),
            identities: target.identities.keys().map(Role::to_string).collect(),
        }
    }
}

impl Report {
    /// Judges everything that a run was about by what happened in it.
    pub fn of(history: &History) -> Self {
        let started = &history.started;
        let planned = started.requirements.iter();
        let requirements: Vec<RequirementResult> = planned
            .map(|requirement| hand_written(history, requirement))
            .collect();
        let planned = started.generated.iter();
        let generated: Vec<RequirementResult> = planned
            .map(|requirement| generated(history, requirement))
            .collect();
        let generated = GeneratedResults {
            summary: Summary::of(generated.iter().map(|result| result.verdict)),
            requirements: generated,
        };
        let problems = problems(history);
        let expired = started.waivers.expired().iter();
        let expired_waivers: Vec<String> = expired.map(|waiver| waiver.id.clone()).collect();
        let run = run_info(history);
        let finished = history.finished.as_ref();
        let leftovers = finished.map_or_else(Vec::new, |finished| finished.leftovers.clone());
        let exit = Exit::of(&Facts {
            requirements: &requirements,
            generated: &generated.summary,
            n_problems: problems.len(),
            n_leftovers: leftovers.len(),
            n_expired_waivers: expired_waivers.len(),
            is_interrupted: run.is_interrupted || !run.is_finished,
            allow_partial: started.allow_partial,
        });
        Self {
            summary: Summary::of(requirements.iter().map(|result| result.verdict)),
            scenarios: scenarios(history, &requirements),
            capabilities: CapabilityResult::all(&started.capabilities, &requirements),
            requirements,
            generated,
            operations: OperationResult::all(history),
            target: started.target.clone(),
            catalogue: started.catalogue.clone(),
            run,
            problems,
            leftovers,
            expired_waivers,
            exit,
        }
    }
}

fn run_info(history: &History) -> RunInfo {
    let started = &history.started;
    let finished = history.finished.as_ref();
    let heard_of = history.last.duration_since(started.at).as_secs_f64();
    let mut overheads: Vec<u64> = history
        .exchanges
        .values()
        .map(|recorded| recorded.overhead_us)
        .collect();
    overheads.sort_unstable();
    let median = overheads.get(overheads.len() / 2).copied().unwrap_or(0);
    RunInfo {
        id: started.run.clone(),
        resumes: started.resumes.clone(),
        started: started.at,
        seconds: finished.map_or_else(|| rounded(heard_of), |finished| finished.seconds),
        requests: finished.map_or_else(
            || history.exchanges.len() as u64,
            |finished| finished.n_requests,
        ),
        requests_per_requirement: requests_per_requirement(history),
        reconnects: finished.map_or(0, |finished| finished.n_reconnects),
        overhead_us: median,
        writing_us: finished.map_or(0, |finished| finished.writing_us),
        seed: started.seed,
        selection: started.selection.clone(),
        level: started.level,
        shard: started.shard,
        is_interrupted: finished.is_some_and(|finished| finished.is_interrupted),
        is_finished: finished.is_some(),
        suite: started.suite.clone(),
    }
}

/// How many requests a requirement takes, in the median.
fn requests_per_requirement(history: &History) -> f64 {
    let mut shares: HashMap<&str, f64> = HashMap::new();
    for scenario in &history.started.scenarios {
        let Some(course) = history.finished_course(scenario.number) else {
            continue;
        };
        #[expect(clippy::cast_precision_loss, reason = "nobody sends so many requests")]
        let share = course.n_requests as f64 / scenario.requirements.len().max(1) as f64;
        for id in &scenario.requirements {
            *shares.entry(id).or_default() += share;
        }
    }
    let mut shares: Vec<f64> = shares.into_values().collect();
    shares.sort_by(f64::total_cmp);
    rounded(shares.get(shares.len() / 2).copied().unwrap_or(0.0))
}

fn hand_written(history: &History, requirement: &PlannedRequirement) -> RequirementResult {
    let aborted = Outcome::aborted();
    let tagged = history
        .started
        .scenarios
        .iter()
        .filter(|scenario| scenario.requirements.contains(&requirement.id));
    let outcomes: Vec<&Outcome> = tagged
        .clone()
        .map(|scenario| {
            let course = history.finished_course(scenario.number);
            course.map_or(&aborted, |course| &course.outcome)
        })
        .collect();
    let waivers = &history.started.waivers;
    let judgement = judge(&requirement.id, requirement.level, &outcomes, waivers);
    let attempts = outcomes.iter().flat_map(|outcome| &outcome.attempts);
    let checks = attempts.flat_map(|attempt| &attempt.checks);
    let own = checks.filter(|check| check.requirement == requirement.id);
    RequirementResult {
        scenarios: tagged.map(|scenario| scenario.name.clone()).collect(),
        ..result(requirement, judgement, own)
    }
}

fn generated(history: &History, requirement: &PlannedRequirement) -> RequirementResult {
    let (id, level) = (&requirement.id, requirement.level);
    let mut judgement = history.tally.judge(id, level, &history.started.waivers);
    if history.started.selection.is_some() {
        judgement = judgement.of_a_part();
    }
    result(requirement, judgement, history.tally.shown(id))
}

fn result<'a>(
    requirement: &PlannedRequirement,
    judgement: Judgement,
    checks: impl Iterator<Item = &'a Check>,
) -> RequirementResult {
    let failures = judgement.broken.iter().take(MAX_FAILURES);
    RequirementResult {
        id: requirement.id.clone(),
        operation: requirement.operation.clone(),
        level: requirement.level,
        kind: requirement.kind,
        statement: requirement.statement.clone(),
        sources: requirement.sources.clone(),
        verdict: judgement.verdict,
        reason: judgement.reason,
        alternative: judgement.alternative,
        scenarios: Vec::new(),
        checks: checks.take(MAX_CHECKS).map(CheckResult::of).collect(),
        failures: failures.filter_map(Failure::of).collect(),
    }
}

fn scenarios(history: &History, requirements: &[RequirementResult]) -> Vec<ScenarioResult> {
    let results = history.started.scenarios.iter().map(|scenario| {
        let course = history.finished_course(scenario.number);
        let (mut verdict, reason) = match course {
            Some(course) => course.end().words(),
            None => End::Aborted.words(),
        };
        if let Some(End::Failed(id)) = course.map(Course::end) {
            // A scenario that broke only what is waived or recommended says so.
            let judged = requirements.iter().find(|result| result.id == *id);
            verdict = match judged.map(|result| result.verdict) {
                Some(milder @ (Verdict::Warn | Verdict::Waived)) => milder,
                _ => verdict,
            };
        }
        ScenarioResult {
            number: scenario.number,
            name: scenario.name.clone(),
            feature: scenario.feature.clone(),
            line: scenario.line,
            verdict,
            reason,
            step: course.and_then(|course| course.step.clone()),
            seconds: course.map_or(0.0, |course| course.seconds),
            requests: course.map_or(0, |course| course.n_requests),
        }
    });
    results.collect()
}

/// The mistakes of the suite that scenarios ran into.
fn problems(history: &History) -> Vec<String> {
    let ended = history.started.scenarios.iter().filter_map(|scenario| {
        let course = history.finished_course(scenario.number)?;
        Some((scenario, course))
    });
    ended
        .filter_map(|(scenario, course)| match course.end() {
            End::Error(reason) => Some(format!("{}: {reason}", scenario.name)),
            _ => None,
        })
        .collect()
}
