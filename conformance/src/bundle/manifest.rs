//! What a bundle says of itself.

use heat_spec::digest;
use serde::{Deserialize, Serialize};

use super::BundleError;
use crate::report::{CatalogueInfo, Report, Summary, TargetInfo};

/// The layout of bundles; another number is another layout.
pub(super) const LAYOUT: u32 = 1;

/// The contents of `manifest.json`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BundleManifest {
    /// The layout of the bundle.
    pub bundle: u32,
    /// The run's id.
    pub run: String,
    /// When it began.
    pub started: jiff::Timestamp,
    /// The version of the suite.
    pub suite: String,
    /// By what was judged.
    pub catalogue: CatalogueInfo,
    /// What was judged.
    pub target: TargetInfo,
    /// The exit code of the run.
    pub exit_code: u8,
    /// How many requirements have each verdict.
    pub summary: Summary,
    /// How the run can be repeated, in the words of whoever made the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reproduce: Option<String>,
    /// The other files, but the signature.
    pub files: Vec<BundledFile>,
}

/// A file of a bundle.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct BundledFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl BundledFile {
    pub(super) fn of(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            bytes: content.len() as u64,
            sha256: digest::of_bytes(content),
        }
    }
}

impl BundleManifest {
    pub(super) fn of(report: &Report, reproduce: Option<&str>, files: Vec<BundledFile>) -> Self {
        Self {
            bundle: LAYOUT,
            run: report.run.id.clone(),
            started: report.run.started,
            suite: report.run.suite.clone(),
            catalogue: report.catalogue.clone(),
            target: report.target.clone(),
            exit_code: report.exit.code,
            summary: report.summary.clone(),
            reproduce: reproduce.map(str::to_owned),
            files,
        }
    }

    /// The manifest as it stands in a bundle.
    pub(super) fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    pub(super) fn read(path: &str, text: &[u8]) -> Result<Self, BundleError> {
        let malformed = |reason: String| BundleError::Malformed {
            path: path.to_owned(),
            reason,
        };
        let manifest: Self = serde_json::from_slice(text)
            .map_err(|error| malformed(format!("its manifest: {error}")))?;
        if manifest.bundle != LAYOUT {
            let reason = format!("its layout is {}, and {LAYOUT} is known", manifest.bundle);
            return Err(malformed(reason));
        }
        Ok(manifest)
    }
}
