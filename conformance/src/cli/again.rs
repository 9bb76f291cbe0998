//! Flags for what a run takes from an earlier one: `--last-failed`, `--resume RUN`.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;
use heat_conformance::target::Target;
use heat_conformance::{Features, History, Scope, past_events, state_folder};
use heat_spec::Catalogue;

use super::Failure;
use super::reports::read;

/// What is taken from an earlier run.
#[derive(Debug, Args)]
pub(crate) struct AgainArguments {
    /// Only what the last run did not find kept, and the scenarios behind it
    #[arg(long)]
    last_failed: bool,
    /// Go on with a run that ended too early: what it found out is not played again
    #[arg(long, value_name = "RUN", conflicts_with_all = ["select", "level", "seed", "last_failed"])]
    resume: Option<String>,
}

/// What is taken from an earlier run, read before there is a later one.
#[derive(Debug)]
pub(super) enum Again {
    /// Nothing.
    Nothing,
    /// What it did not find kept.
    NotKept(HashSet<String>),
    /// What it left open.
    Open {
        events: PathBuf,
        history: Box<History>,
    },
}

impl AgainArguments {
    pub(super) fn look(&self) -> Result<Again, Failure> {
        if let Some(run) = &self.resume {
            let folder = state_folder().map_err(|error| Failure::usage(&error))?;
            let events = past_events(&folder, run).map_err(|error| Failure::usage(&error))?;
            let history = History::read(&events).map_err(|error| Failure::usage(&error))?;
            let history = Box::new(history);
            return Ok(Again::Open { events, history });
        }
        if self.last_failed {
            return Ok(Again::NotKept(read("last")?.not_kept()));
        }
        Ok(Again::Nothing)
    }
}

impl Again {
    /// What the run is about, if without the earlier one it were about this.
    pub(super) fn scope(&self, asked: Scope) -> Scope {
        match self {
            Self::Nothing => asked,
            Self::NotKept(ids) => Scope {
                among: Some(ids.clone()),
                ..asked
            },
            Self::Open { history, .. } => history.scope(),
        }
    }

    /// Refuses to go on with a run that was about something else.
    pub(super) fn check(
        &self,
        target: &Target,
        catalogue: &Catalogue,
        features: &Features,
    ) -> Result<(), Failure> {
        match self {
            Self::Nothing | Self::NotKept(_) => Ok(()),
            Self::Open { history, .. } => history
                .check_resumable(target, catalogue, features)
                .map_err(|reason| Failure::usage(&reason)),
        }
    }

    /// What random choices start from.
    pub(super) fn seed(&self) -> Option<u64> {
        match self {
            Self::Nothing | Self::NotKept(_) => None,
            Self::Open { history, .. } => Some(history.seed()),
        }
    }

    /// The events of the run that is gone on with.
    pub(super) fn events(self) -> Option<PathBuf> {
        match self {
            Self::Nothing | Self::NotKept(_) => None,
            Self::Open { events, .. } => Some(events),
        }
    }
}
