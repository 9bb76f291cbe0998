//! Events: what happens in a run, one JSON object a line, from which every report is made.

mod again;
mod folder;
mod history;
mod planned;
mod redaction;
mod serde_forms;
mod stream;

pub use folder::{EventsError, past_events};
pub(crate) use folder::{forget_old, path_in};
pub use history::History;
pub(crate) use history::{Course, Recorded, each_event};
pub(crate) use planned::PlannedRequirement;
pub(crate) use planned::Started;
pub(crate) use serde_forms::micros;
pub(crate) use stream::Events;

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::check::Difference;
use crate::client::Exchange;
use crate::run::Leftover;
use crate::verdict::End;

/// One thing that happened in a run.
///
/// Scenarios are named by their number in the plan; 0 is the run itself, its look at the target
/// and its clean-up.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(crate) enum Event {
    /// The run began, with this plan.
    RunStarted(Box<Started>),
    /// A scenario is tried, perhaps not for the first time.
    ScenarioStarted { scenario: usize, at: Timestamp },
    /// A request was answered.
    Exchange {
        scenario: usize,
        /// How long it took to write down and to check, without the answer's own time.
        overhead_us: u64,
        /// The request as a line for a shell, for whoever reads the file; made by the writer.
        #[serde(skip_deserializing)]
        curl: String,
        #[serde(with = "serde_forms::shared")]
        exchange: Arc<Exchange>,
    },
    /// A requirement was looked at.
    Check {
        scenario: usize,
        requirement: String,
        /// The exchange that shows it, by number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exchange: Option<u64>,
        /// Whether the catalogue alone asks for it, of every exchange.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_generated: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        alternative: Option<usize>,
        /// What is not as required; nothing if the requirement is met.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        difference: Option<Difference>,
    },
    /// Something was waited for, and looked like this.
    Poll(Poll),
    /// A scenario ended, or could not be played.
    ScenarioFinished {
        scenario: usize,
        at: Timestamp,
        end: End,
        /// The step that ended it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        seconds: f64,
        n_requests: u64,
    },
    /// The run is over.
    RunFinished(Finished),
}

impl Event {
    /// The scenario that it belongs to, by number; nothing if it is about the run as a whole.
    pub(crate) fn scenario(&self) -> Option<usize> {
        match self {
            Self::RunStarted(_) | Self::RunFinished(_) => None,
            Self::ScenarioStarted { scenario, .. }
            | Self::Exchange { scenario, .. }
            | Self::Check { scenario, .. }
            | Self::Poll(Poll { scenario, .. })
            | Self::ScenarioFinished { scenario, .. } => Some(*scenario),
        }
    }
}

/// One look at something that is waited for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Poll {
    /// The scenario that waits, by number.
    pub(crate) scenario: usize,
    /// What is looked at: the name of a stack, or words.
    pub(crate) what: String,
    /// What is waited for.
    pub(crate) wanted: String,
    /// What was seen.
    pub(crate) seen: String,
    /// How long it has been waited for.
    pub(crate) elapsed_ms: u64,
    /// The exchange that shows it.
    pub(crate) exchange: u64,
}

/// How a run ended.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Finished {
    /// When.
    pub(crate) at: Timestamp,
    /// How long it took.
    pub(crate) seconds: f64,
    /// How many requests it sent.
    pub(crate) n_requests: u64,
    /// How many connections had to be made again.
    pub(crate) n_reconnects: u64,
    /// Whether it was interrupted.
    pub(crate) is_interrupted: bool,
    /// What it made and could not delete.
    pub(crate) leftovers: Vec<Leftover>,
    /// How long it took to write one exchange to this file, on the average, beside the run.
    #[serde(default)]
    pub(crate) writing_us: u64,
}
