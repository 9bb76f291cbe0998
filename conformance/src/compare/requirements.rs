//! Verdicts that differ.

use std::collections::BTreeMap;

use heat_spec::catalogue::Level;
use indexmap::IndexMap;
use serde::Serialize;

use crate::saved::{SavedReport, SavedRequirement};
use crate::verdict::Verdict;

/// A requirement with different verdicts.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct RequirementDifference {
    /// Its id.
    pub id: String,
    /// How binding it is.
    pub level: Level,
    /// What the first run says; nothing if the requirement is not in it.
    pub first: Option<Side>,
    /// What the second run says.
    pub second: Option<Side>,
}

/// What one of the runs says.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is no plain pass.
    pub reason: Option<String>,
}

/// How many verdicts are the same, by verdict, and those that are not.
pub(super) fn compare(
    first: &SavedReport,
    second: &SavedReport,
) -> (BTreeMap<&'static str, usize>, Vec<RequirementDifference>) {
    let others: IndexMap<&str, &SavedRequirement> = results(second).collect();
    let mine: IndexMap<&str, &SavedRequirement> = results(first).collect();
    let mut same = BTreeMap::new();
    let mut differences = Vec::new();
    for (id, one) in &mine {
        match others.get(id) {
            Some(other) if other.verdict == one.verdict => {
                *same.entry(one.verdict.name()).or_default() += 1;
            }
            other => differences.push(difference(id, one.level, Some(one), other.copied())),
        }
    }
    for (id, other) in others.iter().filter(|(id, _)| !mine.contains_key(*id)) {
        differences.push(difference(id, other.level, None, Some(other)));
    }
    differences.sort_by(|one, other| (one.level, &one.id).cmp(&(other.level, &other.id)));
    (same, differences)
}

fn results(report: &SavedReport) -> impl Iterator<Item = (&str, &SavedRequirement)> {
    let all = report
        .requirements
        .iter()
        .chain(&report.generated.requirements);
    all.map(|result| (result.id.as_str(), result))
}

fn difference(
    id: &str,
    level: Level,
    first: Option<&SavedRequirement>,
    second: Option<&SavedRequirement>,
) -> RequirementDifference {
    let side = |result: &SavedRequirement| Side {
        verdict: result.verdict,
        reason: result.reason.clone(),
    };
    RequirementDifference {
        id: id.to_owned(),
        level,
        first: first.map(side),
        second: second.map(side),
    }
}
