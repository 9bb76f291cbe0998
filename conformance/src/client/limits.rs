//! How many requests a run may have under way, and how fast they may follow each other.

use std::cell::Cell;
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// What all clients of a run keep to together.
#[derive(Debug)]
pub(crate) struct Limits {
    in_flight: Option<Semaphore>,
    /// The time from one request to the next.
    gap: Duration,
    /// When the next request may leave.
    next: Cell<Instant>,
}

impl Limits {
    /// So many requests at the same time, and so many in a second.
    pub(crate) fn new(max_in_flight: Option<u32>, rate: Option<f64>) -> Self {
        let n_permits = |most: u32| usize::try_from(most).unwrap_or(usize::MAX);
        let permits = max_in_flight.map(|most| n_permits(most).min(Semaphore::MAX_PERMITS));
        Self {
            in_flight: permits.map(Semaphore::new),
            gap: rate.map_or(Duration::ZERO, |rate| Duration::from_secs_f64(1.0 / rate)),
            next: Cell::new(Instant::now()),
        }
    }

    /// Waits until a request may leave; it is under way as long as what is returned is kept.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        let permit = match &self.in_flight {
            // It is never closed, so there is always a permit in the end.
            Some(in_flight) => in_flight.acquire().await.ok(),
            None => None,
        };
        if !self.gap.is_zero() {
            let mine = self.next.get().max(Instant::now());
            self.next.set(mine + self.gap);
            tokio::time::sleep_until(mine).await;
        }
        permit
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(None, None)
    }
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;

    use super::*;

    /// How many were under way at most, and how long all of them took.
    async fn most(limits: &Limits, n: usize) -> (usize, Duration) {
        let (now, most) = (Cell::new(0), Cell::new(0));
        let started = Instant::now();
        join_all((0..n).map(|_| async {
            let permit = limits.turn().await;
            now.set(now.get() + 1);
            most.set(most.get().max(now.get()));
            tokio::task::yield_now().await;
            now.set(now.get() - 1);
            drop(permit);
        }))
        .await;
        (most.get(), started.elapsed())
    }

    #[tokio::test]
    async fn no_more_than_allowed_are_under_way() {
        assert_eq!(most(&Limits::new(Some(3), None), 20).await.0, 3);
        assert_eq!(most(&Limits::default(), 20).await.0, 20);
    }

    #[tokio::test]
    async fn requests_follow_each_other_no_faster_than_allowed() {
        let (_, elapsed) = most(&Limits::new(None, Some(200.0)), 11).await;
        assert!(elapsed >= Duration::from_millis(50), "{elapsed:?}");
    }
}
