//! What exchanges say about the generated requirements: each status of each operation, with its
//! headers and its body.

use heat_spec::catalogue::Level;
use indexmap::IndexMap;

use super::judge::Judgement;
use super::{Verdict, Waivers};
use crate::check::Check;

/// What all exchanges of a run say about the generated requirements.
#[derive(Debug, Default)]
pub(crate) struct Tally(IndexMap<String, Count>);

#[derive(Debug, Default)]
struct Count {
    n_met: u64,
    first_met: Option<Check>,
    broken: Vec<Check>,
}

impl Tally {
    /// Counts a check.
    pub(crate) fn add(&mut self, check: Check) {
        let count = self.0.entry(check.requirement.clone()).or_default();
        if check.is_met() {
            count.n_met += 1;
            count.first_met.get_or_insert(check);
        } else {
            count.broken.push(check);
        }
    }

    /// The requirements that are broken.
    pub(crate) fn broken(&self) -> impl Iterator<Item = &str> {
        let broken = self.0.iter().filter(|(_, count)| !count.broken.is_empty());
        broken.map(|(id, _)| id.as_str())
    }

    /// Judges a generated requirement.
    pub(crate) fn judge(&self, id: &str, level: Level, waivers: &Waivers) -> Judgement {
        let judgement = match self.0.get(id) {
            None => Judgement::plain(Verdict::Untested, "no exchange was answered in this way"),
            Some(count) => count.judge(),
        };
        judgement.at_level(level).with_waiver(waivers.of(id))
    }

    /// The checks of a requirement that reports show: all that broke it, and the first that did not.
    pub(crate) fn shown(&self, id: &str) -> impl Iterator<Item = &Check> {
        let count = self.0.get(id).into_iter();
        count.flat_map(|count| count.broken.iter().chain(&count.first_met))
    }
}

impl Count {
    fn judge(&self) -> Judgement {
        let first = self.broken.first();
        let Some(difference) = first.and_then(|check| check.difference.as_ref()) else {
            return Judgement::pass(None);
        };
        let n_broken = self.broken.len() as u64;
        let reason = format!(
            "{difference} ({n_broken} of {} exchanges)",
            n_broken + self.n_met
        );
        Judgement {
            broken: self.broken.clone(),
            ..Judgement::plain(Verdict::Fail, &reason)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{At, Difference};

    const ID: &str = "stacks.create.201.status";

    fn tally(checks: &[(&str, bool)]) -> Tally {
        let mut tally = Tally::default();
        for (id, is_met) in checks {
            tally.add(if *is_met {
                Check::met(id, None)
            } else {
                Check::broken(id, Difference::new(At::Status, 201, 202), None)
            });
        }
        tally
    }

    fn judged(level: Level, checks: &[(&str, bool)]) -> (Verdict, String) {
        let judgement = tally(checks).judge(ID, level, &Waivers::default());
        assert_eq!(
            judgement.broken.len(),
            checks.iter().filter(|check| **check == (ID, false)).count()
        );
        (judgement.verdict, judgement.reason.unwrap_or_default())
    }

    #[test]
    fn reports_show_what_broke_it_and_the_first_that_did_not() {
        let checks = [
            (ID, true),
            (ID, false),
            ("other", false),
            (ID, true),
            (ID, false),
        ];
        let tally = tally(&checks);
        let met: Vec<bool> = tally.shown(ID).map(Check::is_met).collect();
        assert_eq!(met, [false, false, true]);
        assert!(tally.shown(ID).all(|check| check.requirement == ID));
        assert_eq!(tally.shown("none").count(), 0);
    }

    #[test]
    fn one_broken_exchange_of_many_breaks_it() {
        assert_eq!(
            judged(Level::Must, &[(ID, true), (ID, false), (ID, true)]),
            (
                Verdict::Fail,
                "status: expected 201, seen 202 (1 of 3 exchanges)".to_owned()
            )
        );
        assert_eq!(judged(Level::Should, &[(ID, false)]).0, Verdict::Warn);
        assert_eq!(
            judged(
                Level::Must,
                &[(ID, true), ("stacks.create.201.body", false)]
            ),
            (Verdict::Pass, String::new())
        );
        assert_eq!(judged(Level::Must, &[]).0, Verdict::Untested);
    }

    #[test]
    fn the_broken_ones_are_named_once_each() {
        let tally = tally(&[
            ("a", true),
            ("b", false),
            ("a", false),
            ("b", false),
            ("c", true),
        ]);
        assert_eq!(tally.broken().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn a_waiver_excuses_it() {
        let document = serde_json::json!([{"id": ID, "reason": "known"}]);
        let today = jiff::civil::date(2026, 5, 1);
        let waivers = Waivers::of_document(document, "lab", today, |_| true).unwrap();
        let judgement = tally(&[(ID, false)]).judge(ID, Level::Must, &waivers);
        assert_eq!(judgement.verdict, Verdict::Waived);
        // Nothing is broken, which tells something only if everything was played.
        let judgement = tally(&[(ID, true)]).judge(ID, Level::Must, &waivers);
        assert_eq!(judgement.verdict, Verdict::UnexpectedPass);
        assert_eq!(judgement.of_a_part().verdict, Verdict::Pass);
    }
}
