//! The report as JSON.

use std::path::Path;

use serde::Serialize;

use super::{ReportError, write};

/// Writes a report as one JSON document.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_json(report: &impl Serialize, path: &Path) -> Result<(), ReportError> {
    write(path, &text(report)?)
}

/// Any report as one JSON document.
pub(super) fn text(report: &impl Serialize) -> Result<String, ReportError> {
    let text = serde_json::to_string_pretty(report)
        .map_err(|error| ReportError::unmade("json", &error))?;
    Ok(format!("{text}\n"))
}
