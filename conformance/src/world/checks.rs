//! Checks that steps make: kept for the verdict, and the end of the scenario if one is broken.

use std::fmt::{Debug, Display};
use std::sync::Arc;

use super::{RequirementId, Stop, World};
use crate::check::{At, Check, Difference, evaluate};
use crate::client::Exchange;
use crate::property::{Budget, Counterexample};

impl World {
    /// Checks the last answer against what a requirement expects.
    pub(crate) fn expect(&mut self, id: &RequirementId) -> Result<(), Stop> {
        let checks = self.evaluate(id)?;
        self.conclude(id, checks)
    }

    fn evaluate(&self, id: &RequirementId) -> Result<Vec<Check>, Stop> {
        let exchange = self.last()?;
        let requirement = self.requirement(id)?;
        let placeholders = self.placeholders_of(exchange)?;
        let checks = evaluate(requirement, exchange, &placeholders, &self.run.contract)?;
        Ok(checks)
    }

    /// What of the last answer a requirement does not expect; nothing is kept of it yet.
    pub(crate) fn first_broken(&self, id: &RequirementId) -> Result<Option<Check>, Stop> {
        let checks = self.evaluate(id)?;
        Ok(checks.into_iter().find(|check| !check.is_met()))
    }

    /// Keeps what came of a property.
    pub(crate) fn conclude_property<V: Debug>(
        &mut self,
        id: &RequirementId,
        found: Option<Counterexample<V, Check>>,
    ) -> Result<(), Stop> {
        let seed = self.run.settings.seed;
        let check = match found {
            None => Check::met(id.as_str(), self.last.as_ref()),
            Some(Counterexample { value, failure }) => {
                let mut check = failure;
                if let Some(Difference {
                    at,
                    expected,
                    seen: found,
                }) = check.difference
                {
                    let described = format!("{found} (seed {seed}) for {value:?}");
                    check.difference = Some(Difference::new(at, expected, described));
                }
                check
            }
        };
        self.conclude(id, vec![check])
    }

    /// How often a property is tried.
    pub(crate) fn budget(&self) -> Budget {
        let settings = &self.run.settings;
        Budget {
            n_cases: settings.n_cases,
            n_shrinks: settings.n_cases.saturating_mul(4),
            seed: settings.seed,
        }
    }

    /// Checks the last answer against what a requirement expects, together with something that
    /// another exchange shows.
    pub(crate) fn expect_and(
        &mut self,
        id: &RequirementId,
        other: &Arc<Exchange>,
        differences: Differences,
    ) -> Result<(), Stop> {
        if differences.0.is_empty() {
            self.expect(id)
        } else {
            self.check(id, Some(other), differences)
        }
    }

    /// Checks something that only code can see; the differences break the requirement.
    pub(crate) fn check(
        &mut self,
        id: &RequirementId,
        exchange: Option<&Arc<Exchange>>,
        differences: Differences,
    ) -> Result<(), Stop> {
        let checks = if differences.0.is_empty() {
            vec![Check::met(id.as_str(), exchange)]
        } else {
            differences
                .0
                .into_iter()
                .map(|difference| Check::broken(id.as_str(), difference, exchange))
                .collect()
        };
        self.conclude(id, checks)
    }

    /// Keeps checks; ends the scenario if one is broken.
    fn conclude(&mut self, id: &RequirementId, checks: Vec<Check>) -> Result<(), Stop> {
        if !self.tagged.iter().any(|tagged| tagged == id.as_str()) {
            return Err(Stop::Error(format!(
                "{id} is checked in a scenario that is not tagged with it"
            )));
        }
        let (mut is_broken, mut is_partial) = (false, true);
        for check in checks {
            if check.requirement == id.as_str() {
                if let Some(difference) = &check.difference {
                    is_broken = true;
                    is_partial &= matches!(difference.at, At::Header(_) | At::Body(_));
                }
                self.run.tell_check(self.owner, &check, false);
                self.checks.push(check);
            } else {
                self.run.count(self.owner, check);
            }
        }
        match (is_broken, is_partial) {
            (false, _) => Ok(()),
            (true, false) => Err(Stop::Broken(id.to_string())),
            (true, true) => Err(Stop::BrokenInPart(id.to_string())),
        }
    }
}

/// Differences under construction.
#[derive(Debug, Default)]
pub(crate) struct Differences(Vec<Difference>);

impl Differences {
    /// Notes a difference.
    pub(crate) fn add(&mut self, at: At, expected: impl Display, seen: impl Display) {
        self.0.push(Difference::new(at, expected, seen));
    }

    /// Notes a difference unless the two are equal.
    pub(crate) fn equal<T: PartialEq + Display>(&mut self, at: At, expected: T, seen: T) {
        if expected != seen {
            self.add(at, expected, seen);
        }
    }
}

impl From<Option<Difference>> for Differences {
    fn from(difference: Option<Difference>) -> Self {
        Self(difference.into_iter().collect())
    }
}
