//! What runs left behind that nobody here has a journal of: found by the prefix of its name.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use heat_spec::Catalogue;
use jiff::Timestamp;
use serde_json::Value;

use super::RunError;
use super::preflight::check_answer;
use super::state::SendError;
use crate::client::{Body, Client, Exchange, Request, encoded_segment};
use crate::journal::{Journal, JournalError, Kind, PastRun, Record, Thing};
use crate::target::{Role, Target};

/// A list in which things of runs may stand.
struct Listing {
    kind: Kind,
    path: &'static str,
    /// Where the answer has the list.
    items: &'static str,
    name: &'static str,
    /// What else is asked for.
    query: &'static str,
}

const LISTINGS: [Listing; 3] = [
    Listing {
        kind: Kind::Stack,
        path: "stacks",
        items: "stacks",
        name: "stack_name",
        query: "",
    },
    // A stack inside of one that was abandoned stays behind on its own.
    Listing {
        kind: Kind::Stack,
        path: "stacks",
        items: "stacks",
        name: "stack_name",
        query: "&show_nested=true",
    },
    Listing {
        kind: Kind::SoftwareConfig,
        path: "software_configs",
        items: "software_configs",
        name: "name",
        query: "",
    },
];

/// How many items a page has.
const PAGE: usize = 200;

/// A service that gives the same page again and again is not asked for ever.
const MAX_PAGES: usize = 1000;

/// The runs whose things are on a target and that have no journal among those known, the oldest
/// first; they can be cleaned up like any other.
///
/// A run began, as far as this tells, when the newest of its things was made: whoever deletes what
/// is old enough deletes nothing of a run that may still be alive.
///
/// # Errors
///
/// If the target does not answer.
pub async fn stray_runs(
    target: &Arc<Target>,
    catalogue: &Arc<Catalogue>,
    known: &[PastRun],
    state_folder: &Path,
) -> Result<Vec<PastRun>, RunError> {
    let client = Client::new(Arc::clone(target), Arc::clone(catalogue));
    let mut runs: BTreeMap<String, (Timestamp, Vec<Thing>)> = BTreeMap::new();
    let mut endpoints = Vec::new();
    for (role, session) in &target.identities {
        let endpoint = session.endpoint().to_string();
        if endpoints.contains(&endpoint) {
            continue;
        }
        for listing in &LISTINGS {
            let items = items(&client, *role, listing).await?;
            for item in &items {
                if has_parent_among(item, &items) {
                    continue;
                }
                let text = |field: &str| item.get(field).and_then(Value::as_str);
                let Some((name, run)) =
                    text(listing.name).and_then(|name| Some((name, run_of(name)?)))
                else {
                    continue;
                };
                if known.iter().any(|past| past.id == run) {
                    continue;
                }
                let made = text("creation_time").and_then(|time| time.parse().ok());
                // What nobody knows the age of is as young as can be.
                let made = made.unwrap_or_else(Timestamp::now);
                let (newest, things) = runs
                    .entry(run.to_owned())
                    .or_insert_with(|| (Timestamp::MIN, Vec::new()));
                *newest = made.max(*newest);
                let id = text("id");
                if things
                    .iter()
                    .any(|thing| id.is_some() && thing.id.as_deref() == id)
                {
                    continue;
                }
                things.push(Thing {
                    kind: listing.kind,
                    role: *role,
                    endpoint: endpoint.clone(),
                    name: name.to_owned(),
                    id: id.map(str::to_owned),
                });
            }
        }
        endpoints.push(endpoint);
    }
    let strays = runs.into_iter().map(|(run, (newest, things))| PastRun {
        endpoint: things
            .first()
            .map_or_else(String::new, |thing| thing.endpoint.clone()),
        folder: state_folder.join(&run),
        id: run,
        started: newest,
        left: things,
    });
    let mut strays: Vec<PastRun> = strays.collect();
    strays.sort_by_key(|run| run.started);
    Ok(strays)
}

/// Whether an item goes with the stack that it is inside of, which is listed as well.
fn has_parent_among(item: &Value, items: &[Value]) -> bool {
    let parent = item.get("parent").and_then(Value::as_str);
    parent.is_some_and(|parent| items.iter().any(|other| other["id"] == parent))
}

/// The run that a name belongs to: `hc-RUN-…`, the run being eight hexadecimal digits.
fn run_of(name: &str) -> Option<&str> {
    let (run, _) = name.strip_prefix("hc-")?.split_once('-')?;
    let is_id = run.len() == 8
        && run
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_id.then_some(run)
}

/// All items of a list; none where somebody may not look, or the service has no such list.
async fn items(client: &Client, role: Role, listing: &Listing) -> Result<Vec<Value>, RunError> {
    let session = client
        .session(role)
        .map_err(|error| unreachable(&error.into()))?;
    let endpoint = session.endpoint();
    let project = endpoint.project_id().to_owned();
    let mut all: Vec<Value> = Vec::new();
    let mut marker = String::new();
    for _ in 0..MAX_PAGES {
        let request = Request {
            role,
            method: "GET".to_owned(),
            path: format!("/v1/{project}/{}", listing.path),
            query: format!("limit={PAGE}{}{marker}", listing.query),
            headers: Vec::new(),
            body: Body::None,
        };
        let sent = client.send(request).await;
        let exchange = sent.map_err(|error| unreachable(&error.into()))?;
        let may_be_hidden = role != Role::Member || listing.kind != Kind::Stack;
        if may_be_hidden && matches!(exchange.status, 403 | 404) {
            break;
        }
        check_answer(endpoint, &exchange)?;
        let Some(page) = page_of(&exchange, listing) else {
            // Nothing is found here, and something may be there all the same.
            return Err(RunError::Unreachable(format!(
                "what runs left behind cannot be listed: {exchange} came without `{}`",
                listing.items
            )));
        };
        let last = page.last().and_then(|item| item.get("id")?.as_str());
        let last = last.map(|id| format!("&marker={}", encoded_segment(id)));
        let is_full = page.len() >= PAGE;
        all.extend(page);
        match last {
            Some(last) if is_full && last != marker => marker = last,
            _ => break,
        }
    }
    Ok(all)
}

fn page_of(exchange: &Exchange, listing: &Listing) -> Option<Vec<Value>> {
    let list = exchange.json.as_ref()?.get(listing.items)?;
    list.as_array().cloned()
}

fn unreachable(error: &SendError) -> RunError {
    RunError::Unreachable(error.to_string())
}

/// Begins a journal for a run that has none, so that its clean-up can be interrupted as well.
pub(super) fn adopt(past: &PastRun, target: &Target) -> Result<(), JournalError> {
    let Some(state_folder) = past.folder.parent() else {
        return Ok(());
    };
    let journal = Journal::start(state_folder, &past.id, &target.name, &past.endpoint, true)?;
    for thing in &past.left {
        journal.note(&Record::Intended(Thing {
            id: None,
            ..thing.clone()
        }))?;
        journal.note(&Record::Made(thing.clone()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{has_parent_among, run_of};
    use serde_json::json;

    #[test]
    fn a_stack_inside_goes_with_its_parent_if_that_is_there() {
        let inside = json!({"id": "b", "parent": "a"});
        let items = [json!({"id": "a", "parent": null}), inside.clone()];
        assert!(has_parent_among(&inside, &items));
        assert!(!has_parent_among(&items[0], &items));
        assert!(!has_parent_among(&inside, &items[1..]));
    }

    #[test]
    fn only_names_of_runs_are_names_of_runs() {
        assert_eq!(run_of("hc-0123abcd-web"), Some("0123abcd"));
        for name in [
            "web",
            "hc-",
            "hc-web",
            "hc-0123abc-web",
            "hc-0123abcg-web",
            "hc-0123ABCD-w",
            "x-hc-0123abcd-w",
        ] {
            assert_eq!(run_of(name), None, "{name}");
        }
    }
}
