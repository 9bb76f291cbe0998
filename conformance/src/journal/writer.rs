//! The thread that writes a journal: records that arrive together are secured together.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};

use tokio::sync::oneshot;

use super::Record;

/// Why there is no journal, or a record is not in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// There is no place for it.
    #[error("neither XDG_STATE_HOME nor HOME names a folder for the journal")]
    NoFolder,
    /// It cannot be read.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// The file or folder.
        path: String,
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

/// Sends lines to the thread that owns the file.
#[derive(Debug)]
pub(super) struct Writer {
    lines: Sender<Line>,
    path: PathBuf,
}

#[derive(Debug)]
struct Line {
    text: String,
    /// Answered when the line is on disk; none for lines that nobody waits for.
    done: Option<oneshot::Sender<Result<(), String>>>,
}

impl Writer {
    pub(super) fn start(file: File, path: PathBuf, is_durable: bool) -> Result<Self, JournalError> {
        let (lines, received) = mpsc::channel();
        std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || write_all(file, &received, is_durable))
            .map_err(|error| JournalError::Unwritable {
                path: path.display().to_string(),
                reason: error.to_string(),
            })?;
        Ok(Self { lines, path })
    }

    pub(super) async fn secure(&self, record: &Record) -> Result<(), JournalError> {
        let (done, is_done) = oneshot::channel();
        self.send(record, Some(done))?;
        match is_done.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(reason)) => Err(self.unwritable(reason)),
            Err(_) => Err(self.unwritable("its writer ended".to_owned())),
        }
    }

    pub(super) fn note(&self, record: &Record) -> Result<(), JournalError> {
        self.send(record, None)
    }

    fn send(
        &self,
        record: &Record,
        done: Option<oneshot::Sender<Result<(), String>>>,
    ) -> Result<(), JournalError> {
        let text =
            serde_json::to_string(record).map_err(|error| self.unwritable(error.to_string()))?;
        self.lines
            .send(Line { text, done })
            .map_err(|_| self.unwritable("its writer ended".to_owned()))
    }

    fn unwritable(&self, reason: String) -> JournalError {
        JournalError::Unwritable {
            path: self.path.display().to_string(),
            reason,
        }
    }
}

/// Writes until nobody can send any more.
fn write_all(mut file: File, lines: &Receiver<Line>, is_durable: bool) {
    while let Ok(first) = lines.recv() {
        let batch: Vec<Line> = std::iter::once(first).chain(lines.try_iter()).collect();
        let mut text = String::new();
        for line in &batch {
            text.push_str(&line.text);
            text.push('\n');
        }
        let is_awaited = batch.iter().any(|line| line.done.is_some());
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| {
                if is_durable && is_awaited {
                    file.sync_data()
                } else {
                    Ok(())
                }
            })
            .map_err(|error| error.to_string());
        for done in batch.into_iter().filter_map(|line| line.done) {
            // A scenario that was aborted does not wait any more.
            let _ = done.send(written.clone());
        }
    }
}
