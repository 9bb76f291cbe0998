//! Reports: what a run found, as one value that every format is made from.

mod capability;
mod console;
mod contrast_console;
mod failure;
mod json;
mod junit;
mod proof_console;
mod proof_html;
mod sum;
mod watch_console;

pub use capability::CapabilityResult;
pub use console::Console;
pub use contrast_console::contrast_text;
pub use failure::{Failure, Message};
pub use json::write_json;
pub use junit::write_junit;
pub use proof_console::ProofConsole;
pub use proof_html::write_proof_html;
pub(crate) use sum::Summing;
pub use watch_console::WatchConsole;

use std::path::Path;

use heat_spec::catalogue::{Kind, Level};
use indexmap::IndexMap;
use jiff::Timestamp;
use serde::Serialize;

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
#[derive(Debug, Default, Serialize)]
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
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is no plain pass.
    pub reason: Option<String>,
    /// Which alternative the target chose, counted from 0, where it was not the first choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<usize>,
    /// The scenarios that check it.
    pub scenarios: Vec<String>,
    /// What was broken, with the exchange that shows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failures: Vec<Failure>,
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
#[derive(Debug, Serialize)]
pub struct TargetInfo {
    /// How it was given.
    pub name: String,
    /// The endpoint of the tested project.
    pub endpoint: String,
    /// The identities that could ask.
    pub identities: Vec<String>,
}

/// By what it was judged.
#[derive(Debug, Serialize)]
pub struct CatalogueInfo {
    /// The catalogue's version.
    pub version: String,
    /// SHA-256 over the merged catalogue and the features.
    pub digest: String,
    /// The profile.
    pub profile: String,
    /// The folder whose features replaced the embedded ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified_by: Option<String>,
}

/// The run itself.
#[derive(Debug, Serialize)]
pub struct RunInfo {
    /// Its id, which is part of the names of everything that it made.
    pub id: String,
    /// When it began.
    pub started: Timestamp,
    /// How long it took.
    pub seconds: f64,
    /// How many requests it sent.
    pub requests: u64,
    /// How many connections had to be made again: trouble of the network, and no verdict.
    pub reconnects: u64,
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
    /// The suite's version.
    pub suite: &'static str,
}

/// Why a report is not there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// It cannot be written.
    #[error("cannot write {path}: {reason}")]
    Unwritable {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
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

/// Writes a report beside its place first, so that a reader never sees half of one.
fn write(path: &Path, text: &str) -> Result<(), ReportError> {
    let unwritable = |error: std::io::Error| ReportError::Unwritable {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    std::fs::write(&part, text).map_err(unwritable)?;
    std::fs::rename(&part, path).map_err(unwritable)
}
