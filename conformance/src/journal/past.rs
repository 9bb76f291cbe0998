//! Journals of runs that are over: what they left behind.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{JournalError, Record, Thing};
use crate::target::EMBEDDED;

/// A run that has a journal.
#[derive(Clone, Debug)]
pub struct PastRun {
    /// Its id.
    pub id: String,
    /// When it began.
    pub started: Timestamp,
    /// The member's endpoint.
    pub endpoint: String,
    pub(crate) folder: PathBuf,
    pub(crate) left: Vec<Thing>,
}

impl PastRun {
    /// How many things it left behind, as far as its journal tells.
    pub fn n_left(&self) -> usize {
        self.left.len()
    }
}

/// The runs that have a journal, the oldest first; those on embedded targets, which are gone with
/// everything in them, are left out.
///
/// # Errors
///
/// If a journal cannot be read.
pub fn past_runs(state_folder: &Path) -> Result<Vec<PastRun>, JournalError> {
    let unreadable = |path: &Path, error: &std::io::Error| JournalError::Unreadable {
        path: path.display().to_string(),
        reason: error.to_string(),
    };
    let entries = match std::fs::read_dir(state_folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(state_folder, &error)),
    };
    let mut runs = Vec::new();
    for entry in entries {
        let folder = entry
            .map_err(|error| unreadable(state_folder, &error))?
            .path();
        let path = folder.join("journal.jsonl");
        if path.is_file() {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            runs.extend(read(&text, folder));
        }
    }
    runs.sort_by_key(|run| run.started);
    Ok(runs)
}

/// Reads a journal; a line that was cut off by a crash is not counted.
fn read(text: &str, folder: PathBuf) -> Option<PastRun> {
    let mut records = text
        .lines()
        .map_while(|line| serde_json::from_str(line).ok());
    let Some(Record::Started {
        run,
        at,
        endpoint,
        target,
        ..
    }) = records.next()
    else {
        return None;
    };
    if target == EMBEDDED {
        return None;
    }
    let mut left: Vec<Thing> = Vec::new();
    for record in records {
        match record {
            Record::Intended(thing) => left.push(thing),
            Record::Made(thing) => {
                if let Some(known) = left.iter_mut().find(|known| is_same(known, &thing)) {
                    known.id = thing.id;
                }
            }
            Record::Refused(thing) | Record::Gone(thing) => {
                if let Some(index) = left.iter().position(|known| is_same(known, &thing)) {
                    left.remove(index);
                }
            }
            Record::Started { .. } | Record::Finished { .. } => {}
        }
    }
    Some(PastRun {
        id: run,
        started: at,
        endpoint,
        folder,
        left,
    })
}

/// Whether two records are about one thing; the id comes later than the name.
fn is_same(known: &Thing, thing: &Thing) -> bool {
    known.kind == thing.kind
        && known.endpoint == thing.endpoint
        && known.name == thing.name
        && (known.id.is_none() || known.id == thing.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(lines: &[&str]) -> Vec<(String, Option<String>)> {
        let started = r#"{"event":"started","run":"r","at":"2026-01-01T00:00:00Z","pid":1,"target":"t","endpoint":"e"}"#;
        let mut text = format!("{started}\n");
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        let run = read(&text, PathBuf::new()).unwrap();
        run.left
            .into_iter()
            .map(|thing| (thing.name, thing.id))
            .collect()
    }

    #[test]
    fn what_was_intended_is_left_until_it_is_refused_or_gone() {
        let line = |event: &str, name: &str, id: &str| {
            format!(
                r#"{{"event":"{event}","kind":"stack","role":"member","endpoint":"e","name":"{name}"{id}}}"#
            )
        };
        let id = r#","id":"1""#;
        let (a, b, c) = (
            line("intended", "a", ""),
            line("intended", "b", ""),
            line("intended", "c", ""),
        );
        let refused = line("refused", "a", "");
        let made = line("made", "b", id);
        let gone = line("gone", "b", id);
        let some = |name: &str, id: Option<&str>| (name.to_owned(), id.map(str::to_owned));
        assert_eq!(
            left(&[&a, &b, &made, &refused, &c]),
            [some("b", Some("1")), some("c", None)]
        );
        assert_eq!(
            left(&[&a, &b, &made, &gone, "{\"event\":\"inte"]),
            [some("a", None)]
        );
    }
}
