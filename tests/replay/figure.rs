//! How much of a conversation went as recorded.

use std::fmt;

use crate::compare::Difference;

/// What came of one family, or of all.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) family: String,
    pub(crate) outcomes: Vec<Outcome>,
    /// Exchanges of which the recording has not the whole request.
    pub(crate) n_skipped: usize,
    /// Set-ups that failed and statuses that never came.
    pub(crate) troubles: Vec<String>,
}

/// What came of one exchange.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    /// Method and path.
    pub(crate) request: String,
    pub(crate) differences: Vec<Difference>,
}

/// How many exchanges of how many agree.
#[derive(Debug)]
pub(crate) struct Whole {
    n_agreeing: usize,
    n_exchanges: usize,
}

impl Figure {
    pub(crate) fn new(family: &str) -> Self {
        Self {
            family: family.to_owned(),
            outcomes: Vec::new(),
            n_skipped: 0,
            troubles: Vec::new(),
        }
    }

    pub(crate) fn trouble(&mut self, text: String) {
        self.troubles.push(text);
    }

    /// All families together.
    pub(crate) fn whole(figures: &[Self]) -> Whole {
        Whole {
            n_agreeing: figures.iter().map(Self::n_agreeing).sum(),
            n_exchanges: figures.iter().map(|figure| figure.outcomes.len()).sum(),
        }
    }

    fn n_agreeing(&self) -> usize {
        let outcomes = self.outcomes.iter();
        outcomes
            .filter(|outcome| outcome.differences.is_empty())
            .count()
    }
}

impl Whole {
    /// The share of the exchanges that agree.
    pub(crate) fn share(&self) -> f64 {
        let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        number(self.n_agreeing) / number(self.n_exchanges.max(1))
    }
}

impl fmt::Display for Whole {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = 100.0 * self.share();
        write!(
            out,
            "agree {} of {} ({percent:.1} %)",
            self.n_agreeing, self.n_exchanges
        )
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = Self::whole(std::slice::from_ref(self));
        write!(out, "{}: {whole}", self.family)?;
        if self.n_skipped > 0 {
            write!(out, ", {} recorded in part and skipped", self.n_skipped)?;
        }
        Ok(())
    }
}
