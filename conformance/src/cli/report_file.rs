//! Files for reports: `--report FORMAT=PATH`.

use std::path::{Path, PathBuf};

use super::Failure;

/// Reads FORMAT=PATH, the formats having these names.
pub(super) fn report_target<F: Copy>(
    text: &str,
    formats: &[(&str, F)],
) -> Result<(F, PathBuf), String> {
    let (name, path) = text
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .ok_or_else(|| "expected FORMAT=PATH".to_owned())?;
    if let Some((_, format)) = formats.iter().find(|(known, _)| *known == name) {
        return Ok((*format, PathBuf::from(path)));
    }
    let known: Vec<&str> = formats.iter().map(|(known, _)| *known).collect();
    Err(format!("`{name}` is neither {}", known.join(" nor ")))
}

/// Finds out before a run of hours that its report cannot be written.
pub(super) fn check_writable(path: &Path) -> Result<(), Failure> {
    // A pipe is written to as it is, and only once.
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return Ok(());
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let is_folder = path.is_dir();
    let created = std::fs::File::create(&part);
    let _ = std::fs::remove_file(&part);
    match created {
        Ok(_) if !is_folder => Ok(()),
        Ok(_) => Err(Failure::usage(&format!("{} is a folder", path.display()))),
        Err(error) => Err(Failure::usage(&format!(
            "cannot write {}: {error}",
            path.display()
        ))),
    }
}
