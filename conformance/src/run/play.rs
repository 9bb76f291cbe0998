//! The scenarios of a plan, as many at a time as the settings allow.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt as _;
use heat_spec::Catalogue;
use heat_spec::catalogue::Level;
use jiff::Timestamp;

use super::scenario::{self, Played};
use super::state::Run;
use super::{Plan, Progress, obstacle, rounded};
use crate::events::Event;
use crate::features::{Features, Scenario, problems};
use crate::verdict::{End, Outcome, Verdict};

/// Everything that playing needs.
#[derive(Clone, Copy)]
pub(super) struct Stage<'a> {
    pub(super) run: &'a Rc<Run>,
    pub(super) catalogue: &'a Catalogue,
    pub(super) features: &'a Features,
    pub(super) plan: &'a Plan<'a>,
    /// The scenarios that an earlier run played, by number.
    pub(super) is_played: &'a HashSet<usize>,
}

impl Stage<'_> {
    /// Plays the scenarios of the plan that can be played: the serial ones first, one by one.
    pub(super) async fn play_all(&self, progress: &mut dyn FnMut(Progress<'_>)) {
        let Self {
            run,
            catalogue,
            features,
            plan,
            is_played,
        } = *self;
        let collection = &scenario::steps();
        let faulty: HashMap<usize, String> = problems(catalogue, features, collection)
            .into_iter()
            .filter_map(|problem| Some((problem.scenario?, problem.message)))
            .collect();
        let mut playable = Vec::new();
        let is_open = |scenario: &&&Scenario| !is_played.contains(&scenario.number);
        for scenario in plan.scenarios.iter().filter(is_open) {
            let obstacle = match faulty.get(&scenario.number) {
                Some(problem) => Some(End::Error(problem.clone())),
                None => obstacle::find(run, catalogue, scenario).await,
            };
            match obstacle {
                None => playable.push(*scenario),
                Some(end) => finish(run, scenario.number, &unplayed(scenario, end), progress),
            }
        }
        let (serial, mut concurrent): (Vec<&Scenario>, Vec<&Scenario>) = playable
            .into_iter()
            .partition(|scenario| scenario.tags.is_serial);
        // What began last would keep the run waiting at its end.
        concurrent.sort_by_key(|scenario| !scenario.tags.is_long);
        for (scenarios, n_jobs) in [(serial, 1), (concurrent, run.settings.n_jobs.max(1))] {
            let mut playing = futures::stream::iter(scenarios)
                .map(|scenario| async move {
                    (
                        scenario.number,
                        scenario::play(run, catalogue, scenario, collection).await,
                    )
                })
                .buffer_unordered(n_jobs);
            while let Some((number, played)) = playing.next().await {
                let is_failed =
                    matches!(&played.outcome.end, End::Failed(id) if !is_waived(run, id));
                if run.settings.fail_fast && is_failed {
                    run.is_stopping.set(true);
                }
                finish(run, number, &played, progress);
            }
        }
    }
}

fn finish(run: &Run, number: usize, played: &Played, progress: &mut dyn FnMut(Progress<'_>)) {
    run.events.tell(|| Event::ScenarioFinished {
        scenario: number,
        at: Timestamp::now(),
        end: played.outcome.end.clone(),
        step: played.step.clone(),
        seconds: rounded(played.elapsed.as_secs_f64()),
        n_requests: played.n_requests,
    });
    let (mut verdict, reason) = played.outcome.end.words();
    if let End::Failed(id) = &played.outcome.end {
        verdict = verdict_on(run, id);
    }
    progress(Progress::Finished {
        name: &played.outcome.name,
        verdict,
        reason: reason.as_deref(),
    });
}

/// What it means that a requirement is broken.
fn verdict_on(run: &Run, id: &str) -> Verdict {
    match run.contract.catalogue().requirement(id) {
        _ if is_waived(run, id) => Verdict::Waived,
        Some(requirement) if requirement.level != Level::Must => Verdict::Warn,
        _ => Verdict::Fail,
    }
}

/// Whether the target is known to break what is required.
fn is_waived(run: &Run, id: &str) -> bool {
    run.settings.waivers.of(id).is_some()
}

fn unplayed(scenario: &Scenario, end: End) -> Played {
    Played {
        outcome: Outcome {
            name: scenario.name.clone(),
            attempts: Vec::new(),
            end,
        },
        step: None,
        elapsed: Duration::ZERO,
        n_requests: 0,
    }
}
