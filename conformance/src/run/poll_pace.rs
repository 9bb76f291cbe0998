//! How long to wait between two looks at something that takes time.

use std::time::Duration;

/// The shortest and the longest pause that adapts to what is waited for.
const PAUSES: (Duration, Duration) = (Duration::from_millis(4), Duration::from_secs(2));

/// The longest pause where what is looked for does not last.
const BRISK: Duration = Duration::from_millis(200);

/// How long to wait between two looks at something that takes time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PollPace {
    /// A quarter of the time that it has taken so far, from 4 ms to 2 s.
    #[default]
    Adaptive,
    /// The same, but never more than 200 ms.
    Brisk,
    /// Always as long, as simple clients do.
    Fixed(Duration),
}

impl PollPace {
    /// How long to wait for the next look after this time.
    pub(crate) fn pause_after(self, elapsed: Duration) -> Duration {
        let (shortest, longest) = PAUSES;
        match self {
            Self::Adaptive => (elapsed / 4).clamp(shortest, longest),
            Self::Brisk => (elapsed / 4).clamp(shortest, BRISK),
            Self::Fixed(pause) => pause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_longer_is_looked_at_less_often() {
        let after = |pace: PollPace, millis| {
            let elapsed = Duration::from_millis(millis);
            pace.pause_after(elapsed).as_millis()
        };
        let adaptive = [0, 400, 60_000].map(|elapsed| after(PollPace::Adaptive, elapsed));
        assert_eq!(adaptive, [4, 100, 2000]);
        let brisk = [0, 400, 60_000].map(|elapsed| after(PollPace::Brisk, elapsed));
        assert_eq!(brisk, [4, 100, 200]);
        let fixed = PollPace::Fixed(Duration::from_secs(2));
        assert_eq!([0, 60_000].map(|elapsed| after(fixed, elapsed)), [2000; 2]);
    }
}
