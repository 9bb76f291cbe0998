//! What can be done with a target beyond asking it, where it is ours alone.

use std::fmt::Debug;
use std::time::Duration;

use futures::future::BoxFuture;
use indexmap::IndexMap;
use jiff::Timestamp;
use serde_json::Value;

use super::Target;

/// Settings of a Heat, by the names of its own configuration: `max_stacks_per_tenant`.
pub type HeatSettings = IndexMap<String, Value>;

/// Means to bring about what otherwise takes an operator, an accident or a day.
///
/// Targets elsewhere have none; what needs them is untested there.
pub trait Controls: Debug + Send + Sync {
    /// The target's time.
    fn now(&self) -> Timestamp;

    /// Moves the target's time on.
    fn advance(&self, by: Duration);

    /// Lets calls of the target to a service behind it fail from now on.
    ///
    /// # Errors
    ///
    /// If there is no such service.
    fn break_calls(&self, broken: &BrokenCalls) -> Result<(), ControlError>;

    /// Lets all calls get through again.
    fn mend_calls(&self);

    /// Another target of the kind: nothing is in it, it has these settings and controls of its
    /// own, and it ends when it is dropped.
    ///
    /// # Errors
    ///
    /// If a setting is unknown or has a wrong value, or the target does not start.
    fn start_another<'a>(
        &'a self,
        settings: &'a HeatSettings,
    ) -> BoxFuture<'a, Result<Target, ControlError>>;
}

/// Calls to a service behind a target that are answered with a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenCalls {
    /// The service: `compute`, `network`, `volume`, `image`.
    pub service: String,
    /// The verb.
    pub method: String,
    /// The path, in which `*` stands for any text.
    pub path: String,
    /// The status of the answers.
    pub status: u16,
}

/// Why a control did nothing.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ControlError(pub String);
