//! Exit codes: one table, in order of precedence.

use heat_spec::catalogue::Level;
use serde::Serialize;

use crate::report::{RequirementResult, Summary};
use crate::verdict::Verdict;

/// A way in which the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number.
    pub number: u8,
    /// What it means.
    pub meaning: &'static str,
}

/// The target keeps all that was selected.
pub const CONFORMANT: Code = code(0, "conformant");
/// Flags, files or variables are wrong.
pub const USAGE: Code = code(2, "usage or configuration");
/// Nobody answers, or nobody lets us in.
pub const UNREACHABLE: Code = code(3, "target unreachable or authentication failed");
/// There was nothing to do.
pub const NOTHING_SELECTED: Code = code(4, "nothing selected");
/// The suite made a mistake.
pub const SUITE_ERROR: Code = code(5, "error in the suite");
/// The target breaks a must.
pub const VIOLATIONS: Code = code(1, "violations");
/// Something that the run made is still there.
pub const LEFTOVERS: Code = code(7, "left-over resources");
/// A waiver is about something that is met, or it expired.
pub const STALE_WAIVER: Code = code(8, "stale waiver");
/// Not everything that is binding was judged.
pub const INCOMPLETE: Code = code(6, "aborted or incomplete");

/// All codes but 0; where several apply, the first one counts.
pub const PRECEDENCE: [Code; 8] = [
    USAGE,
    UNREACHABLE,
    NOTHING_SELECTED,
    SUITE_ERROR,
    VIOLATIONS,
    LEFTOVERS,
    STALE_WAIVER,
    INCOMPLETE,
];

const fn code(number: u8, meaning: &'static str) -> Code {
    Code { number, meaning }
}

/// The exit codes of a run that has a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exit {
    /// The one that counts.
    pub code: u8,
    /// Its meaning.
    pub meaning: &'static str,
    /// All that apply, in order of precedence.
    pub all: Vec<u8>,
}

/// What decides about the exit code.
pub(crate) struct Facts<'a> {
    pub(crate) requirements: &'a [RequirementResult],
    pub(crate) generated: &'a Summary,
    pub(crate) n_problems: usize,
    pub(crate) n_leftovers: usize,
    pub(crate) n_expired_waivers: usize,
    pub(crate) is_interrupted: bool,
    pub(crate) allow_partial: bool,
}

impl Exit {
    /// The codes that facts call for.
    pub(crate) fn of(facts: &Facts<'_>) -> Self {
        let any = |verdict: Verdict| {
            let mut results = facts.requirements.iter();
            results.any(|result| result.verdict == verdict) || facts.generated.count(verdict) > 0
        };
        let is_must_open = facts.requirements.iter().any(|result| {
            result.level == Level::Must
                && matches!(
                    result.verdict,
                    Verdict::Untested | Verdict::Blocked | Verdict::Unsupported | Verdict::Flaky
                )
        });
        let applies = |code: &Code| match *code {
            SUITE_ERROR => facts.n_problems > 0 || any(Verdict::Error),
            VIOLATIONS => any(Verdict::Fail),
            LEFTOVERS => facts.n_leftovers > 0,
            STALE_WAIVER => any(Verdict::UnexpectedPass) || facts.n_expired_waivers > 0,
            INCOMPLETE => {
                facts.is_interrupted
                    || any(Verdict::Aborted)
                    || is_must_open && !facts.allow_partial
            }
            // These end a run before it has a report.
            _ => false,
        };
        let all: Vec<Code> = PRECEDENCE.into_iter().filter(applies).collect();
        let counts = all.first().copied().unwrap_or(CONFORMANT);
        Self {
            code: counts.number,
            meaning: counts.meaning,
            all: all.iter().map(|code| code.number).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heat_spec::catalogue::Kind;

    fn exit(results: &[(Level, Verdict)], change: impl Fn(&mut Facts<'_>)) -> Vec<u8> {
        let requirements: Vec<RequirementResult> = results
            .iter()
            .map(|(level, verdict)| RequirementResult {
                id: String::new(),
                operation: String::new(),
                level: *level,
                kind: Kind::Status,
                verdict: *verdict,
                statement: String::new(),
                sources: Vec::new(),
                checks: Vec::new(),
                reason: None,
                alternative: None,
                scenarios: Vec::new(),
                failures: Vec::new(),
            })
            .collect();
        let mut facts = Facts {
            requirements: &requirements,
            generated: &Summary::default(),
            n_problems: 0,
            n_leftovers: 0,
            n_expired_waivers: 0,
            is_interrupted: false,
            allow_partial: false,
        };
        change(&mut facts);
        Exit::of(&facts).all
    }

    #[test]
    fn all_that_applies_is_there_in_order() {
        let all = exit(
            &[
                (Level::Must, Verdict::Fail),
                (Level::Must, Verdict::Untested),
                (Level::Must, Verdict::UnexpectedPass),
            ],
            |facts| {
                facts.n_leftovers = 1;
                facts.n_problems = 1;
            },
        );
        assert_eq!(all, [5, 1, 7, 8, 6]);
    }

    #[test]
    fn only_a_must_makes_a_run_incomplete() {
        let none = |_: &mut Facts<'_>| {};
        assert_eq!(
            exit(&[(Level::Should, Verdict::Untested)], none),
            [] as [u8; 0]
        );
        assert_eq!(exit(&[(Level::Should, Verdict::Warn)], none), [] as [u8; 0]);
        assert_eq!(exit(&[(Level::Must, Verdict::Blocked)], none), [6]);
        let partial = |facts: &mut Facts<'_>| facts.allow_partial = true;
        assert_eq!(
            exit(&[(Level::Must, Verdict::Blocked)], partial),
            [] as [u8; 0]
        );
        assert_eq!(exit(&[(Level::May, Verdict::Aborted)], partial), [6]);
    }

    #[test]
    fn a_run_in_which_all_is_kept_is_conformant() {
        let kept = [
            (Level::Must, Verdict::Pass),
            (Level::Must, Verdict::Waived),
            (Level::Should, Verdict::Warn),
        ];
        assert_eq!(exit(&kept, |_| {}), [] as [u8; 0]);
    }

    #[test]
    fn each_fact_alone_calls_for_its_code() {
        let pass = [(Level::Must, Verdict::Pass)];
        assert_eq!(exit(&pass, |facts| facts.n_problems = 1), [5]);
        assert_eq!(exit(&pass, |facts| facts.n_leftovers = 1), [7]);
        assert_eq!(exit(&pass, |facts| facts.n_expired_waivers = 1), [8]);
        assert_eq!(exit(&pass, |facts| facts.is_interrupted = true), [6]);
        for (verdict, codes) in [
            (Verdict::Error, [5]),
            (Verdict::Fail, [1]),
            (Verdict::UnexpectedPass, [8]),
            (Verdict::Aborted, [6]),
            (Verdict::Untested, [6]),
            (Verdict::Blocked, [6]),
            (Verdict::Unsupported, [6]),
            (Verdict::Flaky, [6]),
        ] {
            assert_eq!(exit(&[(Level::Must, verdict)], |_| {}), codes);
        }
    }

    #[test]
    fn a_generated_requirement_counts_as_much() {
        for (verdict, codes) in [
            (Verdict::Fail, &[1][..]),
            (Verdict::Error, &[5]),
            (Verdict::UnexpectedPass, &[8]),
            (Verdict::Warn, &[]),
            // Not every status can be brought about in every run.
            (Verdict::Untested, &[]),
        ] {
            let generated = Summary::of([Verdict::Pass, verdict]);
            let facts = Facts {
                requirements: &[],
                generated: &generated,
                n_problems: 0,
                n_leftovers: 0,
                n_expired_waivers: 0,
                is_interrupted: false,
                allow_partial: false,
            };
            assert_eq!(Exit::of(&facts).all, codes);
        }
    }

    #[test]
    fn the_first_code_counts() {
        let facts = Facts {
            requirements: &[],
            generated: &Summary::of([Verdict::Fail]),
            n_problems: 1,
            n_leftovers: 0,
            n_expired_waivers: 0,
            is_interrupted: false,
            allow_partial: false,
        };
        let exit = Exit::of(&facts);
        assert_eq!((exit.code, exit.meaning), (5, "error in the suite"));
        let facts = Facts {
            generated: &Summary::default(),
            n_problems: 0,
            ..facts
        };
        let exit = Exit::of(&facts);
        assert_eq!((exit.code, exit.meaning), (0, "conformant"));
    }
}
