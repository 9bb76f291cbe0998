//! The clean pass: every scenario through a proxy that does nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::stand::{Bench, Stand};
use super::workers::{self, Work};
use super::{ProofError, idle};
use crate::run::{obstacle, play_scenario, steps};
use crate::verdict::End;

/// What a scenario that passes does.
#[derive(Clone, Debug)]
pub(super) struct Footprint {
    /// The answers that it sees: operation and status.
    pub(super) answers: HashSet<(String, u16)>,
    /// How many requests it sends.
    pub(super) n_requests: u64,
}

/// The scenarios that pass, by number.
pub(super) type Footprints = HashMap<usize, Footprint>;

/// Scenarios that do not pass: name and reason.
pub(super) type Unusable = Vec<(String, String)>;

/// How many scenarios share one target.
const N_TOGETHER: usize = 8;

/// A scenario by its index, and what it did or why it cannot be used.
type Seen = (usize, Result<Footprint, String>);

pub(super) async fn play(
    stand: &Arc<Stand>,
    usable: &[usize],
    n_jobs: usize,
    interrupts: &watch::Receiver<u32>,
    done: &mut dyn FnMut(),
) -> Result<(Footprints, Unusable), ProofError> {
    let parts: Vec<Vec<usize>> = usable.chunks(N_TOGETHER).map(<[usize]>::to_vec).collect();
    let (seen, mut all) = mpsc::unbounded_channel();
    let work = Work::new(parts, interrupts.clone());
    let playing = workers::start(n_jobs, stand, &work, &seen, &play_some)?;
    drop(seen);
    let mut footprints = Footprints::new();
    let mut unusable = Unusable::new();
    while let Some(part) = all.recv().await {
        for (index, footprint) in part? {
            done();
            let scenario = &stand.features.scenarios[index];
            match footprint {
                Ok(footprint) => drop(footprints.insert(scenario.number, footprint)),
                Err(reason) => unusable.push((scenario.name.clone(), reason)),
            }
        }
    }
    playing.join();
    unusable.sort();
    Ok((footprints, unusable))
}

async fn play_some(
    part: Vec<usize>,
    stand: &Stand,
    bench: &Bench,
) -> Result<Vec<Seen>, ProofError> {
    let breaker = Arc::new(idle(stand));
    let stage = stand.stage(&breaker, bench).await?;
    let collection = steps();
    let mut all = Vec::new();
    for index in part {
        let scenario = &stand.features.scenarios[index];
        if let Some(end) = obstacle::find(&stage.run, &stand.catalogue, scenario).await {
            all.push((index, Err(reason(&end))));
            continue;
        }
        breaker.forget();
        let played = play_scenario(&stage.run, &stand.catalogue, scenario, &collection).await;
        let broken: Vec<String> = stage.run.tally.take().broken().map(str::to_owned).collect();
        let footprint = match (&played.outcome.end, broken.first()) {
            (End::Passed, None) => Ok(Footprint {
                answers: breaker.forget(),
                n_requests: played.n_requests,
            }),
            (End::Passed, Some(id)) => Err(format!("{id} is broken")),
            (end, _) => Err(reason(end)),
        };
        all.push((index, footprint));
    }
    bench.give_back(&stage);
    Ok(all)
}

fn reason(end: &End) -> String {
    let (verdict, reason) = end.words();
    reason.unwrap_or_else(|| verdict.to_string())
}
