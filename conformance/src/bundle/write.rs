//! Making a bundle of a run.

use std::path::Path;

use super::archive::{self, Files, failed};
use super::{
    BundleError, BundleKey, BundleManifest, BundledFile, EVENTS, MANIFEST, REPORTS, SIGNATURE,
};
use crate::events::History;
use crate::report::{Rendering, Report};

/// Writes the bundle of a run to a file.
///
/// # Errors
///
/// If the events cannot be read, a report cannot be made, the key does not sign, or the file cannot
/// be written.
pub fn write_bundle(
    events: &Path,
    reproduce: Option<&str>,
    key: Option<&BundleKey>,
    path: &Path,
) -> Result<BundleManifest, BundleError> {
    let evidence = std::fs::read(events).map_err(|error| failed("read", events, &error))?;
    let history = History::of_events(events, evidence.as_slice())?;
    let report = Report::of(&history);
    let mut files = reports_of(&report, &history)?;
    files.insert(EVENTS.to_owned(), evidence);
    let listed = files
        .iter()
        .map(|(name, content)| BundledFile::of(name, content));
    let manifest = BundleManifest::of(&report, reproduce, listed.collect());
    let text = manifest.text();
    if let Some(key) = key {
        let signature = key.sign(text.as_bytes())?;
        files.insert(SIGNATURE.to_owned(), signature.into_bytes());
    }
    files.insert(MANIFEST.to_owned(), text.into_bytes());
    let started = u64::try_from(manifest.started.as_second()).unwrap_or_default();
    archive::pack(path, &files, started)?;
    Ok(manifest)
}

/// The reports that events give.
pub(super) fn reports_of(report: &Report, history: &History) -> Result<Files, BundleError> {
    let rendering = Rendering {
        report,
        history,
        comparison: None,
    };
    let mut files = Files::new();
    for (name, format) in REPORTS {
        files.insert(name.to_owned(), rendering.text(format)?.into_bytes());
    }
    Ok(files)
}
