//! The journal: everything that a run makes, on disk before the request that makes it leaves.

mod past;
mod record;
mod writer;

pub use past::{PastRun, past_runs};
pub(crate) use record::{Kind, Record, Thing};
pub use writer::JournalError;

use std::fs::File;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use writer::Writer;

/// The journal's name in the folder of its run.
const FILE: &str = "journal.jsonl";

/// The journal of a run that is going on.
#[derive(Debug)]
pub(crate) struct Journal {
    folder: PathBuf,
    writer: Writer,
    /// Locked as long as the run lives, so that nobody cleans up under it.
    _lock: File,
}

/// The folder that holds the journals of all runs.
///
/// `$XDG_STATE_HOME/heat-conformance`, by default `~/.local/state/heat-conformance`.
///
/// # Errors
///
/// If neither `XDG_STATE_HOME` nor `HOME` is set.
pub fn state_folder() -> Result<PathBuf, JournalError> {
    let absolute = |variable| {
        std::env::var_os(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/state")))
        .map(|path| path.join("heat-conformance"))
        .ok_or(JournalError::NoFolder)
}

impl Journal {
    /// Starts the journal of a run; a durable one survives a crash of the machine.
    pub(crate) fn start(
        state_folder: &Path,
        run: &str,
        target: &str,
        endpoint: &str,
        is_durable: bool,
    ) -> Result<Self, JournalError> {
        let folder = state_folder.join(run);
        let unwritable = |path: &Path, error: &std::io::Error| JournalError::Unwritable {
            path: path.display().to_string(),
            reason: error.to_string(),
        };
        // What a target answered is nobody else's business.
        let mut private = std::fs::DirBuilder::new();
        private.recursive(true).mode(0o700);
        private
            .create(&folder)
            .map_err(|error| unwritable(&folder, &error))?;
        let lock_path = folder.join("lock");
        let lock = File::create(&lock_path).map_err(|error| unwritable(&lock_path, &error))?;
        lock.try_lock()
            .map_err(|error| unwritable(&lock_path, &error.into()))?;
        let path = folder.join(FILE);
        let file = File::options()
            .create_new(true)
            .append(true)
            .open(&path)
            .map_err(|error| unwritable(&path, &error))?;
        let writer = Writer::start(file, path, is_durable)?;
        let journal = Self {
            folder,
            writer,
            _lock: lock,
        };
        journal.note(&Record::Started {
            run: run.to_owned(),
            at: Timestamp::now(),
            pid: std::process::id(),
            target: target.to_owned(),
            endpoint: endpoint.to_owned(),
        })?;
        Ok(journal)
    }

    /// Whether there is a journal in the folder of a run.
    pub(crate) fn is_in(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Goes on with the journal of a run that is over; nothing if the run is still alive.
    pub(crate) fn resume(folder: &Path) -> Result<Option<Self>, JournalError> {
        let unwritable = |path: &Path, error: &std::io::Error| JournalError::Unwritable {
            path: path.display().to_string(),
            reason: error.to_string(),
        };
        let lock_path = folder.join("lock");
        let lock = File::create(&lock_path).map_err(|error| unwritable(&lock_path, &error))?;
        if lock.try_lock().is_err() {
            return Ok(None);
        }
        let path = folder.join(FILE);
        let file = File::options()
            .append(true)
            .open(&path)
            .map_err(|error| unwritable(&path, &error))?;
        Ok(Some(Self {
            folder: folder.to_owned(),
            writer: Writer::start(file, path, true)?,
            _lock: lock,
        }))
    }

    /// The folder of the run, for whatever else is kept of it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Takes the journal away, where nothing that was made is left, and keeps what is beside it.
    pub(crate) fn close(&self) {
        // A file that stays is untidy, and no more than that.
        let _ = std::fs::remove_file(self.folder.join(FILE));
    }

    /// Takes the whole folder away, where nobody will ever need it.
    pub(crate) fn discard(&self) {
        // A folder that stays is untidy, and no more than that.
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    /// Writes a record and returns when it is on disk.
    pub(crate) async fn secure(&self, record: &Record) -> Result<(), JournalError> {
        self.writer.secure(record).await
    }

    /// Writes a record soon.
    pub(crate) fn note(&self, record: &Record) -> Result<(), JournalError> {
        self.writer.note(record)
    }
}
