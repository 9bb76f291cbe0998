//! Flags that say how long things may take.

use std::time::Duration;

use clap::{Args, ValueEnum};
use heat_conformance::{ACTION, NamedTimeout, Pace, PollPace, REQUEST};

/// How long things may take; a flag of its own wins over the preset.
#[derive(Debug, Args)]
pub(crate) struct TimeoutArguments {
    /// A preset of the time-outs: `slow` is 300 s for a request and 1800 s for an action
    #[arg(long, value_enum, value_name = "PRESET")]
    timeouts: Option<Preset>,
    /// Seconds that a stack may take to finish an action [default: 300, embedded 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    timeout: Option<u32>,
    /// Seconds that one request may take [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    request_timeout: Option<u32>,
}

/// `adaptive` or `fixed=2s`.
pub(crate) fn poll_pace(text: &str) -> Result<PollPace, String> {
    if text == "adaptive" {
        return Ok(PollPace::Adaptive);
    }
    let pause = text.strip_prefix("fixed=").and_then(|pause| {
        let (number, unit) = match pause.strip_suffix("ms") {
            Some(number) => (number, 1),
            None => (pause.strip_suffix('s')?, 1000),
        };
        let milliseconds = number.parse::<u64>().ok()?.checked_mul(unit)?;
        (1..=60_000).contains(&milliseconds).then_some(milliseconds)
    });
    pause
        .map(|milliseconds| PollPace::Fixed(Duration::from_millis(milliseconds)))
        .ok_or_else(|| "expected `adaptive`, or a pause up to 60 s: `fixed=2s`".to_owned())
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Preset {
    /// 60 s for a request, 300 s for an action.
    Usual,
    /// 300 s for a request, 1800 s for an action.
    Slow,
}

impl TimeoutArguments {
    /// How long one answer may take.
    pub(crate) fn request(&self, is_embedded: bool) -> Duration {
        self.of(&REQUEST, self.request_timeout, is_embedded)
    }

    /// The same in seconds.
    pub(crate) fn request_seconds(&self, is_embedded: bool) -> u32 {
        u32::try_from(self.request(is_embedded).as_secs()).unwrap_or(u32::MAX)
    }

    /// How long an action of a stack may take.
    pub(crate) fn action(&self, is_embedded: bool) -> Duration {
        self.of(&ACTION, self.timeout, is_embedded)
    }

    fn of(&self, named: &NamedTimeout, given: Option<u32>, is_embedded: bool) -> Duration {
        let pace = match self.timeouts {
            Some(Preset::Slow) => Pace::Slow,
            None if is_embedded => Pace::Embedded,
            Some(Preset::Usual) | None => Pace::Usual,
        };
        given.map_or(named.at(pace), |n| Duration::from_secs(n.into()))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Flags {
        #[command(flatten)]
        timeouts: TimeoutArguments,
    }

    fn seconds(flags: &[&str], is_embedded: bool) -> (u64, u64) {
        let flags = Flags::parse_from([&["x"], flags].concat()).timeouts;
        let (request, action) = (flags.request(is_embedded), flags.action(is_embedded));
        (request.as_secs(), action.as_secs())
    }

    #[test]
    fn a_flag_wins_over_the_preset_and_the_preset_over_the_defaults() {
        assert_eq!(seconds(&[], false), (60, 300));
        assert_eq!(seconds(&[], true), (60, 30));
        assert_eq!(seconds(&["--timeouts", "slow"], false), (300, 1800));
        assert_eq!(
            seconds(&["--timeouts", "slow", "--timeout", "7"], true),
            (300, 7)
        );
        assert_eq!(seconds(&["--request-timeout", "5"], true), (5, 30));
    }

    #[test]
    fn polls_have_a_pace() {
        let fixed = |milliseconds| Ok(PollPace::Fixed(Duration::from_millis(milliseconds)));
        assert_eq!(poll_pace("adaptive"), Ok(PollPace::Adaptive));
        assert_eq!(poll_pace("fixed=2s"), fixed(2000));
        assert_eq!(poll_pace("fixed=50ms"), fixed(50));
        for wrong in [
            "",
            "fixed",
            "fixed=2",
            "fixed=0s",
            "fixed=61s",
            "fixed=-1s",
            "2s",
        ] {
            assert!(poll_pace(wrong).is_err(), "{wrong}");
        }
    }
}
