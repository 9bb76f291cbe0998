//! Rules of queues' subscriptions.

use heat_spec::Fault;

use super::subject::{Subject, refuse};

const SUBSCRIBERS: [&str; 5] = ["http", "https", "mailto", "trust+http", "trust+https"];

pub(super) fn subscription(subject: &Subject<'_>) -> Result<(), Fault> {
    let subscriber = subject.get("subscriber").python_str();
    let kind = subscriber.split(':').next().unwrap_or_default();
    if SUBSCRIBERS.contains(&kind) {
        return Ok(());
    }
    refuse(format_args!(
        "The subscriber type of must be one of: {}.",
        SUBSCRIBERS.join(", ")
    ))
}
