//! Reports of earlier runs, read back from their JSON.
//!
//! Only what others look at is typed; the rest is kept as it is, so that reports of newer releases
//! can be read, and lose nothing when they are merged.

use std::path::Path;

use heat_spec::catalogue::Level;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::select::Shard;
use crate::verdict::Verdict;

/// A report as `--report json=PATH` writes it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SavedReport {
    /// The hand-written requirements.
    pub requirements: Vec<SavedRequirement>,
    /// The generated ones.
    pub generated: SavedGenerated,
    /// What was judged.
    pub target: Value,
    /// By what.
    pub catalogue: SavedCatalogue,
    /// The run.
    pub run: SavedRun,
    /// The exit codes.
    pub exit: SavedExit,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A requirement with its verdict.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SavedRequirement {
    /// Its id.
    pub id: String,
    /// Its operation.
    pub operation: String,
    /// How binding it is.
    pub level: Level,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is no plain pass.
    #[serde(default)]
    pub reason: Option<String>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The generated requirements.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SavedGenerated {
    /// All of them.
    pub requirements: Vec<SavedRequirement>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// By what it was judged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct SavedCatalogue {
    /// The catalogue's version.
    pub version: String,
    /// Its digest.
    pub digest: String,
    /// The profile.
    pub profile: String,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The run.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SavedRun {
    /// Its id.
    pub id: String,
    /// The selection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<String>,
    /// The least binding level that counted.
    pub level: Level,
    /// Which part of everything it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Everything else.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The exit codes.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SavedExit {
    /// The one that counts.
    pub code: u8,
    /// Its meaning.
    pub meaning: String,
    /// All that apply.
    pub all: Vec<u8>,
}

/// Why a report cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{path} is no report of a run: {reason}")]
pub struct SavedReportError {
    path: String,
    reason: String,
}

impl SavedReport {
    /// Reads a report.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is no JSON report of a run.
    pub fn read(path: &Path) -> Result<Self, SavedReportError> {
        let unreadable = |reason: &dyn std::fmt::Display| SavedReportError {
            path: path.display().to_string(),
            reason: reason.to_string(),
        };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
        serde_json::from_str(&text).map_err(|error| unreadable(&error))
    }

    /// The requirements, hand-written and generated, that were not found to be kept.
    pub fn failed(&self) -> impl Iterator<Item = &str> {
        let all = self.requirements.iter().chain(&self.generated.requirements);
        let failed = all.filter(|result| {
            matches!(
                result.verdict,
                Verdict::Fail
                    | Verdict::Error
                    | Verdict::Flaky
                    | Verdict::Blocked
                    | Verdict::Aborted
            )
        });
        failed.map(|result| result.id.as_str())
    }
}
