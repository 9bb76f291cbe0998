//! From what scenarios saw to a verdict per requirement.

use heat_spec::catalogue::Level;
use serde::{Deserialize, Serialize};

use super::{Verdict, Waiver, Waivers};
use crate::check::{Check, Difference};

/// What came of a scenario.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The scenario's name.
    pub(crate) name: String,
    /// Every time that it was tried; none if it was not.
    pub(crate) attempts: Vec<Attempt>,
    /// How it ended at last, or why it was not tried.
    pub(crate) end: End,
}

impl Outcome {
    /// Of a scenario that the run did not come to.
    pub(crate) fn aborted() -> Self {
        Self {
            name: String::new(),
            attempts: Vec::new(),
            end: End::Aborted,
        }
    }
}

/// One time that a scenario was tried.
#[derive(Debug, Default)]
pub(crate) struct Attempt {
    /// The checks of its steps.
    pub(crate) checks: Vec<Check>,
}

/// How a scenario ended.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum End {
    /// All steps ran and no check was broken.
    Passed,
    /// A check of this requirement was broken.
    Failed(String),
    /// A step could not do what it had to, for this reason.
    Blocked(String),
    /// The suite made a mistake.
    Error(String),
    /// The run ended first.
    Aborted,
    /// The target lacks something, as a probe proved.
    Unsupported(String),
    /// Something was not given.
    Untested(String),
}

impl End {
    /// The end in one word, and why it is no plain pass.
    pub(crate) fn words(&self) -> (Verdict, Option<String>) {
        match self {
            Self::Passed => (Verdict::Pass, None),
            Self::Failed(id) => (Verdict::Fail, Some(format!("{id} is broken"))),
            Self::Blocked(reason) => (Verdict::Blocked, Some(reason.clone())),
            Self::Error(reason) => (Verdict::Error, Some(reason.clone())),
            Self::Aborted => (Verdict::Aborted, None),
            Self::Unsupported(reason) => (Verdict::Unsupported, Some(reason.clone())),
            Self::Untested(reason) => (Verdict::Untested, Some(reason.clone())),
        }
    }
}

/// A verdict with what it rests on.
#[derive(Debug)]
pub(crate) struct Judgement {
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// Why it is not a plain pass.
    pub(crate) reason: Option<String>,
    /// The broken checks.
    pub(crate) broken: Vec<Check>,
    /// Which alternative was met, where it was not the first choice.
    pub(crate) alternative: Option<usize>,
}

/// Judges one requirement by the outcomes of the scenarios that it is tagged in.
pub(crate) fn judge(id: &str, level: Level, outcomes: &[&Outcome], waivers: &Waivers) -> Judgement {
    let worst = outcomes
        .iter()
        .map(|outcome| judge_in(id, outcome))
        .max_by_key(|judgement| severity(judgement.verdict))
        .unwrap_or_else(|| Judgement::plain(Verdict::Untested, "no scenario checks it"));
    worst.at_level(level).with_waiver(waivers.of(id))
}

impl Judgement {
    /// A pass, perhaps by one of the alternatives.
    pub(super) fn pass(alternative: Option<usize>) -> Self {
        Self {
            verdict: Verdict::Pass,
            reason: None,
            broken: Vec::new(),
            alternative,
        }
    }

    /// A verdict that no check stands behind.
    pub(super) fn plain(verdict: Verdict, reason: &str) -> Self {
        Self {
            verdict,
            reason: Some(reason.to_owned()),
            broken: Vec::new(),
            alternative: None,
        }
    }

    /// What is not binding only warns.
    pub(super) fn at_level(mut self, level: Level) -> Self {
        if self.verdict == Verdict::Fail && level != Level::Must {
            self.verdict = Verdict::Warn;
        }
        self
    }

    /// What is waived is expected to be broken.
    pub(super) fn with_waiver(mut self, waiver: Option<&Waiver>) -> Self {
        let Some(waiver) = waiver else {
            return self;
        };
        match self.verdict {
            Verdict::Fail | Verdict::Warn => {
                self.verdict = Verdict::Waived;
                let seen = self.reason.unwrap_or_default();
                self.reason = Some(format!("{} ({seen})", waiver.reason));
            }
            Verdict::Pass => {
                self.verdict = Verdict::UnexpectedPass;
                self.reason = Some(format!("waived: {}", waiver.reason));
            }
            _ => {}
        }
        self
    }

    /// The same where only some of the exchanges were made: what is waived need not have been met.
    pub(crate) fn of_a_part(mut self) -> Self {
        if self.verdict == Verdict::UnexpectedPass {
            self.verdict = Verdict::Pass;
            self.reason = None;
        }
        self
    }
}

/// Judges a requirement by one scenario.
fn judge_in(id: &str, outcome: &Outcome) -> Judgement {
    let own = |attempt: &Attempt| -> Vec<Check> {
        let own = attempt
            .checks
            .iter()
            .filter(|check| check.requirement == id);
        own.cloned().collect()
    };
    let Some((last, earlier)) = outcome.attempts.split_last() else {
        return unchecked(outcome);
    };
    let checks = own(last);
    let is_broken = |check: &Check| !check.is_met();
    let broken: Vec<Check> = checks
        .iter()
        .filter(|check| is_broken(check))
        .cloned()
        .collect();
    if let Some(reason) = first_difference(&broken) {
        return Judgement {
            broken,
            ..Judgement::plain(Verdict::Fail, &reason)
        };
    }
    if let End::Error(reason) = &outcome.end {
        return Judgement::plain(Verdict::Error, reason);
    }
    let Some(met) = checks.last() else {
        return unchecked(outcome);
    };
    let once_broken: Vec<Check> = earlier.iter().flat_map(own).filter(is_broken).collect();
    if let Some(reason) = first_difference(&once_broken) {
        let reason = format!("met when tried again; at first {reason}");
        return Judgement {
            broken: once_broken,
            ..Judgement::plain(Verdict::Flaky, &reason)
        };
    }
    Judgement::pass(met.alternative)
}

fn first_difference(broken: &[Check]) -> Option<String> {
    let first = broken.first()?;
    first.difference.as_ref().map(Difference::to_string)
}

/// Why a requirement was not checked in a scenario that it is tagged in.
fn unchecked(outcome: &Outcome) -> Judgement {
    let (verdict, reason) = match &outcome.end {
        End::Passed => (Verdict::Blocked, "no step of its scenario checked it"),
        End::Failed(other) => {
            let reason = format!("its scenario ended when {other} was broken");
            return Judgement::plain(Verdict::Blocked, &reason);
        }
        End::Blocked(reason) => (Verdict::Blocked, reason.as_str()),
        End::Error(reason) => (Verdict::Error, reason.as_str()),
        End::Aborted => (Verdict::Aborted, "the run ended first"),
        End::Unsupported(reason) => (Verdict::Unsupported, reason.as_str()),
        End::Untested(reason) => (Verdict::Untested, reason.as_str()),
    };
    Judgement::plain(verdict, reason)
}

/// Which of two verdicts about one requirement stands: it passes only where nothing says more.
fn severity(verdict: Verdict) -> u8 {
    match verdict {
        // The last three are made of the others only afterwards.
        Verdict::Pass | Verdict::Warn | Verdict::Waived | Verdict::UnexpectedPass => 0,
        Verdict::Unsupported => 1,
        Verdict::Untested => 2,
        Verdict::Blocked => 3,
        Verdict::Aborted => 4,
        Verdict::Flaky => 5,
        Verdict::Fail => 6,
        Verdict::Error => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::At;
    use serde_json::json;

    fn level(name: &str) -> Level {
        serde_json::from_value(json!(name)).unwrap()
    }

    fn met(id: &str) -> Check {
        Check::met(id, None)
    }

    fn broken(id: &str) -> Check {
        Check::broken(id, Difference::new(At::Status, 1, 2), None)
    }

    fn outcome(attempts: Vec<Vec<Check>>, end: End) -> Outcome {
        Outcome {
            name: "s".to_owned(),
            attempts: attempts
                .into_iter()
                .map(|checks| Attempt { checks })
                .collect(),
            end,
        }
    }

    fn verdict(level: &str, outcomes: &[Outcome]) -> (Verdict, Option<String>) {
        let outcomes: Vec<&Outcome> = outcomes.iter().collect();
        let judgement = judge("a.b", self::level(level), &outcomes, &Waivers::default());
        (judgement.verdict, judgement.reason)
    }

    fn verdict_of(attempts: Vec<Vec<Check>>, end: End) -> Verdict {
        verdict("must", &[outcome(attempts, end)]).0
    }

    #[test]
    fn it_passes_only_if_a_check_of_it_ran() {
        assert_eq!(
            verdict_of(vec![vec![met("a.b")]], End::Passed),
            Verdict::Pass
        );
        assert_eq!(
            verdict_of(vec![vec![met("a.c")]], End::Passed),
            Verdict::Blocked
        );
        assert_eq!(verdict("must", &[]).0, Verdict::Untested);
    }

    #[test]
    fn what_was_checked_before_another_check_broke_stands() {
        let checks = vec![vec![met("a.b"), broken("a.c")]];
        assert_eq!(
            verdict_of(checks, End::Failed("a.c".to_owned())),
            Verdict::Pass
        );
        assert_eq!(
            verdict(
                "must",
                &[outcome(
                    vec![vec![broken("a.c")]],
                    End::Failed("a.c".to_owned())
                )]
            ),
            (
                Verdict::Blocked,
                Some("its scenario ended when a.c was broken".to_owned())
            )
        );
    }

    #[test]
    fn a_broken_requirement_fails_or_warns_by_its_level() {
        let outcomes = [outcome(
            vec![vec![broken("a.b")]],
            End::Failed("a.b".to_owned()),
        )];
        assert_eq!(
            verdict("must", &outcomes),
            (Verdict::Fail, Some("status: expected 1, seen 2".to_owned()))
        );
        assert_eq!(verdict("should", &outcomes).0, Verdict::Warn);
        assert_eq!(verdict("may", &outcomes).0, Verdict::Warn);
    }

    #[test]
    fn the_worst_scenario_decides() {
        let outcomes = [
            outcome(vec![vec![met("a.b")]], End::Passed),
            outcome(vec![], End::Unsupported("no such type".to_owned())),
        ];
        assert_eq!(
            verdict("must", &outcomes),
            (Verdict::Unsupported, Some("no such type".to_owned()))
        );
    }

    #[test]
    fn met_at_the_second_attempt_is_flaky() {
        let attempts = vec![vec![broken("a.b")], vec![met("a.b")]];
        assert_eq!(verdict_of(attempts, End::Passed), Verdict::Flaky);
    }

    #[test]
    fn an_attempt_that_failed_at_last_fails() {
        let attempts = vec![vec![met("a.b")], vec![met("a.b"), broken("a.b")]];
        assert_eq!(
            verdict_of(attempts, End::Failed("a.b".to_owned())),
            Verdict::Fail
        );
        // Another requirement that was broken at first says nothing about this one.
        let attempts = vec![vec![broken("a.c")], vec![met("a.b")]];
        assert_eq!(verdict_of(attempts, End::Passed), Verdict::Pass);
        let attempts = vec![vec![met("a.b")], vec![met("a.b")]];
        assert_eq!(verdict_of(attempts, End::Passed), Verdict::Pass);
    }

    #[test]
    fn a_mistake_of_the_suite_is_neither_hidden_by_a_pass_nor_hides_a_failure() {
        let end = || End::Error("no such step".to_owned());
        assert_eq!(
            verdict("must", &[outcome(vec![vec![met("a.b")]], end())]),
            (Verdict::Error, Some("no such step".to_owned()))
        );
        assert_eq!(verdict_of(vec![vec![broken("a.b")]], end()), Verdict::Fail);
    }

    #[test]
    fn a_scenario_that_checked_nothing_says_why() {
        let reason = || "why".to_owned();
        for (end, expected, why) in [
            (
                End::Passed,
                Verdict::Blocked,
                "no step of its scenario checked it",
            ),
            (End::Blocked(reason()), Verdict::Blocked, "why"),
            (End::Error(reason()), Verdict::Error, "why"),
            (End::Aborted, Verdict::Aborted, "the run ended first"),
            (End::Unsupported(reason()), Verdict::Unsupported, "why"),
            (End::Untested(reason()), Verdict::Untested, "why"),
        ] {
            let found = verdict("must", &[outcome(vec![], end)]);
            assert_eq!(found, (expected, Some(why.to_owned())));
        }
        assert_eq!(
            verdict("must", &[]).1.as_deref(),
            Some("no scenario checks it")
        );
        let not_come_to = verdict("must", &[Outcome::aborted()]);
        assert_eq!(not_come_to.0, Verdict::Aborted);
    }

    #[test]
    fn of_two_scenarios_the_worse_decides_in_either_order() {
        let reason = String::new;
        let by_severity = || {
            [
                outcome(vec![vec![met("a.b")]], End::Passed),
                outcome(vec![], End::Unsupported(reason())),
                outcome(vec![], End::Untested(reason())),
                outcome(vec![], End::Blocked(reason())),
                outcome(vec![], End::Aborted),
                outcome(vec![vec![broken("a.b")], vec![met("a.b")]], End::Passed),
                outcome(vec![vec![broken("a.b")]], End::Failed(reason())),
                outcome(vec![], End::Error(reason())),
            ]
        };
        let alone = by_severity().map(|one| verdict("must", &[one]).0);
        assert_eq!(
            alone,
            [
                Verdict::Pass,
                Verdict::Unsupported,
                Verdict::Untested,
                Verdict::Blocked,
                Verdict::Aborted,
                Verdict::Flaky,
                Verdict::Fail,
                Verdict::Error,
            ]
        );
        for (worse, expected) in alone.iter().enumerate() {
            for milder in 0..worse {
                let [a, b] = [worse, milder].map(|index| by_severity().into_iter().nth(index));
                let mut both = [a.unwrap(), b.unwrap()];
                assert_eq!(verdict("must", &both).0, *expected);
                both.reverse();
                assert_eq!(verdict("must", &both).0, *expected);
            }
        }
    }

    #[test]
    fn what_was_broken_and_the_alternative_that_was_met_are_kept() {
        let judge =
            |outcome: &Outcome| judge("a.b", level("must"), &[outcome], &Waivers::default());
        let checks = vec![broken("a.c"), broken("a.b"), met("a.b"), broken("a.b")];
        let failed = judge(&outcome(vec![checks], End::Failed("a.b".to_owned())));
        assert_eq!(failed.broken.len(), 2);
        let attempts = vec![vec![broken("a.b")], vec![met("a.b")]];
        let flaky = judge(&outcome(attempts, End::Passed));
        assert_eq!(flaky.broken.len(), 1);
        assert_eq!(
            flaky.reason.as_deref(),
            Some("met when tried again; at first status: expected 1, seen 2")
        );
        let mut second = met("a.b");
        second.alternative = Some(1);
        let passed = judge(&outcome(vec![vec![met("a.b"), second]], End::Passed));
        assert_eq!((passed.alternative, passed.reason), (Some(1), None));
    }

    #[test]
    fn a_waiver_excuses_what_is_broken_and_objects_to_what_is_met() {
        let document = json!([{"id": "a.b", "reason": "known"}]);
        let today = jiff::civil::date(2026, 5, 1);
        let waivers = Waivers::of_document(document, "lab", today, |_| true).unwrap();
        let judged = |level: &str, outcome: &Outcome| {
            let judgement = judge("a.b", self::level(level), &[outcome], &waivers);
            (judgement.verdict, judgement.reason.unwrap_or_default())
        };
        let broken = outcome(vec![vec![broken("a.b")]], End::Failed("a.b".to_owned()));
        for level in ["must", "should"] {
            assert_eq!(
                judged(level, &broken),
                (
                    Verdict::Waived,
                    "known (status: expected 1, seen 2)".to_owned()
                )
            );
        }
        let met = outcome(vec![vec![met("a.b")]], End::Passed);
        assert_eq!(
            judged("must", &met),
            (Verdict::UnexpectedPass, "waived: known".to_owned())
        );
        let error = outcome(vec![], End::Error("no such step".to_owned()));
        assert_eq!(
            judged("must", &error),
            (Verdict::Error, "no such step".to_owned())
        );
    }

    #[test]
    fn the_end_of_a_scenario_in_words() {
        let reason = || "why".to_owned();
        for (end, expected, why) in [
            (End::Passed, Verdict::Pass, None),
            (
                End::Failed("a.b".to_owned()),
                Verdict::Fail,
                Some("a.b is broken"),
            ),
            (End::Blocked(reason()), Verdict::Blocked, Some("why")),
            (End::Error(reason()), Verdict::Error, Some("why")),
            (End::Aborted, Verdict::Aborted, None),
            (
                End::Unsupported(reason()),
                Verdict::Unsupported,
                Some("why"),
            ),
            (End::Untested(reason()), Verdict::Untested, Some("why")),
        ] {
            assert_eq!(end.words(), (expected, why.map(str::to_owned)));
        }
    }
}
