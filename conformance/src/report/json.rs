//! The report as JSON.

use std::path::Path;

use serde::Serialize;

use super::{ReportError, write};

/// Writes the report as one JSON document.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_json(report: &impl Serialize, path: &Path) -> Result<(), ReportError> {
    let text = serde_json::to_string_pretty(report).map_err(|error| ReportError::Unwritable {
        path: path.display().to_string(),
        reason: error.to_string(),
    })?;
    write(path, &format!("{text}\n"))
}
