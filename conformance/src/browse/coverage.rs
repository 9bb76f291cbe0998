//! What of the catalogue a run reached: operations, their statuses, their requirements.

use std::collections::HashMap;
use std::fmt::Write as _;

use heat_spec::Catalogue;
use heat_spec::catalogue::Level;
use serde::Serialize;

use crate::report::CapabilityResult;
use crate::saved::SavedReport;
use crate::verdict::Verdict;

/// What of the catalogue a run reached.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// By operation, in the catalogue's order.
    pub operations: Vec<CoveredOperation>,
    /// What the profile's guideline asks for, if it is one.
    pub capabilities: Vec<CapabilityResult>,
}

/// What of an operation a run reached.
#[derive(Debug, Serialize)]
pub struct CoveredOperation {
    /// Its id.
    pub id: String,
    /// Its documented statuses, with what exchanges say of them.
    pub statuses: Vec<CoveredStatus>,
    /// Its hand-written requirements.
    pub requirements: Judged,
    /// Those of them that bind.
    pub musts: Judged,
}

/// A documented status.
#[derive(Debug, Serialize)]
pub struct CoveredStatus {
    /// The status.
    pub status: u16,
    /// What exchanges say of it.
    pub verdict: Verdict,
}

/// How many requirements there are, and what became of them.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Judged {
    /// All.
    pub all: usize,
    /// Those that were looked at.
    pub looked_at: usize,
    /// Those that passed.
    pub passed: usize,
}

/// What of a catalogue the run of a report reached.
pub fn coverage(catalogue: &Catalogue, report: &SavedReport) -> Coverage {
    let written = report.requirements.iter();
    let generated = report.generated.requirements.iter();
    let verdicts: HashMap<&str, Verdict> = written
        .chain(generated)
        .map(|result| (result.id.as_str(), result.verdict))
        .collect();
    let verdict = |id: &str| verdicts.get(id).copied().unwrap_or(Verdict::Untested);
    let operations = catalogue.operations.values().map(|operation| {
        let documented = operation
            .responses
            .iter()
            .filter(|(_, response)| !response.failure);
        let statuses = documented.map(|(status, response)| CoveredStatus {
            status: *status,
            verdict: verdict(&format!(
                "{}.{}.status",
                operation.id,
                response.upstream_status.unwrap_or(*status)
            )),
        });
        let own = || {
            let all = catalogue.requirements.values();
            all.filter(|requirement| requirement.operation == operation.id)
        };
        let judged = |level: Level| {
            let chosen = own().filter(move |requirement| requirement.level <= level);
            Judged::of(chosen.map(|requirement| verdict(&requirement.id)))
        };
        CoveredOperation {
            id: operation.id.clone(),
            statuses: statuses.collect(),
            requirements: judged(Level::May),
            musts: judged(Level::Must),
        }
    });
    let capabilities = catalogue.capabilities.iter().map(|capability| {
        let own = capability.requirements.iter();
        let own = own.filter_map(|id| Some((id.as_str(), *verdicts.get(id.as_str())?)));
        CapabilityResult::of(&capability.id, own)
    });
    Coverage {
        operations: operations.collect(),
        capabilities: capabilities.collect(),
    }
}

impl Judged {
    fn of(verdicts: impl Iterator<Item = Verdict>) -> Self {
        verdicts.fold(Self::default(), |sum, verdict| Self {
            all: sum.all + 1,
            looked_at: sum.looked_at + usize::from(is_looked_at(verdict)),
            passed: sum.passed + usize::from(verdict == Verdict::Pass),
        })
    }

    fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            looked_at: self.looked_at + other.looked_at,
            passed: self.passed + other.passed,
        }
    }
}

fn is_looked_at(verdict: Verdict) -> bool {
    !matches!(
        verdict,
        Verdict::Untested | Verdict::Unsupported | Verdict::Blocked | Verdict::Aborted
    )
}

/// The coverage for people: a line for each operation, then totals.
pub fn coverage_text(coverage: &Coverage) -> String {
    let mut text = String::new();
    let (mut musts, mut requirements) = (Judged::default(), Judged::default());
    let (mut n_statuses, mut n_reached, mut n_operations) = (0, 0, 0);
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{:30} {:>9} {:>9}  statuses",
        "operation", "musts", "all"
    );
    for operation in &coverage.operations {
        let statuses: Vec<String> = operation.statuses.iter().map(shown).collect();
        let _ = writeln!(
            text,
            "{:30} {:>9} {:>9}  {}",
            operation.id,
            share(operation.musts),
            share(operation.requirements),
            statuses.join(" ")
        );
        musts = musts.plus(operation.musts);
        requirements = requirements.plus(operation.requirements);
        let reached = operation
            .statuses
            .iter()
            .filter(|one| is_looked_at(one.verdict))
            .count();
        n_statuses += operation.statuses.len();
        n_reached += reached;
        n_operations += usize::from(reached > 0);
    }
    for capability in &coverage.capabilities {
        let _ = writeln!(
            text,
            "capability {:32} {:<11} {} of {}{}",
            capability.id,
            capability.verdict,
            capability.passed,
            capability.requirements.len(),
            capability
                .reason
                .as_deref()
                .map_or_else(String::new, |reason| format!(" ({reason})"))
        );
    }
    let _ = writeln!(
        text,
        "{n_operations} of {} operations, {n_reached} of {n_statuses} statuses; musts: {} of {} \
         looked at, {} passed; requirements: {} of {} looked at, {} passed",
        coverage.operations.len(),
        musts.looked_at,
        musts.all,
        musts.passed,
        requirements.looked_at,
        requirements.all,
        requirements.passed
    );
    text
}

fn share(judged: Judged) -> String {
    format!("{}/{}", judged.passed, judged.all)
}

/// A status, marked where it was broken (`!`), seen (nothing) or not seen (`-`).
fn shown(one: &CoveredStatus) -> String {
    match one.verdict {
        Verdict::Pass => one.status.to_string(),
        verdict if is_looked_at(verdict) => format!("!{}", one.status),
        _ => format!("-{}", one.status),
    }
}
