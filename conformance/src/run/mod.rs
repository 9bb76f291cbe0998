//! A run: select, look at the target, play scenarios, clean up, judge.

mod cleanup;
mod crowd;
mod ledger;
pub(crate) mod obstacle;
mod own_target;
mod panics;
mod plan;
mod play;
mod poll_pace;
mod preflight;
mod recover;
mod rehearse;
mod resume;
mod room;
mod scenario;
mod settings;
mod state;
mod strays;
mod timeouts;

pub use cleanup::Leftover;
pub(crate) use cleanup::delete_made;
pub(crate) use panics::catch_on_this_thread;
pub use plan::selects_anything;
pub(crate) use plan::{Plan, kind_of};
pub use poll_pace::PollPace;
pub use recover::clean_up_past;
pub use rehearse::{Footprint, Obstacles, rehearse, survey};
pub(crate) use scenario::{Played, play as play_scenario, steps};
pub use settings::{Scope, Settings};
pub(crate) use state::{Run, SendError, Tried};
pub use strays::stray_runs;
pub use timeouts::{ACTION, NamedTimeout, Pace, REQUEST, TIMEOUTS};

use std::collections::HashSet;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use heat_spec::Catalogue;
use jiff::Timestamp;
use tokio::sync::watch;

use self::play::Stage;
use self::resume::Past;
use crate::contract::{Contract, ContractError};
use crate::events::{Event, Events, EventsError, Finished, History, Started, forget_old, path_in};
use crate::features::Features;
use crate::journal::{Journal, JournalError, Record};
use crate::target::{Role, Target};
use crate::verdict::Verdict;

/// What a run is made of.
#[derive(Debug)]
pub struct Assignment {
    /// What is judged.
    pub target: Target,
    /// By what.
    pub catalogue: Arc<Catalogue>,
    /// With which scenarios.
    pub features: Features,
    /// How.
    pub settings: Settings,
    /// The events of an earlier run, whose scenarios that came to their end are not played again.
    pub resumes: Option<PathBuf>,
}

/// What a run tells while it goes on.
#[derive(Debug)]
pub enum Progress<'a> {
    /// So many scenarios will be played.
    Planned {
        /// The run's id.
        run: &'a str,
        /// How many.
        n_scenarios: usize,
    },
    /// A scenario ended.
    Finished {
        /// Its name.
        name: &'a str,
        /// How.
        verdict: Verdict,
        /// Why it is no plain pass.
        reason: Option<&'a str>,
    },
    /// The run was interrupted; what it made is being deleted.
    Interrupted {
        /// The run's id, for `cleanup`.
        run: &'a str,
    },
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The target does not answer.
    #[error("cannot reach the target: {0}")]
    Unreachable(String),
    /// The target refuses the token.
    #[error("{0}")]
    Unauthenticated(String),
    /// Nothing fits the selection.
    #[error("the selection and the level fit no requirement")]
    NothingSelected,
    /// The quota of the project is used up.
    #[error("the project may have {quota} stacks, and has {n_others}: there is no room for a run")]
    NoRoom {
        /// How many it may have.
        quota: u64,
        /// How many it has.
        n_others: u64,
    },
    /// There is no journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// What happened cannot be written down.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The catalogue is wrong.
    #[error(transparent)]
    Contract(#[from] ContractError),
}

/// Carries out an assignment, and reads back what happened.
///
/// The first interrupt stops the scenarios and cleans up, the second one ends the run at once.
///
/// # Errors
///
/// If the target cannot be judged at all, or nothing is selected.
pub async fn run(
    assignment: Assignment,
    interrupts: watch::Receiver<u32>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<History, RunError> {
    let Assignment {
        target,
        catalogue,
        features,
        settings,
        resumes,
    } = assignment;
    let plan = Plan::new(&catalogue, &features, &settings.scope);
    if plan.is_empty() {
        return Err(RunError::NothingSelected);
    }
    catch_on_this_thread();
    let started = (Timestamp::now(), Instant::now());
    let run = start(target, &catalogue, settings)?;
    let path = path_in(run.journal.folder());
    let run = Rc::new(run.telling(Events::start(&path)?));
    let past = resumes.as_deref().map(Past::read).transpose()?;
    let mut beginning = Started::new(&run, started.0, &catalogue, &features, &plan);
    beginning.resumes = past.as_ref().map(|past| past.run.clone());
    run.events.tell(|| Event::RunStarted(Box::new(beginning)));
    let mut is_played = HashSet::new();
    if let Some(past) = past {
        past.retell(&run)?;
        is_played = past.played;
    }
    if let Err(error) = preflight::look(&run).await {
        // Nothing was made.
        run.journal.discard();
        return Err(error);
    }
    progress(Progress::Planned {
        run: &run.id,
        n_scenarios: plan.scenarios.len(),
    });
    let stage = Stage {
        run: &run,
        catalogue: &catalogue,
        features: &features,
        plan: &plan,
        is_played: &is_played,
    };
    let mut first = interrupts.clone();
    let is_interrupted = tokio::select! {
        () = stage.play_all(progress) => false,
        Ok(_) = first.wait_for(|n| *n > 0) => true,
    };
    if is_interrupted {
        run.is_stopping.set(true);
        progress(Progress::Interrupted { run: &run.id });
    }
    let leftovers = clean_up(&run, interrupts).await;
    let finished = Record::Finished {
        left: run.ledger.all().len(),
    };
    // What counts was secured before; a report is worth more than this line.
    let _ = run.journal.secure(&finished).await;
    if run.client.target().is_embedded {
        run.journal.close();
    }
    run.events.tell(|| {
        Event::RunFinished(Finished {
            at: Timestamp::now(),
            seconds: rounded(started.1.elapsed().as_secs_f64()),
            n_requests: run.client.n_sent(),
            n_reconnects: run.client.n_reconnects(),
            is_interrupted,
            leftovers,
            writing_us: 0,
        })
    });
    run.events.finish().await?;
    Ok(History::read(&path)?)
}

fn start(target: Target, catalogue: &Arc<Catalogue>, settings: Settings) -> Result<Run, RunError> {
    forget_old(&settings.state_folder);
    let id = new_id();
    let endpoint = target
        .identities
        .get(&Role::Member)
        .map(|session| session.endpoint().to_string())
        .unwrap_or_default();
    let journal = Journal::start(
        &settings.state_folder,
        &id,
        &target.name,
        &endpoint,
        !target.is_embedded,
    )?;
    Ok(Run::new(
        id,
        Arc::new(target),
        &Rc::new(Contract::new(Arc::clone(catalogue))?),
        journal,
        settings,
    ))
}

/// Eight hexadecimal digits; the journal's folder makes sure that no two runs share them.
pub(crate) fn new_id() -> String {
    let mut id = uuid::Uuid::new_v4().simple().to_string();
    id.truncate(8);
    id
}

/// Deletes what is left, unless it is to stay or a second interrupt comes.
async fn clean_up(run: &Run, mut interrupts: watch::Receiver<u32>) -> Vec<Leftover> {
    if run.settings.keep {
        return Vec::new();
    }
    tokio::select! {
        leftovers = cleanup::of_run(run) => leftovers,
        Ok(_) = interrupts.wait_for(|n| *n > 1) => {
            cleanup::left(run, "its deletion was interrupted")
        }
    }
}

/// To milliseconds.
pub(crate) fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
