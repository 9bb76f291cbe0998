//! Putting the reports of parts together, if they are all parts of one whole.

mod generated;
mod verdict;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::saved::{SavedReport, SavedRequirement};
use crate::select::Shard;
use crate::target::EMBEDDED;

/// Why reports are not the parts of one whole.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// There is nothing to put together.
    #[error("no report was given")]
    Nothing,
    /// A report is about everything already.
    #[error("run {0} is no part: it ran without --shard")]
    NoPart(String),
    /// The reports were not made by the same rules.
    #[error("the {what} of run {run} differs from that of run {first}")]
    Differs {
        /// What differs.
        what: &'static str,
        /// In which run.
        run: String,
        /// From which one.
        first: String,
    },
    /// A part is missing.
    #[error("part {0} is missing")]
    Gap(Shard),
    /// A part is there more than once.
    #[error("part {0} is there twice: runs {1} and {2}")]
    Overlap(Shard, String, String),
    /// A requirement stands in a part that it does not belong to.
    #[error("`{id}` does not belong to part {shard}, in run {run}")]
    Stray {
        /// The requirement.
        id: String,
        /// The part.
        shard: Shard,
        /// The run.
        run: String,
    },
    /// A requirement that was selected is in no part.
    #[error("`{0}` was selected and is in no part")]
    Missing(String),
    /// A requirement that was not selected is in a part.
    #[error("`{0}` is in a part and was not selected")]
    Unselected(String),
}

/// Puts the reports of all parts together.
///
/// `selected` are the requirements that the whole is about, where that is known.
///
/// # Errors
///
/// If the parts leave a gap, overlap, or were not made by the same rules.
pub fn merge(
    mut reports: Vec<SavedReport>,
    selected: Option<&BTreeSet<String>>,
) -> Result<SavedReport, MergeError> {
    prove_whole(&reports, selected)?;
    reports.sort_by_key(|report| report.run.shard.map(|shard| shard.index));
    let runs: Vec<Value> = reports
        .iter()
        .map(|report| json!({"id": report.run.id, "shard": report.run.shard.map(|one| one.index)}))
        .collect();
    let mut reports = reports.into_iter();
    let mut whole = reports.next().ok_or(MergeError::Nothing)?;
    let mut generated = vec![std::mem::take(&mut whole.generated.requirements)];
    let mut codes: BTreeSet<u8> = whole.exit.all.iter().copied().collect();
    for part in reports {
        whole.requirements.extend(part.requirements);
        generated.push(part.generated.requirements);
        codes.extend(part.exit.all);
        append_lists(&mut whole.rest, part.rest);
        add_numbers(&mut whole.run.rest, &part.run.rest);
    }
    whole
        .requirements
        .sort_by(|one, other| one.id.cmp(&other.id));
    whole.generated.requirements = generated::merge(generated);
    whole.run.shard = None;
    whole
        .run
        .rest
        .insert("merged".to_owned(), Value::Array(runs));
    verdict::conclude(&mut whole, &codes);
    Ok(whole)
}

/// Makes sure that the reports are the parts of one whole: all of them, each once, each with what
/// belongs to it.
fn prove_whole(
    reports: &[SavedReport],
    selected: Option<&BTreeSet<String>>,
) -> Result<(), MergeError> {
    let first = reports.first().ok_or(MergeError::Nothing)?;
    let mut parts: Vec<Option<&str>> = Vec::new();
    for report in reports {
        let run = &report.run;
        let shard = run
            .shard
            .ok_or_else(|| MergeError::NoPart(run.id.clone()))?;
        let checks = [
            ("catalogue", report.catalogue != first.catalogue),
            ("target", !is_same_target(&report.target, &first.target)),
            ("selection", run.selection != first.run.selection),
            ("level", run.level != first.run.level),
            (
                "number of parts",
                first.run.shard.map(|one| one.count) != Some(shard.count),
            ),
        ];
        if let Some((what, _)) = checks.into_iter().find(|(_, differs)| *differs) {
            return Err(MergeError::Differs {
                what,
                run: run.id.clone(),
                first: first.run.id.clone(),
            });
        }
        let index = usize::try_from(shard.index).unwrap_or(usize::MAX);
        parts.resize(
            usize::try_from(shard.count).unwrap_or(0).max(parts.len()),
            None,
        );
        match parts.get_mut(index.wrapping_sub(1)) {
            Some(part @ None) => *part = Some(&run.id),
            Some(Some(known)) => {
                return Err(MergeError::Overlap(
                    shard,
                    (*known).to_owned(),
                    run.id.clone(),
                ));
            }
            None => return Err(MergeError::Gap(shard)),
        }
        if let Some(stray) = stray(&report.requirements, shard) {
            return Err(MergeError::Stray {
                id: stray.to_owned(),
                shard,
                run: run.id.clone(),
            });
        }
    }
    if let Some(index) = parts.iter().position(Option::is_none) {
        return Err(MergeError::Gap(Shard {
            index: u32::try_from(index + 1).unwrap_or(u32::MAX),
            count: u32::try_from(parts.len()).unwrap_or(u32::MAX),
        }));
    }
    match selected {
        Some(selected) => prove_complete(reports, selected),
        None => Ok(()),
    }
}

/// Whether two parts judged the same target. The embedded server has another address in every run.
fn is_same_target(target: &Value, other: &Value) -> bool {
    let of = |target: &Value, key: &str| target.get(key).cloned();
    let name = of(target, "name");
    if name.as_ref().and_then(Value::as_str) == Some(EMBEDDED) {
        return of(other, "name") == name;
    }
    of(target, "endpoint") == of(other, "endpoint")
}

/// The first requirement that does not belong to a part.
fn stray(requirements: &[SavedRequirement], shard: Shard) -> Option<&str> {
    let mut ids = requirements.iter().map(|result| result.id.as_str());
    ids.find(|id| !shard.holds(id))
}

/// Makes sure that the parts hold what was selected, and nothing else.
fn prove_complete(reports: &[SavedReport], selected: &BTreeSet<String>) -> Result<(), MergeError> {
    let all = reports.iter().flat_map(|report| &report.requirements);
    let judged: BTreeSet<&String> = all.map(|result| &result.id).collect();
    if let Some(id) = selected.iter().find(|id| !judged.contains(id)) {
        return Err(MergeError::Missing(id.clone()));
    }
    match judged.into_iter().find(|id| !selected.contains(*id)) {
        Some(id) => Err(MergeError::Unselected(id.clone())),
        None => Ok(()),
    }
}

/// Puts the lists of two reports behind each other: scenarios, left-overs, problems.
fn append_lists(whole: &mut Map<String, Value>, part: Map<String, Value>) {
    for (name, value) in part {
        match (whole.get_mut(&name), value) {
            (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
            (Some(_), _) => {}
            (None, value) => drop(whole.insert(name, value)),
        }
    }
}

/// Adds up what runs count.
fn add_numbers(whole: &mut Map<String, Value>, part: &Map<String, Value>) {
    for name in ["requests", "reconnects"] {
        let n = |run: &Map<String, Value>| run.get(name).and_then(Value::as_u64).unwrap_or(0);
        let sum = n(whole) + n(part);
        whole.insert(name.to_owned(), sum.into());
    }
    let seconds = |run: &Map<String, Value>| run.get("seconds").and_then(Value::as_f64);
    // Parts run beside each other.
    let longest = seconds(whole)
        .into_iter()
        .chain(seconds(part))
        .fold(0.0, f64::max);
    whole.insert("seconds".to_owned(), longest.into());
}

#[cfg(test)]
mod tests;
