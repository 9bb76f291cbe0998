//! The proof that the suite catches violations: each of them is played until a scenario fails.
//!
//! A clean pass first shows which scenarios pass through a proxy that does nothing, and which
//! answers each of them sees. Then every violation stands between the suite and a target, and the
//! scenarios that touch its operation are played one by one, those of the broken requirements
//! first. What a violation does to one target does not disturb the next: a target with controls
//! gives a fresh one for each.

mod clean;
mod finding;
mod idle;
mod plan;
mod reviewed;
mod scenarios;
mod stand;
mod trial;
mod workers;

#[cfg(test)]
pub(crate) use finding::Fate;
pub use finding::{Finding, Proof, Tally};
pub use idle::Idle;
pub use plan::Sample;
pub use reviewed::ReviewedError;

use std::sync::Arc;
use std::time::Instant;

use heat_spec::Catalogue;
use heat_spec::schema::InvalidSchema;
use tokio::sync::{mpsc, watch};

use self::plan::Plan;
use self::stand::Stand;
use self::trial::Trial;
use self::workers::Work;
use crate::contract::ContractError;
use crate::features::Features;
use crate::run::{RunError, Settings};
use crate::select::Selection;
use crate::target::Target;
use crate::violation::{Breaker, ViolationError};

/// What a proof is made of.
#[derive(Debug)]
pub struct ProofAssignment {
    /// What the violations are done to.
    pub target: Target,
    /// What the suite judges by.
    pub catalogue: Arc<Catalogue>,
    /// The scenarios that are to catch them.
    pub features: Features,
    /// How scenarios are played; one at a time by each worker.
    pub settings: Settings,
    /// Only violations of these operations or requirements.
    pub selection: Option<Selection>,
    /// Only a part of them.
    pub sample: Option<Sample>,
    /// How many violations are played at the same time.
    pub n_jobs: usize,
}

/// What a proof tells while it goes on.
#[derive(Debug)]
pub enum ProofProgress<'a> {
    /// So many scenarios are played without any violation.
    Clean {
        /// How many.
        n_scenarios: usize,
    },
    /// A scenario cannot be used, as it does not pass without any violation.
    Unusable {
        /// Its name.
        name: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// So many violations will be played.
    Planned {
        /// How many.
        n_violations: usize,
    },
    /// Something is done: a scenario of the clean pass, or a violation.
    Done {
        /// What came of the violation.
        finding: Option<&'a Finding>,
    },
}

/// Why there is no proof.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// The target cannot be used.
    #[error(transparent)]
    Run(#[from] RunError),
    /// Violations are wrong.
    #[error(transparent)]
    Violation(#[from] ViolationError),
    /// A reviewed list is wrong.
    #[error(transparent)]
    Reviewed(#[from] ReviewedError),
    /// A schema of the catalogue is none.
    #[error(transparent)]
    Schema(#[from] InvalidSchema),
    /// The catalogue is wrong.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// No thread, no target or no proxy can be started.
    #[error("{0}")]
    Unstartable(String),
    /// Nothing fits the selection.
    #[error("the selection fits no violation")]
    NothingSelected,
}

/// Plays all violations of an assignment.
///
/// An interrupt ends it with the violations that are being played; the others are left out.
///
/// # Errors
///
/// If the target cannot be used, or violations or their lists are wrong.
pub async fn prove(
    assignment: ProofAssignment,
    interrupts: watch::Receiver<u32>,
    progress: &mut dyn FnMut(ProofProgress<'_>),
) -> Result<Proof, ProofError> {
    let started = Instant::now();
    let ProofAssignment {
        target,
        catalogue,
        features,
        settings,
        selection,
        sample,
        n_jobs,
    } = assignment;
    let is_whole = selection.is_none() && sample.is_none();
    let unbroken = idle::unbroken(&catalogue)?;
    let plan = Plan::new(&catalogue, selection.as_ref(), sample)?;
    if plan.is_empty() {
        return Err(ProofError::NothingSelected);
    }
    let stand = Arc::new(Stand {
        target: Arc::new(target),
        catalogue,
        features,
        settings,
    });
    let usable = scenarios::about(&plan.to_play, &stand);
    progress(ProofProgress::Clean {
        n_scenarios: usable.len(),
    });
    let (footprints, unusable) = clean::play(&stand, &usable, n_jobs, &interrupts, &mut || {
        progress(ProofProgress::Done { finding: None });
    })
    .await?;
    for (name, reason) in &unusable {
        progress(ProofProgress::Unusable { name, reason });
    }
    progress(ProofProgress::Planned {
        n_violations: plan.to_play.len(),
    });
    let trials: Vec<Trial> = plan
        .to_play
        .into_iter()
        .map(|violation| Trial {
            scenarios: scenarios::of(&violation, &stand, &footprints),
            violation,
        })
        .collect();
    let n_trials = trials.len();
    let (found, mut findings) = mpsc::unbounded_channel();
    let work = Work::new(trials, interrupts.clone());
    let playing = workers::start(n_jobs, &stand, &work, &found, &trial::play)?;
    drop(found);
    let mut all = Vec::with_capacity(n_trials);
    while let Some(finding) = findings.recv().await {
        let finding = finding?;
        progress(ProofProgress::Done {
            finding: Some(&finding),
        });
        all.push(finding);
    }
    playing.join();
    all.extend(plan.equivalent);
    let is_interrupted = *interrupts.borrow() > 0;
    let idle = (is_whole && !is_interrupted).then(|| Idle::of(&stand.catalogue, &unbroken, &all));
    Ok(Proof::sum_up(
        &stand,
        all,
        idle,
        unusable,
        is_interrupted,
        started.elapsed(),
    ))
}

/// A breaker that does nothing wrong.
fn idle(stand: &Stand) -> Breaker {
    Breaker::idle(Arc::clone(&stand.catalogue))
}
