//! What exchanges say about the generated requirements: each status of each operation, with its
//! headers and its body.

use heat_spec::catalogue::GeneratedRequirement;
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
    broken: Vec<Check>,
}

impl Tally {
    /// Counts a check.
    pub(crate) fn add(&mut self, check: Check) {
        let count = self.0.entry(check.requirement.clone()).or_default();
        if check.is_met() {
            count.n_met += 1;
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
    pub(crate) fn judge(&self, requirement: &GeneratedRequirement, waivers: &Waivers) -> Judgement {
        let judgement = match self.0.get(&requirement.id) {
            None => Judgement::plain(Verdict::Untested, "no exchange was answered in this way"),
            Some(count) => count.judge(),
        };
        judgement
            .at_level(requirement.level)
            .with_waiver(waivers.of(&requirement.id))
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
