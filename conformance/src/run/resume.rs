//! Going on with a run that ended too early: what it found out is told again, and not played again.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::state::Run;
use crate::events::{EventsError, History, each_event};
use crate::verdict::End;

/// The run that ended too early.
#[derive(Debug)]
pub(super) struct Past {
    /// Its id.
    pub(super) run: String,
    /// The scenarios that came to their end, by number.
    pub(super) played: HashSet<usize>,
    path: PathBuf,
    /// The highest number of an exchange.
    n_sent: u64,
}

impl Past {
    /// Reads which of its scenarios came to their end.
    pub(super) fn read(path: &Path) -> Result<Self, EventsError> {
        let history = History::read(path)?;
        let finished = history.courses.iter().filter(|(number, course)| {
            **number > 0 && course.is_finished && *course.end() != End::Aborted
        });
        Ok(Self {
            played: finished.map(|(number, _)| *number).collect(),
            run: history.started.run,
            path: path.to_owned(),
            n_sent: history.exchanges.keys().last().copied().unwrap_or(0),
        })
    }

    /// Tells again what happened in these scenarios, so that reports need the new events only.
    pub(super) fn retell(&self, run: &Run) -> Result<(), EventsError> {
        run.client.count_from(self.n_sent);
        each_event(&self.path, &mut |event| {
            if event
                .scenario()
                .is_some_and(|number| self.played.contains(&number))
            {
                run.events.tell(|| event);
            }
            Ok(())
        })
    }
}
