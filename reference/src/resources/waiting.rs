//! Waiting for a real thing to get ready: how often to ask, and what is wrong with its status.

use std::time::Duration;

use crate::clock::Clock;
use crate::engine::Failure;

/// The first and the longest pause between two questions; each is half as long again as the one
/// before it.
const FIRST: Duration = Duration::from_millis(2);
const LONGEST: Duration = Duration::from_millis(250);

/// Pauses between questions, short ones first: most things are ready soon.
#[derive(Debug)]
pub(in crate::resources) struct Pauses(Duration);

impl Pauses {
    /// The pauses, from the shortest.
    pub(in crate::resources) fn new() -> Self {
        Self(FIRST)
    }

    /// Waits for the next question.
    pub(in crate::resources) async fn next(&mut self, clock: &Clock) {
        clock.sleep(self.0).await;
        self.0 = LONGEST.min(self.0 + self.0 / 2);
    }
}

/// The thing went into an error status.
pub(in crate::resources) fn in_error(status: &str, reason: &str) -> Failure {
    Failure::InError {
        message: format!("Went to status {status} due to \"{reason}\""),
    }
}

/// The thing has a status that nobody expects; `what` is what does not go on therefore.
pub(in crate::resources) fn unknown_status(what: &str, status: &str) -> Failure {
    Failure::new(
        "ResourceUnknownStatus",
        format!("{what} - Unknown status {status} due to \"Unknown\""),
    )
}
