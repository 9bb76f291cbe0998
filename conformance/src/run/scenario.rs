//! One scenario: its steps in order, each within a time limit, then the deletion of what it made.
//!
//! The runner of the `cucumber` crate is not used: it lets serial scenarios overlap with others,
//! knows no time limits, and loses the hooks that clean up when a run is aborted. Its expressions,
//! step macros and step collection are.

use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::time::{Duration, Instant};

use cucumber::World as _;
use cucumber::step::Collection;
use futures::FutureExt as _;
use gherkin::{Step, StepType};
use heat_spec::Catalogue;
use jiff::Timestamp;

use super::state::Run;
use super::{cleanup, own_target, panics};
use crate::events::Event;
use crate::features::{Scenario, checked_in};
use crate::verdict::{Attempt, End, Outcome};
use crate::world::{Stop, World};

/// What came of a scenario, with what the report shows of it.
#[derive(Debug)]
pub(crate) struct Played {
    pub(crate) outcome: Outcome,
    /// The step that ended it, with the line that it stands in.
    pub(crate) step: Option<String>,
    pub(crate) elapsed: Duration,
    pub(crate) n_requests: u64,
}

/// The steps that the suite knows.
pub(crate) fn steps() -> Collection<World> {
    World::collection()
}

/// Runs a scenario, again if a check is broken and the settings say so.
pub(crate) async fn play(
    run: &Rc<Run>,
    catalogue: &Catalogue,
    scenario: &Scenario,
    collection: &Collection<World>,
) -> Played {
    let n_stacks = scenario.tags.n_stacks;
    // The semaphores are never closed, so there is always a permit in the end.
    let group = scenario.tags.group.as_deref();
    let turns = group.map(|group| run.turns_of(group));
    let _turn = match &turns {
        Some(turns) => turns.acquire().await.ok(),
        None => None,
    };
    let _permit = run.stacks.acquire_many(n_stacks).await;
    let started = Instant::now();
    let needs_own_target = own_target::is_needed(run, catalogue, scenario);
    let mut played = Played {
        outcome: Outcome {
            name: scenario.name.clone(),
            attempts: Vec::new(),
            end: End::Aborted,
        },
        step: None,
        elapsed: Duration::ZERO,
        n_requests: 0,
    };
    for n_earlier in 0..=run.settings.n_retries {
        if run.is_stopping.get() {
            break;
        }
        if needs_own_target && let Err(error) = own_target::open(run, scenario).await {
            played.outcome.end = End::Error(error.to_string());
            break;
        }
        attempt(run, scenario, collection, n_earlier, &mut played).await;
        if needs_own_target {
            own_target::close(run, scenario);
        }
        if !matches!(played.outcome.end, End::Failed(_)) {
            break;
        }
    }
    played.elapsed = started.elapsed();
    played.n_requests = run.n_requests_of(scenario.number);
    played
}

async fn attempt(
    run: &Rc<Run>,
    scenario: &Scenario,
    collection: &Collection<World>,
    n_earlier: u32,
    played: &mut Played,
) {
    run.events.tell(|| Event::ScenarioStarted {
        scenario: scenario.number,
        at: Timestamp::now(),
    });
    let tagged = scenario.tags.requirements.clone();
    let mut world = World::new(Rc::clone(run), scenario.number, n_earlier, tagged);
    let (end, step) = walk(&mut world, scenario, collection).await;
    cleanup::of_scenario(run, scenario.number).await;
    let checks = world.into_checks();
    played.outcome.attempts.push(Attempt { checks });
    played.outcome.end = end;
    played.step = step;
}

/// Runs the steps until one ends the scenario.
///
/// A broken part of an answer does not hide the others: the steps that follow and look at the
/// same answer still run.
async fn walk(
    world: &mut World,
    scenario: &Scenario,
    collection: &Collection<World>,
) -> (End, Option<String>) {
    let settings = &world.run().settings;
    // A property has a second for each of its cases.
    let for_cases = Duration::from_secs(settings.n_cases.into());
    let limit = settings.action_timeout + settings.request_timeout + for_cases;
    let mut broken: Option<(End, Option<String>)> = None;
    for step in &scenario.steps {
        if broken.is_some() && !looks_at_answer(step) {
            break;
        }
        if checks_nothing(world, step) {
            continue;
        }
        let Err(stop) = take(world, step, collection, limit).await else {
            continue;
        };
        let place = format!(
            "{}{} ({}:{})",
            step.keyword, step.value, scenario.feature, step.position.line
        );
        match stop {
            Stop::Broken(requirement) => {
                return broken.unwrap_or((End::Failed(requirement), Some(place)));
            }
            Stop::BrokenInPart(requirement) => {
                broken.get_or_insert((End::Failed(requirement), Some(place)));
            }
            Stop::Blocked(reason) => {
                let end = End::Blocked(format!("{reason} (step: {place})"));
                return broken.unwrap_or((end, Some(place)));
            }
            Stop::Error(reason) => {
                let end = End::Error(format!("{reason} (step: {place})"));
                return (end, Some(place));
            }
        }
    }
    broken.unwrap_or((End::Passed, None))
}

/// Whether a step checks what the profile leaves out.
fn checks_nothing(world: &World, step: &Step) -> bool {
    let omitted = &world.run().contract.catalogue().omitted;
    step.ty == StepType::Then && checked_in(&step.value).is_some_and(|id| omitted.contains(id))
}

/// Runs one step.
async fn take(
    world: &mut World,
    step: &Step,
    collection: &Collection<World>,
    limit: Duration,
) -> Result<(), Stop> {
    let (function, _, _, context) = match collection.find(step) {
        Ok(Some(found)) => found,
        Ok(None) => return Err(Stop::Error("the step is not defined".to_owned())),
        Err(error) => return Err(Stop::Error(format!("the step is ambiguous: {error}"))),
    };
    let running = AssertUnwindSafe(function(world, context)).catch_unwind();
    match tokio::time::timeout(limit, running).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(payload)) => Err(panics::stop_of(payload.as_ref())),
        Err(_) => Err(Stop::Blocked(format!("a step took longer than {limit:?}"))),
    }
}

/// Whether a step looks at the last answer and nothing else; such steps begin with these words.
fn looks_at_answer(step: &Step) -> bool {
    step.ty == StepType::Then && step.value.starts_with("the answer ")
}
