//! Reports: what a run found, as one value that every format is made from.

mod badge;
mod capability;
mod comparison;
mod console;
mod contrast_console;
mod failure;
mod format;
mod har;
mod html;
mod json;
mod junit;
mod markdown;
mod operation;
mod proof_console;
mod proof_html;
mod standard_output;
mod sum;
mod watch_console;

pub use capability::CapabilityResult;
mod transcript;

pub use comparison::{Change, Comparison};
pub use console::Console;
pub use contrast_console::contrast_text;
pub use failure::{Failure, Message};
pub use format::{Format, Rendering};
pub use json::write_json;
pub use operation::{OperationResult, Percentiles};
pub use proof_console::ProofConsole;
pub use proof_html::write_proof_html;
pub use standard_output::{StandardOutput, lost_output};
pub use transcript::transcript;
pub use watch_console::WatchConsole;

use std::path::Path;

use heat_spec::catalogue::{Kind, Level};
use indexmap::IndexMap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::check::{Check, Difference};
use crate::exit::Exit;
use crate::run::Leftover;
use crate::select::Shard;
use crate::verdict::Verdict;

/// What a run found.
#[derive(Debug, Serialize)]
pub struct Report {
    /// How many hand-written requirements have each verdict.
    pub summary: Summary,
    /// The hand-written requirements that were selected.
    pub requirements: Vec<RequirementResult>,
    /// The generated requirements, counted apart.
    pub generated: GeneratedResults,
    /// What the profile's guideline asks for, if it is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<CapabilityResult>,
    /// The scenarios that were played, or could not be.
    pub scenarios: Vec<ScenarioResult>,
    /// The operations that were asked for, with the times of their answers.
    pub operations: Vec<OperationResult>,
    /// What was judged.
    pub target: TargetInfo,
    /// By what.
    pub catalogue: CatalogueInfo,
    /// The run itself.
    pub run: RunInfo,
    /// Mistakes of the suite.
    pub problems: Vec<String>,
    /// What the run made and could not delete.
    pub leftovers: Vec<Leftover>,
    /// Waivers that no longer count, by requirement.
    pub expired_waivers: Vec<String>,
    /// The exit codes that apply.
    pub exit: Exit,
}

/// Numbers of verdicts; every verdict is there.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Summary(pub IndexMap<Verdict, usize>);

/// A requirement with its verdict.
#[derive(Debug, Serialize)]
pub struct RequirementResult {
    /// Its id.
    pub id: String,
    /// Its operation's id.
    pub operation: String,
    /// How binding it is.
    pub level: Level,
    /// What kind of property it is.
    pub kind: Kind,
    /// What is promised.
    pub statement: String,
    /// Who says so: document and section.
    pub sources: Vec<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is no plain pass.
    pub reason: Option<String>,
    /// Which alternative the target chose, counted from 0, where it was not the first choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<usize>,
    /// The scenarios that check it.
    pub scenarios: Vec<String>,
    /// The times that it was looked at, met or not; of a generated one those that broke it, and the
    /// first that met it.
    pub checks: Vec<CheckResult>,
    /// What was broken, with the exchange that shows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
}

/// One look at a requirement.
#[derive(Debug, Serialize)]
pub struct CheckResult {
    /// Whether it was met.
    pub is_met: bool,
    /// The exchange that shows it, by its number in the events and in the HAR file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<u64>,
    /// What differs.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
}

impl CheckResult {
    pub(crate) fn of(check: &Check) -> Self {
        Self {
            is_met: check.is_met(),
            exchange: check.exchange.as_ref().map(|exchange| exchange.number),
            difference: check.difference.clone(),
        }
    }
}

/// The generated requirements.
#[derive(Debug, Serialize)]
pub struct GeneratedResults {
    /// How many have each verdict.
    pub summary: Summary,
    /// All of them.
    pub requirements: Vec<RequirementResult>,
}

/// A scenario with what came of it.
#[derive(Debug, Serialize)]
pub struct ScenarioResult {
    /// Its number, which events name it by.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// The file that it stands in.
    pub feature: String,
    /// The line.
    pub line: usize,
    /// What came of it.
    pub verdict: Verdict,
    /// Why it is no plain pass.
    pub reason: Option<String>,
    /// The step that ended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// How long it took.
    pub seconds: f64,
    /// How many requests it sent, set-up and clean-up included.
    pub requests: u64,
}

/// What was judged.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct TargetInfo {
    /// How it was given.
    pub name: String,
    /// The endpoint of the tested project.
    pub endpoint: String,
    /// The identities that could ask.
    pub identities: Vec<String>,
}

/// By what it was judged.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct CatalogueInfo {
    /// The catalogue's version.
    pub version: String,
    /// SHA-256 over the merged catalogue and the features.
    pub digest: String,
    /// The profile.
    pub profile: String,
    /// The folder whose features replaced the embedded ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified_by: Option<String>,
}

/// The run itself.
#[derive(Debug, Serialize)]
pub struct RunInfo {
    /// Its id, which is part of the names of everything that it made.
    pub id: String,
    /// The run that it goes on with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resumes: Option<String>,
    /// When it began.
    pub started: Timestamp,
    /// How long it took.
    pub seconds: f64,
    /// How many requests it sent.
    pub requests: u64,
    /// How many requests a requirement takes, in the median; those of a scenario, set-up and
    /// clean-up included, are shared among the requirements that it checks.
    pub requests_per_requirement: f64,
    /// How many connections had to be made again: trouble of the network, and no verdict.
    pub reconnects: u64,
    /// How long it took to write an exchange down and to check it, in the median, in microseconds.
    pub overhead_us: u64,
    /// How long it took to write an exchange to the file of events, which is done beside the run.
    pub writing_us: u64,
    /// What random choices started from.
    pub seed: u64,
    /// The selection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection: Option<String>,
    /// The least binding level that counted.
    pub level: Level,
    /// Which part of everything it was, for `merge`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Whether it was interrupted.
    pub is_interrupted: bool,
    /// Whether it came to its end; if not, it was killed.
    pub is_finished: bool,
    /// The suite's version.
    pub suite: String,
}

/// Why a report is not there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// What was found cannot be put into the format.
    #[error("cannot make the {format} report: {reason}")]
    Unmade {
        /// The format.
        format: &'static str,
        /// Why not.
        reason: String,
    },
    /// It cannot be written.
    #[error("cannot write {path}: {reason}")]
    Unwritable {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
}

impl ReportError {
    fn unmade(format: &'static str, reason: &dyn std::fmt::Display) -> Self {
        Self::Unmade {
            format,
            reason: reason.to_string(),
        }
    }
}

impl Summary {
    /// Counts verdicts.
    pub(crate) fn of(verdicts: impl IntoIterator<Item = Verdict>) -> Self {
        let mut counts: IndexMap<Verdict, usize> = Verdict::ALL
            .into_iter()
            .map(|verdict| (verdict, 0))
            .collect();
        for verdict in verdicts {
            *counts.entry(verdict).or_default() += 1;
        }
        Self(counts)
    }

    /// How many have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.0.get(&verdict).copied().unwrap_or(0)
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }
}

/// Writes a report beside its place first, so that a reader never sees half of one; a link stays a
/// link, and what is no file, like a pipe, is written to.
fn write(path: &Path, text: &str) -> Result<(), ReportError> {
    let unwritable = |error: std::io::Error| ReportError::Unwritable {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return std::fs::write(path, text).map_err(unwritable);
    }
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    std::fs::write(&part, text).map_err(unwritable)?;
    std::fs::rename(&part, path).map_err(unwritable)
}
