//! Failures of the server's own: what the log says about them; clients see none of it.

use std::any::Any;
use std::time::Duration;

/// How long an operation may take before the client is told that the server failed.
///
/// Upstream's API gives its engine the same time.
pub(super) const TIME_LIMIT: Duration = Duration::from_mins(1);

/// A handler did not answer in time.
#[derive(Debug, thiserror::Error)]
#[error("the operation took more than {} s", TIME_LIMIT.as_secs())]
pub(super) struct Stuck;

/// A handler panicked.
#[derive(Debug, thiserror::Error)]
#[error("a panic: {0}")]
pub(super) struct Panicked(String);

impl From<Box<dyn Any + Send>> for Panicked {
    fn from(payload: Box<dyn Any + Send>) -> Self {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned());
        Self(text.unwrap_or_default())
    }
}

impl From<tokio::task::JoinError> for Panicked {
    fn from(error: tokio::task::JoinError) -> Self {
        match error.try_into_panic() {
            Ok(payload) => payload.into(),
            Err(error) => Self(error.to_string()),
        }
    }
}
