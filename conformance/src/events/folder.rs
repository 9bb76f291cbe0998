//! Where the events of runs are kept, and for how long.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The events of so many runs are kept; one of the whole suite has some 50 MB of them.
const KEPT: usize = 10;

/// Why there are no events of a run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventsError {
    /// They cannot be written.
    #[error("cannot write {path}: {reason}")]
    Unwritable {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// They cannot be read.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// A line other than the last one is no event.
    #[error("{path}, line {line}: {reason}")]
    Malformed {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// There is no such run.
    #[error("{folder} has no events of a run `{run}`")]
    Unknown {
        /// The folder of all runs.
        folder: String,
        /// What was asked for.
        run: String,
    },
}

impl EventsError {
    pub(super) fn unwritable(path: &Path, error: &std::io::Error) -> Self {
        Self::Unwritable {
            path: path.display().to_string(),
            reason: error.to_string(),
        }
    }

    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self::Unreadable {
            path: path.display().to_string(),
            reason: error.to_string(),
        }
    }
}

/// The file of events in the folder of a run.
pub(crate) fn path_in(folder: &Path) -> PathBuf {
    folder.join("events.jsonl")
}

/// The events of a run: by its id, by the word `last`, or by the path of the file itself.
///
/// # Errors
///
/// If there are none.
pub fn past_events(state_folder: &Path, run: &str) -> Result<PathBuf, EventsError> {
    let given = PathBuf::from(run);
    if given.is_file() {
        return Ok(given);
    }
    let all = by_age(state_folder);
    let found = if run == "last" {
        all.into_iter().next()
    } else {
        let id = Path::new(run).as_os_str();
        all.into_iter()
            .find(|path| path.parent().and_then(Path::file_name) == Some(id))
    };
    found.ok_or_else(|| EventsError::Unknown {
        folder: state_folder.display().to_string(),
        run: run.to_owned(),
    })
}

/// Deletes the events of runs beyond the latest ones, unless the run is still alive.
///
/// What is beside them in a folder is the journal's, and stays as long as that needs it.
pub(crate) fn forget_old(state_folder: &Path) {
    for path in by_age(state_folder).into_iter().skip(KEPT) {
        let lock = path.with_file_name("lock");
        let is_over = File::open(lock).is_ok_and(|lock| lock.try_lock().is_ok());
        if is_over {
            // Room that is not won back is no reason to stop.
            let _ = match path
                .parent()
                .filter(|folder| !folder.join("journal.jsonl").exists())
            {
                Some(folder) => std::fs::remove_dir_all(folder),
                None => std::fs::remove_file(path),
            };
        }
    }
}

/// All files of events, the latest first.
fn by_age(state_folder: &Path) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(state_folder).into_iter().flatten();
    let mut found: Vec<(SystemTime, PathBuf)> = folders
        .filter_map(|entry| {
            let path = path_in(&entry.ok()?.path());
            let changed = std::fs::metadata(&path).ok()?.modified().ok()?;
            Some((changed, path))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_latest_runs_that_are_over_keep_their_events() {
        let state = tempfile::tempdir().unwrap();
        let mut locks = Vec::new();
        for index in 0..KEPT + 3 {
            let folder = state.path().join(format!("run{index}"));
            std::fs::create_dir(&folder).unwrap();
            let lock = File::create(folder.join("lock")).unwrap();
            if index == 1 {
                lock.lock().unwrap();
            }
            locks.push(lock);
            let events = File::create(path_in(&folder)).unwrap();
            let changed = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(index as u64);
            events.set_modified(changed).unwrap();
        }
        forget_old(state.path());
        let has = |index: usize| path_in(&state.path().join(format!("run{index}"))).exists();
        assert_eq!([0, 1, 2, 3].map(has), [false, true, false, true]);
        let last = past_events(state.path(), "last").unwrap();
        assert_eq!(last, path_in(&state.path().join("run12")));
        let unknown = past_events(state.path(), "run0").unwrap_err().to_string();
        assert!(
            unknown.ends_with("has no events of a run `run0`"),
            "{unknown}"
        );
    }
}
