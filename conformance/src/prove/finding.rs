//! What came of each violation, and of all of them.

use std::fmt;
use std::time::Duration;

use indexmap::IndexMap;
use serde::Serialize;

use super::idle::Idle;
use super::stand::Stand;
use crate::report::CatalogueInfo;
use crate::violation::{Family, Violation};

/// What came of a violation.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    #[serde(flatten)]
    pub(crate) violation: Violation,
    /// Killed, survived or equivalent.
    #[serde(flatten)]
    pub(crate) fate: Fate,
    /// How often it changed something on the wire.
    pub(crate) n_effects: u64,
    /// How many scenarios were played.
    pub(crate) n_scenarios: usize,
    /// How long that took.
    pub(crate) seconds: f64,
}

/// What came of a violation.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "fate", rename_all = "kebab-case")]
pub(crate) enum Fate {
    /// A scenario failed.
    Killed {
        /// The requirements that it found broken.
        by: Vec<String>,
        /// The scenario.
        scenario: String,
        /// Whether the violation names one of them.
        is_specific: bool,
    },
    /// No scenario failed.
    Survived {
        /// What happened instead.
        reason: String,
    },
    /// Nobody can notice it.
    Equivalent {
        /// Why not.
        reason: String,
    },
}

impl Finding {
    pub(super) fn of(violation: Violation) -> Self {
        Self {
            violation,
            fate: Fate::Survived {
                reason: String::new(),
            },
            n_effects: 0,
            n_scenarios: 0,
            seconds: 0.0,
        }
    }

    pub(super) fn equivalent(violation: Violation, reason: &str) -> Self {
        Self {
            fate: Fate::Equivalent {
                reason: reason.to_owned(),
            },
            ..Self::of(violation)
        }
    }

    /// The violation's id.
    pub fn id(&self) -> &str {
        &self.violation.id
    }

    /// The operation that goes wrong.
    pub fn operation(&self) -> &str {
        &self.violation.operation
    }

    /// In what the service misbehaves: `status`, `headers`, `body`, `expectation` or `semantic`.
    pub fn kind(&self) -> &'static str {
        self.violation.kind()
    }

    /// How the service misbehaves.
    pub fn what(&self) -> &str {
        &self.violation.what
    }

    /// Its fate in one word; `unspecific` where it was caught by something else.
    pub fn fate_name(&self) -> &'static str {
        match &self.fate {
            Fate::Killed {
                is_specific: true, ..
            } => "killed",
            Fate::Killed { .. } => "unspecific",
            Fate::Survived { .. } => "survived",
            Fate::Equivalent { .. } => "equivalent",
        }
    }

    /// Who caught it, or why nobody did.
    pub fn words(&self) -> String {
        match &self.fate {
            Fate::Killed { by, scenario, .. } => format!("{} in {scenario}", by.join(", ")),
            Fate::Survived { reason } | Fate::Equivalent { reason } => reason.clone(),
        }
    }

    /// Whether no scenario failed that should have.
    pub fn is_survivor(&self) -> bool {
        matches!(self.fate, Fate::Survived { .. })
    }
}

/// How many of one family have which fate.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Tally {
    /// All that were planned.
    pub planned: usize,
    /// Those that a scenario caught.
    pub killed: usize,
    /// Those that none caught.
    pub survived: usize,
    /// Those that nobody can notice.
    pub equivalent: usize,
    /// Those of the killed ones that were caught by a requirement that they name.
    pub specific: usize,
}

impl Tally {
    fn count(&mut self, fate: &Fate) {
        self.planned += 1;
        match fate {
            Fate::Killed { is_specific, .. } => {
                self.killed += 1;
                self.specific += usize::from(*is_specific);
            }
            Fate::Survived { .. } => self.survived += 1,
            Fate::Equivalent { .. } => self.equivalent += 1,
        }
    }

    /// The share of the killed ones among those that can be noticed.
    fn rate(self) -> Percent {
        Percent(self.killed, self.planned - self.equivalent)
    }
}

/// What came of all violations.
#[derive(Debug, Serialize)]
pub struct Proof {
    /// Those that follow from the catalogue.
    pub derived: Tally,
    /// Those that somebody wrote.
    pub semantic: Tally,
    /// The violations, in order of their ids.
    pub violations: Vec<Finding>,
    /// The requirements that caught nothing; only a whole run tells.
    pub idle: Option<Idle>,
    /// The scenarios that do not pass without any violation, by name, with the reason.
    pub unusable: IndexMap<String, String>,
    /// What was judged by.
    pub catalogue: CatalogueInfo,
    /// What the violations were done to.
    pub target: String,
    /// Whether it was interrupted, so that violations are left out.
    pub interrupted: bool,
    /// How long it took.
    pub seconds: f64,
}

impl Proof {
    pub(super) fn sum_up(
        stand: &Stand,
        mut violations: Vec<Finding>,
        idle: Option<Idle>,
        unusable: Vec<(String, String)>,
        is_interrupted: bool,
        elapsed: Duration,
    ) -> Self {
        violations.sort_by(|one, other| one.violation.id.cmp(&other.violation.id));
        let (mut derived, mut semantic) = (Tally::default(), Tally::default());
        for finding in &violations {
            match finding.violation.family {
                Family::Derived => derived.count(&finding.fate),
                Family::Semantic => semantic.count(&finding.fate),
            }
        }
        Self {
            derived,
            semantic,
            violations,
            idle,
            unusable: unusable.into_iter().collect(),
            catalogue: CatalogueInfo::new(&stand.catalogue, &stand.features),
            target: stand.target.name.clone(),
            interrupted: is_interrupted,
            seconds: elapsed.as_secs_f64(),
        }
    }

    /// The violations that no scenario caught.
    pub fn survivors(&self) -> impl Iterator<Item = &Finding> {
        self.violations
            .iter()
            .filter(|finding| finding.is_survivor())
    }

    /// Those that were caught by requirements that they do not name.
    pub fn unspecific(&self) -> impl Iterator<Item = &Finding> {
        let is_unspecific = |finding: &&Finding| {
            matches!(
                &finding.fate,
                Fate::Killed {
                    is_specific: false,
                    ..
                }
            )
        };
        self.violations.iter().filter(is_unspecific)
    }

    /// Whether everything that was played was caught, by every requirement that should.
    pub fn is_complete(&self) -> bool {
        self.survivors().next().is_none() && !self.idle.as_ref().is_some_and(Idle::is_any)
    }

    /// The figures in one line.
    pub fn headline(&self) -> String {
        let Self {
            derived, semantic, ..
        } = self;
        let n_killed = derived.killed + semantic.killed;
        let specificity = Percent(derived.specific + semantic.specific, n_killed);
        format!(
            "killed {} of {} ({}), semantic {} of {} ({}), equivalent {}, specificity {specificity}",
            derived.killed,
            derived.planned,
            derived.rate(),
            semantic.killed,
            semantic.planned,
            semantic.rate(),
            derived.equivalent + semantic.equivalent,
        )
    }
}

/// A part of a whole; all of nothing is 100 %.
#[derive(Clone, Copy, Debug)]
struct Percent(usize, usize);

impl fmt::Display for Percent {
    /// Rounded down, so that 100 % means all.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(part, whole) = *self;
        let tenths = (part * 1000).checked_div(whole).unwrap_or(1000);
        match tenths % 10 {
            0 => write!(out, "{} %", tenths / 10),
            tenth => write!(out, "{}.{tenth} %", tenths / 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    impl Proof {
        /// One of violations of `a.b` or `a.c` by their ids, families and fates.
        pub(crate) fn of_fates<const N: usize>(all: [(&str, &str, Fate); N]) -> Self {
            let (mut derived, mut semantic) = (Tally::default(), Tally::default());
            let violations = all.map(|(id, family, fate)| {
                let violation = json!({
                    "id": id, "operation": id.get(..3), "family": family,
                    "what": format!("{id} is wrong."), "breaks": [], "rules": [],
                });
                let violation: Violation = serde_json::from_value(violation).unwrap();
                match violation.family {
                    Family::Derived => derived.count(&fate),
                    Family::Semantic => semantic.count(&fate),
                }
                Finding {
                    fate,
                    ..Finding::of(violation)
                }
            });
            Self {
                derived,
                semantic,
                violations: violations.into(),
                idle: None,
                unusable: IndexMap::new(),
                catalogue: CatalogueInfo {
                    version: "1.0".to_owned(),
                    digest: "d1".to_owned(),
                    profile: "upstream".to_owned(),
                    modified_by: None,
                },
                target: "test".to_owned(),
                interrupted: false,
                seconds: 0.0,
            }
        }
    }

    #[test]
    fn only_all_are_a_hundred_percent() {
        assert_eq!(Percent(9999, 10000).to_string(), "99.9 %");
        assert_eq!(Percent(3, 3).to_string(), "100 %");
        assert_eq!(Percent(0, 0).to_string(), "100 %");
        assert_eq!(Percent(1, 3).to_string(), "33.3 %");
    }
}
