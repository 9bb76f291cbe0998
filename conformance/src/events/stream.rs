//! The thread that writes events, so that the run itself waits neither for JSON nor for the disk.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::redaction::Hidden;
use super::{Event, EventsError};

/// Where a run tells what happens; nowhere, for runs that nobody reports on.
#[derive(Debug, Default)]
pub(crate) struct Events(Option<Stream>);

#[derive(Debug)]
struct Stream {
    told: Sender<Told>,
    path: PathBuf,
}

#[derive(Debug)]
enum Told {
    Event(Event),
    /// Answered when everything before it is in the file.
    End(oneshot::Sender<Result<(), String>>),
}

impl Events {
    /// Starts a file of events.
    pub(crate) fn start(path: &Path) -> Result<Self, EventsError> {
        let unwritable = |error: &std::io::Error| EventsError::unwritable(path, error);
        let file = File::options()
            .create_new(true)
            .append(true)
            .open(path)
            .map_err(|error| unwritable(&error))?;
        let (told, received) = mpsc::channel();
        std::thread::Builder::new()
            .name("events".to_owned())
            .spawn(move || Writer::new(file).write_all(&received))
            .map_err(|error| unwritable(&error))?;
        let path = path.to_owned();
        Ok(Self(Some(Stream { told, path })))
    }

    /// Tells an event, which is only made if anybody listens.
    pub(crate) fn tell(&self, event: impl FnOnce() -> Event) {
        if let Some(stream) = &self.0 {
            // A writer that is gone says why at the end.
            let _ = stream.told.send(Told::Event(event()));
        }
    }

    /// Waits until everything that was told is in the file.
    pub(crate) async fn finish(&self) -> Result<(), EventsError> {
        let Some(stream) = &self.0 else {
            return Ok(());
        };
        let (done, is_done) = oneshot::channel();
        let written = match stream.told.send(Told::End(done)) {
            Ok(()) => is_done.await.ok(),
            Err(_) => None,
        };
        let written = written.unwrap_or_else(|| Err("its writer ended".to_owned()));
        written.map_err(|reason| EventsError::Unwritable {
            path: stream.path.display().to_string(),
            reason,
        })
    }
}

struct Writer {
    file: File,
    hidden: Hidden,
    /// How long it took to write exchanges, and how many there were.
    spent: (Duration, u32),
    trouble: Option<String>,
}

impl Writer {
    fn new(file: File) -> Self {
        Self {
            file,
            hidden: Hidden::default(),
            spent: (Duration::ZERO, 0),
            trouble: None,
        }
    }

    /// Writes until nobody can tell anything more.
    ///
    /// What arrives together is written together, and nothing is held back: what was told before a
    /// crash of the process is in the file.
    fn write_all(&mut self, told: &Receiver<Told>) {
        let mut lines = Vec::new();
        while let Ok(first) = told.recv() {
            let mut ends = Vec::new();
            for one in std::iter::once(first).chain(told.try_iter()) {
                match one {
                    Told::Event(event) => self.add(&mut lines, event),
                    Told::End(done) => ends.push(done),
                }
                if lines.len() > 1 << 20 {
                    self.write(&mut lines);
                }
            }
            self.write(&mut lines);
            for done in ends {
                // Whoever was aborted does not wait any more.
                let _ = done.send(self.trouble.clone().map_or(Ok(()), Err));
            }
        }
    }

    fn add(&mut self, lines: &mut Vec<u8>, event: Event) {
        let started = Instant::now();
        let is_exchange = matches!(event, Event::Exchange { .. });
        let mut event = self.hidden.redact(event);
        match &mut event {
            Event::Exchange { curl, exchange, .. } => *curl = exchange.curl(),
            Event::RunFinished(finished) => {
                let (spent, n_exchanges) = self.spent;
                let each = spent / n_exchanges.max(1);
                finished.writing_us = u64::try_from(each.as_micros()).unwrap_or(u64::MAX);
            }
            _ => {}
        }
        let n_before = lines.len();
        match serde_json::to_writer(&mut *lines, &event) {
            Ok(()) => lines.push(b'\n'),
            Err(error) => {
                lines.truncate(n_before);
                self.trouble.get_or_insert(error.to_string());
            }
        }
        if is_exchange {
            self.spent.0 += started.elapsed();
            self.spent.1 += 1;
        }
    }

    /// After the first trouble nothing is written any more, so that the file ends where it is true.
    fn write(&mut self, lines: &mut Vec<u8>) {
        if self.trouble.is_none()
            && let Err(error) = self.file.write_all(lines)
        {
            self.trouble = Some(error.to_string());
        }
        lines.clear();
    }
}
