//! How long things may take: one table, with a preset for slow clouds.

use std::time::Duration;

/// A time limit with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedTimeout {
    /// Its name.
    pub name: &'static str,
    /// What it limits.
    pub what: &'static str,
    /// For targets elsewhere.
    pub usual: Duration,
    /// For slow targets.
    pub slow: Duration,
    /// For the embedded server.
    pub embedded: Duration,
}

/// One answer, from the first byte of the request to the last of the answer.
pub const REQUEST: NamedTimeout = NamedTimeout {
    name: "request",
    what: "one answer, from the first byte of the request to its last",
    usual: Duration::from_mins(1),
    slow: Duration::from_mins(5),
    embedded: Duration::from_mins(1),
};

/// One action of a stack, from the request to its end; polling ends earlier if the stack fails.
pub const ACTION: NamedTimeout = NamedTimeout {
    name: "action",
    what: "one action of a stack; a stack that fails is not waited for",
    usual: Duration::from_mins(5),
    slow: Duration::from_mins(30),
    embedded: Duration::from_secs(30),
};

/// All of them.
pub const TIMEOUTS: [NamedTimeout; 2] = [REQUEST, ACTION];

/// Which column of the table counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Targets elsewhere.
    Usual,
    /// Slow targets.
    Slow,
    /// The embedded server.
    Embedded,
}

impl NamedTimeout {
    /// How long it is at a pace.
    pub const fn at(&self, pace: Pace) -> Duration {
        match pace {
            Pace::Usual => self.usual,
            Pace::Slow => self.slow,
            Pace::Embedded => self.embedded,
        }
    }
}
