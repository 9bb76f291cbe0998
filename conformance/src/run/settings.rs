//! What a run is told: how much, how fast, how long.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;

use heat_spec::catalogue::Level;

use super::poll_pace::PollPace;
use super::timeouts::{ACTION, REQUEST};
use crate::select::{Selection, Shard};
use crate::verdict::Waivers;

/// Which requirements something is about.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Those that it selects; all if there is none.
    pub selection: Option<Selection>,
    /// The least binding level that counts.
    pub level: Level,
    /// The part of them that counts; all if there is none.
    pub shard: Option<Shard>,
    /// Whether what needs time to pass belongs to it unasked, as where time can be moved.
    pub with_slow: bool,
    /// Nothing else than these, whatever the selection says; anything if there are none.
    pub among: Option<HashSet<String>>,
}

impl Scope {
    /// Whether a requirement is not left out by name.
    pub(crate) fn is_among(&self, id: &str) -> bool {
        self.among.as_ref().is_none_or(|among| among.contains(id))
    }
}

/// The settings of a run.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own, and any of them can be combined"
)]
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which requirements it is about.
    pub scope: Scope,
    /// How many scenarios run at the same time.
    pub n_jobs: usize,
    /// How often a scenario with a broken check is tried again.
    pub n_retries: u32,
    /// Whether the first broken check ends the run.
    pub fail_fast: bool,
    /// Whether what was made stays.
    pub keep: bool,
    /// How many stacks may exist at the same time.
    pub max_stacks: u32,
    /// Whether nothing may be made or changed: other requests do not leave.
    pub is_read_only: bool,
    /// How many requests may be under way at the same time; any number if not given.
    pub max_in_flight: Option<u32>,
    /// How many requests may leave in a second; any number if not given.
    pub rate: Option<f64>,
    /// What random choices start from.
    pub seed: u64,
    /// How many cases a property is tried with.
    pub n_cases: u32,
    /// How long one request may take.
    pub request_timeout: Duration,
    /// How long a stack may take to finish an action.
    pub action_timeout: Duration,
    /// How long to wait between two looks at it.
    pub poll_pace: PollPace,
    /// What the target is known to break.
    pub waivers: Waivers,
    /// Whether a must may be left untested.
    pub allow_partial: bool,
    /// The folder for the journals of runs.
    pub state_folder: PathBuf,
}

impl Settings {
    /// For a target elsewhere: gently, as others use it too.
    pub fn remote(state_folder: PathBuf) -> Self {
        Self {
            scope: Scope {
                selection: None,
                level: Level::May,
                shard: None,
                with_slow: false,
                among: None,
            },
            n_jobs: 4,
            n_retries: 0,
            fail_fast: false,
            keep: false,
            max_stacks: 8,
            is_read_only: false,
            max_in_flight: None,
            rate: None,
            seed: 0,
            n_cases: 32,
            request_timeout: REQUEST.usual,
            action_timeout: ACTION.usual,
            poll_pace: PollPace::default(),
            waivers: Waivers::default(),
            allow_partial: false,
            state_folder,
        }
    }

    /// For the reference server in this process, which is nobody else's and quick.
    pub fn embedded(state_folder: PathBuf) -> Self {
        let remote = Self::remote(state_folder);
        Self {
            scope: Scope {
                with_slow: true,
                ..remote.scope
            },
            // More than the scenarios that wait for the next second of the clock, which begin first.
            n_jobs: 32,
            max_stacks: 64,
            action_timeout: ACTION.embedded,
            ..remote
        }
    }
}
