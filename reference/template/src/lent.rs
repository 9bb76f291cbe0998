//! What only the caller can tell an evaluation: the time, and chance.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The time and the source of chance that functions see (`yaql`'s `now` and `random`).
///
/// Evaluation itself looks at no clock: with the same of these it comes to the same.
#[derive(Clone, Debug, Default)]
pub struct Lent {
    now: i64,
    chance: Arc<AtomicU64>,
}

impl Lent {
    /// The time in microseconds since the beginning of 1970, and where chance begins.
    pub fn new(now: i64, seed: u64) -> Self {
        Self {
            now,
            chance: Arc::new(AtomicU64::new(seed)),
        }
    }

    /// The time.
    pub(crate) fn now(&self) -> i64 {
        self.now
    }

    /// Bits that are different every time (SplitMix64).
    pub(crate) fn bits(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut bits = self.chance.fetch_add(STEP, Ordering::Relaxed);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}
