//! Deleting what a run made, and making sure that it is gone.
//!
//! Nothing is deleted that is not proved to be the run's own: by the id that the target gave when
//! it was made, or by a name with the run's prefix.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::ledger::Entry;
use super::state::{Run, SendError};
use crate::client::{Body, Request, encoded_segment};
use crate::journal::{Kind, Record, Thing};
use crate::target::Endpoint;
use crate::world::Polls;

/// How long to wait before a stack is looked for again that may still come.
const PAUSE_BETWEEN_LOOKS: Duration = Duration::from_millis(400);

/// Something that could not be deleted.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Leftover {
    /// Its name.
    pub name: String,
    /// Its id, if the target told it.
    pub id: Option<String>,
    /// The endpoint where it is.
    pub endpoint: String,
    /// Why it is still there.
    pub reason: String,
}

/// Why something is still there.
#[derive(Debug, thiserror::Error)]
enum Stuck {
    #[error(transparent)]
    Send(#[from] SendError),
    #[error("the deletion was answered with {0}")]
    Refused(u16),
    #[error("it is {0} after {1:.0} s")]
    Still(String, f64),
    #[error("it may be somebody else's, as nothing proves that this run made it")]
    Unproved,
}

/// Deletes what a scenario made; what is stuck stays in the ledger for the end of the run.
pub(super) async fn of_scenario(run: &Run, owner: usize) {
    if !run.settings.keep && !run.has_own_target(owner) {
        let _ = delete(run, run.ledger.of(owner)).await;
    }
}

/// Deletes what a scenario made so far, and waits until it is gone.
pub(crate) async fn delete_made(run: &Run, owner: usize) {
    // What is stuck stays in the ledger.
    let _ = delete(run, run.ledger.of(owner)).await;
}

/// Deletes everything that is still in the ledger.
pub(super) async fn of_run(run: &Run) -> Vec<Leftover> {
    delete(run, run.ledger.all()).await
}

/// What is in the ledger, if it stays on purpose or nobody waits for its deletion.
pub(super) fn left(run: &Run, reason: &str) -> Vec<Leftover> {
    let all = run.ledger.all().into_iter();
    all.map(|entry| leftover(&entry.thing, reason)).collect()
}

/// Asks for the deletion of all first, then waits for each.
async fn delete(run: &Run, entries: Vec<Entry>) -> Vec<Leftover> {
    let mut asked = Vec::new();
    let mut leftovers = Vec::new();
    for entry in entries {
        match ask(run, &entry).await {
            Ok(Some(id)) => asked.push((entry, id)),
            Ok(None) => strike(run, &entry.thing),
            Err(error) => leftovers.push(leftover(&entry.thing, &error.to_string())),
        }
    }
    for (entry, id) in asked {
        match wait(run, &entry, &id).await {
            Ok(()) => strike(run, &entry.thing),
            Err(error) => leftovers.push(leftover(&entry.thing, &error.to_string())),
        }
    }
    leftovers
}

pub(super) fn leftover(thing: &Thing, reason: &str) -> Leftover {
    Leftover {
        name: thing.name.clone(),
        id: thing.id.clone(),
        endpoint: thing.endpoint.clone(),
        reason: reason.to_owned(),
    }
}

fn strike(run: &Run, thing: &Thing) {
    run.ledger.strike(thing);
    // A journal that cannot be written does not keep the thing from being gone.
    let _ = run.journal.note(&Record::Gone(thing.clone()));
}

/// Asks for a deletion; the id of what has to go, or nothing if it is gone already.
async fn ask(run: &Run, entry: &Entry) -> Result<Option<String>, Stuck> {
    let thing = &entry.thing;
    let id = match &thing.id {
        Some(id) => id.clone(),
        None => match find_any(run, entry).await? {
            None => return Ok(None),
            Some(_) if !thing.name.starts_with(&run.prefix()) => return Err(Stuck::Unproved),
            Some(id) => id,
        },
    };
    let deletion = request(run, entry, "DELETE", &id)?;
    let answer = run.send_to_clean(entry.owner, deletion).await?;
    match answer.status {
        404 => Ok(None),
        status if status < 300 => Ok(Some(id)),
        status => Err(Stuck::Refused(status)),
    }
}

/// The id of a thing that is known by name only.
async fn find_any(run: &Run, entry: &Entry) -> Result<Option<String>, Stuck> {
    match entry.thing.kind {
        Kind::Stack => find(run, entry).await,
        Kind::SoftwareConfig => find_listed(run, entry, "software_configs", "name").await,
        Kind::SoftwareDeployment => {
            find_listed(run, entry, "software_deployments", "server_id").await
        }
    }
}

/// The id of the first thing in a list that has the name in a field; what has no name of ours is
/// not looked for.
async fn find_listed(
    run: &Run,
    entry: &Entry,
    list: &str,
    field: &str,
) -> Result<Option<String>, Stuck> {
    let name = &entry.thing.name;
    if !name.starts_with(&run.prefix()) {
        return Ok(None);
    }
    let answer = run
        .send_to_clean(entry.owner, request(run, entry, "GET", "")?)
        .await?;
    let items = answer.json.as_ref().and_then(|json| json[list].as_array());
    let mut items = items.ok_or(Stuck::Refused(answer.status))?.iter();
    let found = items.find(|item| item[field] == name.as_str());
    Ok(found.and_then(|item| item["id"].as_str().map(str::to_owned)))
}

/// The id of a stack that is known by name only.
///
/// A request that was not answered may still be at work, so its stack is looked for repeatedly.
async fn find(run: &Run, entry: &Entry) -> Result<Option<String>, Stuck> {
    let n_looks = if entry.is_answered { 1 } else { 4 };
    for look in 1..=n_looks {
        let answer = run
            .send_to_clean(entry.owner, request(run, entry, "GET", "")?)
            .await?;
        if answer.status != 404 {
            let location = answer.header("location").unwrap_or_default();
            let path = location.split('?').next().unwrap_or_default();
            return match path.rsplit_once('/') {
                Some((_, id)) if !id.is_empty() => Ok(Some(id.to_owned())),
                _ => Err(Stuck::Refused(answer.status)),
            };
        }
        if look < n_looks {
            tokio::time::sleep(PAUSE_BETWEEN_LOOKS).await;
        }
    }
    Ok(None)
}

/// Waits until it is gone; a deletion that failed is asked for once more.
async fn wait(run: &Run, entry: &Entry, id: &str) -> Result<(), Stuck> {
    let mut polls = Polls::of(&run.settings);
    let mut is_second_try = false;
    loop {
        let answer = run
            .send_to_clean(entry.owner, request(run, entry, "GET", id)?)
            .await?;
        let status = answer
            .json
            .as_ref()
            .and_then(|json| json.pointer("/stack/stack_status").and_then(Value::as_str))
            .map_or_else(|| answer.status.to_string(), str::to_owned);
        let texts = (entry.thing.name.as_str(), "404", status.as_str());
        run.tell_poll(entry.owner, texts, polls.elapsed(), &answer);
        match status.as_str() {
            "404" | "DELETE_COMPLETE" => return Ok(()),
            "DELETE_FAILED" if !is_second_try => {
                is_second_try = true;
                let deletion = request(run, entry, "DELETE", id)?;
                run.send_to_clean(entry.owner, deletion).await?;
            }
            "DELETE_FAILED" => return Err(Stuck::Still(status, polls.elapsed().as_secs_f64())),
            _ => {}
        }
        if !polls.pause().await {
            return Err(Stuck::Still(status, polls.elapsed().as_secs_f64()));
        }
    }
}

/// A request about a thing; about what its name leads to if there is no id.
fn request(run: &Run, entry: &Entry, method: &str, id: &str) -> Result<Request, SendError> {
    let thing = &entry.thing;
    let client = run.cleaner_of(entry.owner);
    let endpoint: &Endpoint = client.session(thing.role)?.endpoint();
    let place = match thing.kind {
        Kind::Stack => format!("stacks/{}", encoded_segment(&thing.name)),
        Kind::SoftwareConfig => "software_configs".to_owned(),
        Kind::SoftwareDeployment => "software_deployments".to_owned(),
    };
    let path = format!(
        "/v1/{}/{place}/{}",
        endpoint.project_id(),
        encoded_segment(id)
    );
    Ok(Request {
        role: thing.role,
        method: method.to_owned(),
        path: path.trim_end_matches('/').to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: Body::None,
    })
}
