//! What a run says about the capabilities that a guideline asks for.

use heat_spec::catalogue::Capability;
use serde::Serialize;

use super::RequirementResult;
use crate::verdict::Verdict;

/// A capability with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CapabilityResult {
    /// Its name in the guideline.
    pub id: String,
    /// The verdict of the requirement that decides: the worst one.
    pub verdict: Verdict,
    /// Why it is no plain pass.
    pub reason: Option<String>,
    /// How many of its requirements passed, of those that were selected.
    pub passed: usize,
    /// Its requirements that were selected.
    pub requirements: Vec<String>,
}

impl CapabilityResult {
    /// Judges capabilities by the verdicts of their requirements.
    pub(crate) fn all(capabilities: &[Capability], results: &[RequirementResult]) -> Vec<Self> {
        let judged = capabilities.iter().map(|capability| {
            let own = results
                .iter()
                .filter(|one| capability.requirements.contains(&one.id));
            Self::of(
                &capability.id,
                own.map(|one| (one.id.as_str(), one.verdict)),
            )
        });
        judged.collect()
    }

    /// Judges one capability by the verdicts of its requirements.
    pub(crate) fn of<'a>(id: &str, own: impl Iterator<Item = (&'a str, Verdict)>) -> Self {
        let own: Vec<(&str, Verdict)> = own.collect();
        let worst = own.iter().max_by_key(|(_, verdict)| severity(*verdict));
        let (verdict, reason) = match worst {
            None => (
                Verdict::Untested,
                Some("no requirement of it was selected".to_owned()),
            ),
            Some((_, Verdict::Pass)) => (Verdict::Pass, None),
            Some((id, verdict)) => (*verdict, Some(format!("{verdict}: {id}"))),
        };
        Self {
            id: id.to_owned(),
            verdict,
            reason,
            passed: own
                .iter()
                .filter(|(_, verdict)| *verdict == Verdict::Pass)
                .count(),
            requirements: own.iter().map(|(id, _)| (*id).to_owned()).collect(),
        }
    }
}

/// How much a verdict says against a whole of which it is a part.
pub(crate) fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Pass => 0,
        Verdict::Warn => 1,
        Verdict::UnexpectedPass => 2,
        Verdict::Waived => 3,
        Verdict::Untested => 4,
        Verdict::Unsupported => 5,
        Verdict::Blocked => 6,
        Verdict::Aborted => 7,
        Verdict::Flaky => 8,
        Verdict::Fail => 9,
        Verdict::Error => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_requirement_decides() {
        let judged = |own: &[(&str, Verdict)]| {
            let result = CapabilityResult::of("stack-tag", own.iter().copied());
            (
                result.verdict,
                result.reason.unwrap_or_default(),
                result.passed,
            )
        };
        let (pass, fail, warn) = (Verdict::Pass, Verdict::Fail, Verdict::Warn);
        assert_eq!(
            judged(&[("a", pass), ("b", pass)]),
            (pass, String::new(), 2)
        );
        assert_eq!(
            judged(&[("a", warn), ("b", fail)]),
            (fail, "fail: b".to_owned(), 0)
        );
        assert_eq!(
            judged(&[("a", pass), ("b", warn)]),
            (warn, "warn: b".to_owned(), 1)
        );
        let none = "no requirement of it was selected".to_owned();
        assert_eq!(judged(&[]), (Verdict::Untested, none, 0));
    }
}
