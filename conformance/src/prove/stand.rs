//! What all violations are played with.

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

/// A run through a proxy; the proxy and the target end with it.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) run: Rc<Run>,
    _proxy: Proxy,
}

impl Stand {
    /// A run with a breaker between the suite and a target: a fresh one, if the target gives any.
    pub(super) async fn stage(
        &self,
        breaker: &Arc<Breaker>,
        contract: &Rc<Contract>,
    ) -> Result<Stage, ProofError> {
        let unstartable =
            |error: &dyn std::fmt::Display| ProofError::Unstartable(error.to_string());
        let target = match &self.target.controls {
            Some(controls) => {
                let fresh = controls.start_another(&HeatSettings::new()).await;
                Arc::new(fresh.map_err(|error| unstartable(&error))?)
            }
            None => Arc::clone(&self.target),
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
        let run = Run::new(id, Arc::new(seen), contract, journal, settings).cleaned_at(target);
        Ok(Stage {
            run: Rc::new(run),
            _proxy: proxy,
        })
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
