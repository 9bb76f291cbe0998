//! The gate over requirements: each of them has to catch a violation, or a list says why it cannot.

use std::collections::HashSet;

use heat_spec::Catalogue;
use heat_spec::catalogue::Level;
use serde::Serialize;

use super::finding::{Fate, Finding};
use super::reviewed::{Reviewed, ReviewedError, UNBROKEN};

/// What a whole run says about requirements that are must or should.
#[derive(Debug, Default, Serialize)]
pub struct Idle {
    /// Those that caught nothing, in the order of the catalogue.
    pub kills_nothing: Vec<String>,
    /// The entries of `violations/unbroken.yaml` whose requirements all caught something.
    pub stale: Vec<String>,
}

impl Idle {
    pub(super) fn of(catalogue: &Catalogue, unbroken: &[Reviewed], findings: &[Finding]) -> Self {
        let killers: HashSet<&str> = findings.iter().flat_map(killers).collect();
        judge(&concerned(catalogue), unbroken, &killers)
    }

    /// Whether the gate is shut.
    pub fn is_any(&self) -> bool {
        !self.kills_nothing.is_empty() || !self.stale.is_empty()
    }
}

/// The list of requirements that catch nothing.
pub(super) fn unbroken(catalogue: &Catalogue) -> Result<Vec<Reviewed>, ReviewedError> {
    let entries = UNBROKEN.read()?;
    UNBROKEN.check(&entries, &concerned(catalogue).iter().map(String::as_str))?;
    Ok(entries)
}

/// The requirements that are must or should, hand-written and generated.
fn concerned(catalogue: &Catalogue) -> Vec<String> {
    let own = catalogue.requirements.values();
    let own = own.map(|one| (one.id.clone(), one.level));
    let generated = catalogue.generated().map(|one| (one.id, one.level));
    own.chain(generated)
        .filter(|(_, level)| *level <= Level::Should)
        .map(|(id, _)| id)
        .collect()
}

fn killers(finding: &Finding) -> impl Iterator<Item = &str> {
    let by = match &finding.fate {
        Fate::Killed { by, .. } => by.as_slice(),
        Fate::Survived { .. } | Fate::Equivalent { .. } => &[],
    };
    by.iter().map(String::as_str)
}

fn judge(concerned: &[String], unbroken: &[Reviewed], killers: &HashSet<&str>) -> Idle {
    let idle: Vec<&String> = concerned
        .iter()
        .filter(|id| !killers.contains(id.as_str()))
        .collect();
    let is_listed = |id: &str| unbroken.iter().any(|entry| entry.is_about(id));
    let is_stale = |entry: &&Reviewed| !idle.iter().any(|id| entry.is_about(id));
    Idle {
        kills_nothing: idle
            .iter()
            .filter(|id| !is_listed(id))
            .map(|id| (*id).clone())
            .collect(),
        stale: unbroken
            .iter()
            .filter(is_stale)
            .map(|entry| entry.id.clone())
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_catches_nothing_is_found_unless_it_is_listed_and_what_does_is_not_listed() {
        let concerned: Vec<String> = ["a.one", "a.two", "b.one", "b.two"]
            .map(str::to_owned)
            .into();
        let entry = |id: &str| Reviewed {
            id: id.to_owned(),
            reason: "it is so".to_owned(),
        };
        let unbroken = [entry("a.*"), entry("b.two")];
        let killers = HashSet::from(["a.one", "b.two"]);
        let Idle {
            kills_nothing,
            stale,
        } = judge(&concerned, &unbroken, &killers);
        assert_eq!(kills_nothing, ["b.one"]);
        assert_eq!(stale, ["b.two"]);
    }

    #[test]
    fn the_list_is_about_requirements_that_are_there() {
        let catalogue = Catalogue::load("upstream").unwrap();
        unbroken(&catalogue).unwrap();
    }
}
