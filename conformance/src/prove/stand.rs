//! What all violations are played with.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use heat_spec::Catalogue;

use super::ProofError;
use crate::contract::Contract;
use crate::features::Features;
use crate::journal::Journal;
use crate::run::{Run, RunError, Settings, new_id};
use crate::target::{HeatSettings, Target};
use crate::violation::{Breaker, Proxy, put_before};

/// What all violations are played with.
#[derive(Debug)]
pub(super) struct Stand {
    pub(super) target: Arc<Target>,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) features: Features,
    pub(super) settings: Settings,
}

/// What a worker keeps between its violations.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) contract: Rc<Contract>,
    /// A target that nothing was left on, and how often it was used.
    spare: RefCell<Option<(Arc<Target>, u32)>>,
}

/// A run through a proxy; the proxy ends with it.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) run: Rc<Run>,
    target: Arc<Target>,
    n_uses: u32,
    proxy: Proxy,
}

/// How often a target is used before a fresh one takes its place, as it grows slower.
const MAX_USES: u32 = 60;

impl Bench {
    pub(super) fn new(contract: Contract) -> Self {
        Self {
            contract: Rc::new(contract),
            spare: RefCell::default(),
        }
    }

    /// Gives back what a run was played on; it is used again if all that was made is gone.
    pub(super) fn give_back(&self, stage: &Stage) {
        if stage.run.ledger.all().is_empty() && stage.n_uses < MAX_USES {
            let used = (Arc::clone(&stage.target), stage.n_uses);
            self.spare.replace(Some(used));
        }
    }
}

impl Stand {
    /// A run with a breaker between the suite and a target: a fresh one, if the target gives any.
    pub(super) async fn stage(
        &self,
        breaker: &Arc<Breaker>,
        bench: &Bench,
    ) -> Result<Stage, ProofError> {
        let unstartable =
            |error: &dyn std::fmt::Display| ProofError::Unstartable(error.to_string());
        let (target, n_uses) = match (&self.target.controls, bench.spare.take()) {
            (_, Some(spare)) => spare,
            (Some(controls), None) => {
                let fresh = controls.start_another(&HeatSettings::new()).await;
                (Arc::new(fresh.map_err(|error| unstartable(&error))?), 0)
            }
            (None, None) => (Arc::clone(&self.target), 0),
        };
        let (seen, proxy) = put_before(&target, breaker)
            .await
            .map_err(|error| unstartable(&error))?;
        let id = new_id();
        let endpoint = target
            .identities
            .first()
            .map(|(_, session)| session.endpoint().to_string())
            .unwrap_or_default();
        let journal = Journal::start(
            &self.settings.state_folder,
            &id,
            &target.name,
            &endpoint,
            !target.is_embedded,
        )
        .map_err(RunError::from)?;
        let settings = self.settings.clone();
        let run = Run::new(id, Arc::new(seen), &bench.contract, journal, settings);
        let run = run.cleaned_at(Arc::clone(&target));
        Ok(Stage {
            run: Rc::new(run),
            target,
            n_uses: n_uses + 1,
            proxy,
        })
    }
}

impl Stage {
    /// Deletes what a violation made that the suite knows nothing of, unless the target ends anyway.
    pub(super) async fn undo(&self) {
        if !self.target.is_embedded {
            self.proxy.undo().await;
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What is still there has to be found by `cleanup`.
        if self.run.client.target().is_embedded || self.run.ledger.all().is_empty() {
            self.run.journal.discard();
        }
    }
}
