//! Time as the server knows it: the machine's, until a test stops it and moves it by hand.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// The longest stretch that one timer is armed for; longer sleeps arm several in turn.
const LONGEST_TIMER: Duration = Duration::from_hours(1);

/// A handle to the server's time; clones share it.
///
/// Everything that dates, times out or waits asks here, so that requirements which need real time
/// (a timeout of a minute, a token that expires) can be checked in milliseconds.
#[derive(Clone, Debug)]
pub struct Clock {
    state: Arc<watch::Sender<State>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// How far this clock is ahead of the machine's while it runs.
    ahead: SignedDuration,
    /// The time that a stopped clock shows.
    stopped_at: Option<Timestamp>,
}

impl Clock {
    /// A clock that shows the machine's time.
    pub fn real() -> Self {
        Self {
            state: Arc::new(watch::Sender::new(State::default())),
        }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.state.borrow().now()
    }

    /// Waits until this much time has passed on this clock.
    pub async fn sleep(&self, duration: Duration) {
        let end = later(self.now(), duration);
        self.sleep_until(end).await;
    }

    /// Waits until this clock shows `end`; returns at once if it already does.
    pub async fn sleep_until(&self, end: Timestamp) {
        let mut changes = self.state.subscribe();
        loop {
            let state = *changes.borrow_and_update();
            let left = Duration::try_from(end.duration_since(state.now())).unwrap_or_default();
            if left.is_zero() {
                return;
            }
            // The sender lives as long as `self`, so that `changed` cannot fail.
            if state.stopped_at.is_some() {
                let _ = changes.changed().await;
            } else {
                tokio::select! {
                    _ = changes.changed() => {}
                    () = tokio::time::sleep(left.min(LONGEST_TIMER)) => {}
                }
            }
        }
    }

    /// Stops the clock: from now on only [`advance`](Self::advance) moves it.
    pub fn stop(&self) {
        self.state
            .send_modify(|state| state.stopped_at = Some(state.now()));
    }

    /// Lets a stopped clock run on from the time that it shows.
    pub fn start(&self) {
        self.state.send_modify(|state| {
            if let Some(stopped_at) = state.stopped_at.take() {
                state.ahead = stopped_at.duration_since(Timestamp::now());
            }
        });
    }

    /// Moves the clock forward, and wakes whoever slept for no longer than that.
    pub fn advance(&self, duration: Duration) {
        self.state.send_modify(|state| match &mut state.stopped_at {
            Some(stopped_at) => *stopped_at = later(*stopped_at, duration),
            None => state.ahead = state.ahead.saturating_add(signed(duration)),
        });
    }
}

impl State {
    fn now(&self) -> Timestamp {
        self.stopped_at.unwrap_or_else(|| {
            Timestamp::now()
                .saturating_add(self.ahead)
                .unwrap_or(Timestamp::MAX)
        })
    }
}

/// The time `duration` after `time`, or the last one that can be told.
pub(crate) fn later(time: Timestamp, duration: Duration) -> Timestamp {
    time.saturating_add(signed(duration))
        .unwrap_or(Timestamp::MAX)
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let clock = Clock::real();
        clock.stop();
        let start = clock.now();
        assert_eq!(clock.now(), start);
        clock.advance(Duration::from_secs(90));
        assert_eq!(clock.now(), later(start, Duration::from_secs(90)));
        clock.start();
        assert!(clock.now() >= later(start, Duration::from_secs(90)));
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), Timestamp::MAX);
    }

    #[tokio::test]
    async fn advancing_wakes_those_whose_time_has_come() {
        let clock = Clock::real();
        clock.stop();
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep(Duration::from_hours(1)).await }
        });
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(3599));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Duration::from_secs(1));
        sleeper.await.unwrap();
    }

    #[tokio::test]
    async fn a_running_clock_sleeps_for_real() {
        let clock = Clock::real();
        let start = clock.now();
        clock.sleep(Duration::from_millis(5)).await;
        assert!(clock.now() >= later(start, Duration::from_millis(5)));
    }
}
