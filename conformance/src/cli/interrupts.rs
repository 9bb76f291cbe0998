//! Ctrl-C, SIGTERM and the end of the terminal, which the first time ask for an end with a clean-up.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::Failure;

/// How often the run was interrupted so far.
pub(super) fn interrupts() -> Result<watch::Receiver<u32>, Failure> {
    let (count, interrupts) = watch::channel(0);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|error| Failure::suite(&error))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| Failure::suite(&error))?;
    let mut hangup = if is_hangup_ignored() {
        None
    } else {
        Some(signal(SignalKind::hangup()).map_err(|error| Failure::suite(&error))?)
    };
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                () = received(hangup.as_mut()) => {}
            }
            count.send_modify(|count| *count += 1);
        }
    });
    Ok(interrupts)
}

/// Waits for a signal, or for ever if none is listened to.
async fn received(signal: Option<&mut Signal>) {
    match signal {
        Some(signal) => {
            signal.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// Whether the end of the terminal is to be overlooked, as `nohup` asks.
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 1 == 1)
}
