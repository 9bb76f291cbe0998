//! Ctrl-C and SIGTERM, which the first time ask for an end with a clean-up.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::Failure;

/// How often the run was interrupted so far.
pub(super) fn interrupts() -> Result<watch::Receiver<u32>, Failure> {
    let (count, interrupts) = watch::channel(0);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| Failure::suite(&error))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| Failure::suite(&error))?;
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            count.send_modify(|count| *count += 1);
        }
    });
    Ok(interrupts)
}
