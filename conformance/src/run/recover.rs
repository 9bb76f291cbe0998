//! Deleting what runs left behind that are over.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use heat_spec::Catalogue;

use super::RunError;
use super::cleanup::{self, Leftover};
use super::settings::Settings;
use super::state::Run;
use super::strays;
use crate::contract::Contract;
use crate::journal::{Journal, PastRun, Record};
use crate::target::Target;

/// Deletes what a run left behind on a target; nothing if the run is still alive.
///
/// Returns what could not be deleted. What was made at other endpoints than the target's is left
/// alone, and told.
///
/// # Errors
///
/// If the run's journal cannot be opened, or the catalogue is wrong.
pub async fn clean_up_past(
    past: &PastRun,
    target: &Arc<Target>,
    catalogue: &Arc<Catalogue>,
    timeout: Duration,
) -> Result<Option<Vec<Leftover>>, RunError> {
    if !Journal::is_in(&past.folder) {
        strays::adopt(past, target)?;
    }
    let Some(journal) = Journal::resume(&past.folder)? else {
        return Ok(None);
    };
    let settings = Settings {
        action_timeout: timeout,
        ..Settings::remote(PathBuf::new())
    };
    let run = Run::new(
        past.id.clone(),
        Arc::clone(target),
        &Rc::new(Contract::new(Arc::clone(catalogue))?),
        journal,
        settings,
    );
    let mut elsewhere = Vec::new();
    for thing in &past.left {
        // Whoever asks at the endpoint can delete what is there, whoever made it.
        let keeper = target
            .identities
            .iter()
            .find(|(_, session)| session.endpoint().to_string() == thing.endpoint);
        if let Some((role, _)) = keeper {
            let mut thing = thing.clone();
            thing.role = *role;
            run.ledger.enter(0, thing);
        } else {
            let reason = format!("no identity was given for {}", thing.endpoint);
            elsewhere.push(cleanup::leftover(thing, &reason));
        }
    }
    let mut leftovers = cleanup::of_run(&run).await;
    leftovers.extend(elsewhere);
    let finished = Record::Finished {
        left: leftovers.len(),
    };
    // What is deleted stays so, also where there is no room to write it down.
    let _ = run.journal.secure(&finished).await;
    Ok(Some(leftovers))
}
