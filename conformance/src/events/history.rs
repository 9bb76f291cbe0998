//! What happened in a run, read back from its events; the one thing that reports are made from.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::{Event, EventsError, Finished, Poll, Started};
use crate::check::Check;
use crate::client::Exchange;
use crate::verdict::{Attempt, End, Outcome, Tally};

/// What happened in a run, as far as it came.
#[derive(Debug)]
pub struct History {
    pub(crate) started: Started,
    /// By number.
    pub(crate) exchanges: BTreeMap<u64, Recorded>,
    pub(crate) courses: HashMap<usize, Course>,
    /// What the exchanges say about the generated requirements.
    pub(crate) tally: Tally,
    /// Nothing if the run was killed, or is still alive.
    pub(crate) finished: Option<Finished>,
    /// When something was heard of it last.
    pub(crate) last: Timestamp,
}

/// An exchange as it was kept.
#[derive(Debug)]
pub(crate) struct Recorded {
    /// The scenario that it belongs to, by number; 0 for the run itself.
    pub(crate) scenario: usize,
    /// How long it took to write it down and to check it.
    pub(crate) overhead_us: u64,
    pub(crate) exchange: Arc<Exchange>,
}

/// The course of one scenario.
#[derive(Debug)]
pub(crate) struct Course {
    pub(crate) outcome: Outcome,
    /// The step that ended it.
    pub(crate) step: Option<String>,
    pub(crate) seconds: f64,
    pub(crate) n_requests: u64,
    pub(crate) polls: Vec<Poll>,
    pub(crate) is_finished: bool,
}

impl Default for Course {
    fn default() -> Self {
        Self {
            outcome: Outcome::aborted(),
            step: None,
            seconds: 0.0,
            n_requests: 0,
            polls: Vec::new(),
            is_finished: false,
        }
    }
}

impl History {
    /// Reads the events of a run; a last line that was cut off by a crash is not counted.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or has something else in it.
    pub fn read(path: &Path) -> Result<Self, EventsError> {
        Self::of_events(path, open(path)?)
    }

    /// The same for events that were read already, of a file that was called so.
    ///
    /// # Errors
    ///
    /// If there is something else among them.
    pub(crate) fn of_events(name: &Path, events: impl BufRead) -> Result<Self, EventsError> {
        let mut history: Option<Self> = None;
        each_event_of(name, events, &mut |event| {
            match (&mut history, event) {
                (None, Event::RunStarted(started)) => history = Some(Self::of(*started)),
                (None, _) => return Err("no run started before it".to_owned()),
                (Some(history), event) => history.add(event),
            }
            Ok(())
        })?;
        history.ok_or_else(|| EventsError::Malformed {
            path: name.display().to_string(),
            line: 1,
            reason: "it has no events".to_owned(),
        })
    }

    /// The run's id.
    pub fn run(&self) -> &str {
        &self.started.run
    }

    /// What its random choices started from.
    pub fn seed(&self) -> u64 {
        self.started.seed
    }

    /// The course of a scenario; nothing if it did not come to its end.
    pub(crate) fn finished_course(&self, scenario: usize) -> Option<&Course> {
        let course = self.courses.get(&scenario)?;
        course.is_finished.then_some(course)
    }

    fn of(started: Started) -> Self {
        Self {
            last: started.at,
            started,
            exchanges: BTreeMap::new(),
            courses: HashMap::new(),
            tally: Tally::default(),
            finished: None,
        }
    }

    fn add(&mut self, event: Event) {
        match event {
            // There is one plan.
            Event::RunStarted(_) => {}
            Event::ScenarioStarted { scenario, at } => {
                self.last = self.last.max(at);
                let course = self.courses.entry(scenario).or_default();
                course.outcome.attempts.push(Attempt::default());
            }
            Event::Exchange {
                scenario,
                overhead_us,
                exchange,
                ..
            } => {
                self.last = self.last.max(exchange.started);
                let recorded = Recorded {
                    scenario,
                    overhead_us,
                    exchange,
                };
                self.exchanges.insert(recorded.exchange.number, recorded);
            }
            Event::Check {
                scenario,
                requirement,
                exchange,
                is_generated,
                alternative,
                difference,
            } => {
                let exchange = exchange.and_then(|number| self.exchanges.get(&number));
                let check = Check {
                    requirement,
                    difference,
                    alternative,
                    exchange: exchange.map(|recorded| Arc::clone(&recorded.exchange)),
                };
                if is_generated {
                    self.tally.add(check);
                } else if let Some(course) = self.courses.get_mut(&scenario)
                    && let Some(attempt) = course.outcome.attempts.last_mut()
                {
                    attempt.checks.push(check);
                }
            }
            Event::Poll(poll) => {
                let course = self.courses.entry(poll.scenario).or_default();
                course.polls.push(poll);
            }
            Event::ScenarioFinished {
                scenario,
                at,
                end,
                step,
                seconds,
                n_requests,
            } => {
                self.last = self.last.max(at);
                let course = self.courses.entry(scenario).or_default();
                course.outcome.end = end;
                course.step = step;
                course.seconds = seconds;
                course.n_requests = n_requests;
                course.is_finished = true;
            }
            Event::RunFinished(finished) => {
                self.last = self.last.max(finished.at);
                self.finished = Some(finished);
            }
        }
    }
}

impl Course {
    /// How it ended.
    pub(crate) fn end(&self) -> &End {
        &self.outcome.end
    }
}

/// Reads a file of events one by one.
pub(crate) fn each_event(
    path: &Path,
    take: &mut dyn FnMut(Event) -> Result<(), String>,
) -> Result<(), EventsError> {
    each_event_of(path, open(path)?, take)
}

fn open(path: &Path) -> Result<impl BufRead, EventsError> {
    let file = File::open(path).map_err(|error| EventsError::unreadable(path, &error))?;
    Ok(BufReader::with_capacity(1 << 18, file))
}

fn each_event_of(
    path: &Path,
    mut events: impl BufRead,
    take: &mut dyn FnMut(Event) -> Result<(), String>,
) -> Result<(), EventsError> {
    let unreadable = |error: std::io::Error| EventsError::unreadable(path, &error);
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        if events.read_until(b'\n', &mut bytes).map_err(unreadable)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&bytes);
        let taken = serde_json::from_str(&text).map_err(|error| error.to_string());
        match taken.and_then(&mut *take) {
            Ok(()) => {}
            Err(_) if !text.ends_with('\n') => break,
            Err(reason) => {
                return Err(EventsError::Malformed {
                    path: path.display().to_string(),
                    line: number,
                    reason,
                });
            }
        }
    }
    Ok(())
}
