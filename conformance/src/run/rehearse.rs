//! What a run would do, found out by doing it where it does no harm.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use heat_spec::Catalogue;
use serde::Serialize;

use super::play::Stage;
use super::{
    Assignment, Plan, Progress, Run, RunError, catch_on_this_thread, cleanup, crowd, obstacle,
    preflight,
};
use crate::features::Features;
use crate::journal::Kind;
use crate::target::Target;

/// What a run does to a target.
#[derive(Debug, Default, Serialize)]
pub struct Footprint {
    /// How many requirements it judges, those of the catalogue alone not counted.
    pub requirements: usize,
    /// How many scenarios it plays.
    pub scenarios: usize,
    /// How many stacks it makes.
    pub stacks: u64,
    /// How many of them there are at the same time, nested ones not counted.
    pub peak_stacks: u64,
    /// The same with nested ones, as far as looks in between can tell.
    pub peak_with_nested: u64,
    /// How many software configurations it makes.
    pub software_configs: u64,
    /// How many software deployments it makes.
    pub software_deployments: u64,
    /// How many snapshots it asks for.
    pub snapshots: u64,
    /// How many requests it sends, by operation.
    pub requests: BTreeMap<String, u64>,
}

impl Footprint {
    /// How many requests it sends.
    pub fn n_requests(&self) -> u64 {
        self.requests.values().sum()
    }
}

/// What keeps how many scenarios from being played on a target, by reason.
pub type Obstacles = BTreeMap<String, usize>;

/// Plays what an assignment selects, at a target that is nobody's, and tells what that took.
///
/// # Errors
///
/// If the target cannot be judged at all, or nothing is selected.
pub async fn rehearse(assignment: Assignment) -> Result<Footprint, RunError> {
    let Assignment {
        target,
        catalogue,
        features,
        settings,
        resumes: _,
    } = assignment;
    let plan = Plan::new(&catalogue, &features, &settings.scope);
    if plan.is_empty() {
        return Err(RunError::NothingSelected);
    }
    catch_on_this_thread();
    let run = Rc::new(super::start(target, &catalogue, settings)?);
    let looked = preflight::look(&run).await;
    let mut n_most = 0;
    if looked.is_ok() {
        let stage = Stage {
            run: &run,
            catalogue: &catalogue,
            features: &features,
            plan: &plan,
            is_played: &HashSet::new(),
        };
        let mut nobody = |_: Progress<'_>| {};
        ((), n_most) = crowd::most_during(&run, stage.play_all(&mut nobody)).await;
        cleanup::of_run(&run).await;
    }
    run.journal.discard();
    looked?;
    Ok(footprint(&run, &plan, n_most))
}

fn footprint(run: &Run, plan: &Plan<'_>, n_most: u64) -> Footprint {
    let requests = run.client.n_sent_by_operation();
    let made = |kind| run.ledger.n_entered(kind);
    Footprint {
        requirements: plan.requirements.len(),
        scenarios: plan.scenarios.len(),
        stacks: made(Kind::Stack),
        peak_stacks: run.ledger.n_most_stacks(),
        peak_with_nested: n_most.max(run.ledger.n_most_stacks()),
        software_configs: made(Kind::SoftwareConfig),
        software_deployments: made(Kind::SoftwareDeployment),
        snapshots: requests.get("snapshots.create").copied().unwrap_or(0),
        requests,
    }
}

/// Looks at a target, and which scenarios it keeps from being played; makes nothing there.
///
/// # Errors
///
/// If the target cannot be reached, or does not let us in.
pub async fn survey(
    target: Target,
    catalogue: &Arc<Catalogue>,
    features: &Features,
    settings: super::Settings,
) -> Result<Obstacles, RunError> {
    let plan = Plan::new(catalogue, features, &settings.scope);
    if plan.is_empty() {
        return Err(RunError::NothingSelected);
    }
    let run = super::start(target, catalogue, settings)?;
    let looked = preflight::look(&run).await;
    let mut obstacles: HashMap<String, usize> = HashMap::new();
    if looked.is_ok() {
        for scenario in &plan.scenarios {
            if let Some(end) = obstacle::find(&run, catalogue, scenario).await {
                let (verdict, reason) = end.words();
                let reason = reason.unwrap_or_default();
                *obstacles.entry(format!("{verdict}: {reason}")).or_default() += 1;
            }
        }
    }
    run.journal.discard();
    looked?;
    Ok(obstacles.into_iter().collect())
}
