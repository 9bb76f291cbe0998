//! What only the caller can tell an evaluation: the time, and chance.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The time and the source of chance that functions see (`yaql`'s `now` and `random`).
///
/// Evaluation itself looks at no clock: with the same of these it comes to the same. By default it
/// is the beginning of 1970.
#[derive(Clone, Debug)]
pub struct Lent {
    now: fn() -> i64,
    chance: Arc<AtomicU64>,
}

impl Default for Lent {
    fn default() -> Self {
        Self::new(|| 0, 0)
    }
}

impl Lent {
    /// What tells the time in microseconds since the beginning of 1970, and where chance begins.
    pub fn new(now: fn() -> i64, seed: u64) -> Self {
        Self {
            now,
            chance: Arc::new(AtomicU64::new(seed)),
        }
    }

    /// The time.
    pub(crate) fn now(&self) -> i64 {
        (self.now)()
    }

    /// Bits that are different every time (`SplitMix64`).
    pub(crate) fn bits(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut bits = self.chance.fetch_add(STEP, Ordering::Relaxed);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_that_of_the_published_generator() {
        let lent = Lent::new(|| 5, 0x9e37_79b9_7f4a_7c15);
        assert_eq!(lent.now(), 5);
        // The first numbers of `SplitMix64` from 0.
        for expected in [
            0xe220_a839_7b1d_cdaf,
            0x6e78_9e6a_a1b9_65f4,
            0x06c4_5d18_8009_454f,
        ] {
            assert_eq!(lent.bits(), expected);
        }
        assert_eq!(Lent::default().now(), 0);
    }
}
