//! Steps that go through lists page by page.

use std::sync::Arc;

use cucumber::{then, when};
use serde_json::Value;

use super::lists::request_of;
use super::query::{decoded, encoded};
use crate::check::At;
use crate::client::{Exchange, Request};
use crate::target::Role;
use crate::world::{Differences, RequirementId, Stop, World};

/// The directions in which a list is walked, and how many items are asked for at once: a page of
/// one item has a page after it that is not the last one, and a page of two has one after it that
/// is not full.
const WALKS: [(&str, usize); 2] = [("asc", 2), ("desc", 1)];

/// In both directions, and to the empty page at the end.
#[then(expr = "paging through the stacks of the scenario yields each of them once [{requirement}]")]
async fn pages_of_stacks(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let mut stacks: Vec<(String, String)> = world
        .stacks()
        .filter_map(|(_, stack)| Some((stack.name.clone(), stack.id.clone()?)))
        .collect();
    stacks.sort();
    let mut expected: Vec<String> = stacks.into_iter().map(|(_, id)| id).collect();
    for (direction, limit) in WALKS {
        let query = format!("sort_keys=stack_name&sort_dir={direction}");
        let request = request_of(world, Role::Member, &query)?;
        walk(world, &request, "stacks", limit, &expected, &id).await?;
        expected.reverse();
    }
    Ok(())
}

/// In both directions, and to the empty page at the end.
#[then(
    expr = "paging through the events of the stack {string} yields each of them once [{requirement}]"
)]
async fn pages_of_events(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let request = world.request("events.list", Role::Member, Some(&alias))?;
    let oldest_first = request.clone().with_query("sort_dir=asc");
    let whole = world.send_aside(oldest_first).await?;
    let mut expected: Vec<String> = ids(&whole, "events")
        .into_iter()
        .map(str::to_owned)
        .collect();
    for (direction, limit) in WALKS {
        let request = request.clone().with_query(&format!("sort_dir={direction}"));
        walk(world, &request, "events", limit, &expected, &id).await?;
        expected.reverse();
    }
    Ok(())
}

/// The page after the last answer, by its link.
///
/// Only the link's query is used: its host need not be the one that the target is reached by.
#[when(expr = "{role} follows the link to the next page of stacks")]
async fn follow(world: &mut World, role: Role) -> Result<(), Stop> {
    let last = Arc::clone(world.last()?);
    let link = next_link(&last)
        .ok_or_else(|| Stop::Blocked("the answer has no link to the next page".to_owned()))?;
    let query = encoded(&decoded(link))?;
    let request = world.request("stacks.list", role, None)?.with_query(&query);
    world.send(request).await?;
    Ok(())
}

/// One link, named `next`, to the same collection, with the last item's id as its marker.
#[then(expr = "the answer has one link, to the next page [{requirement}]")]
fn has_next_link(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let last = Arc::clone(world.last()?);
    let collection = format!("{}/stacks", world.endpoint(last.role)?);
    let mut differences = Differences::default();
    let at = |pointer: &str| At::Body(pointer.to_owned());
    differences.equal(at("/links"), 1, links(&last).map_or(0, Vec::len));
    let link = next_link(&last).unwrap_or("nothing");
    let (address, _) = link.split_once('?').unwrap_or((link, ""));
    differences.equal(at("/links/0/href"), collection.as_str(), address);
    let marker = decoded(link).into_iter().find(|(name, _)| name == "marker");
    let marker = marker.map_or_else(|| "no marker".to_owned(), |(_, value)| value);
    let last_id = ids(&last, "stacks").pop().unwrap_or("no stack");
    differences.equal(at("/links/0/href"), last_id, marker.as_str());
    world.check(&id, Some(&last), differences)
}

/// Apart from the marker.
#[then(expr = "the answer's link repeats the query of the request [{requirement}]")]
fn repeats_query(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let last = Arc::clone(world.last()?);
    let sorted = |url: &str| {
        let mut pairs = decoded(url);
        pairs.retain(|(name, _)| name != "marker");
        pairs.sort();
        encoded(&pairs)
    };
    let link = next_link(&last).unwrap_or_default();
    let mut differences = Differences::default();
    let at = At::Body("/links/0/href".to_owned());
    differences.equal(at, sorted(&last.url)?, sorted(link)?);
    world.check(&id, Some(&last), differences)
}

/// Checks that the pages of a list are together what is expected, in this order.
async fn walk(
    world: &mut World,
    request: &Request,
    field: &str,
    limit: usize,
    expected: &[String],
    id: &RequirementId,
) -> Result<(), Stop> {
    if expected.len() <= limit {
        let n = expected.len();
        return Err(Stop::Blocked(format!("{n} {field} are too few for pages")));
    }
    let mut rest = expected;
    let mut marker: Option<String> = None;
    loop {
        let page = world
            .send_aside(page_of(request, limit, marker.as_deref())?)
            .await?;
        let due = &rest[..rest.len().min(limit)];
        let mut differences = Differences::default();
        differences.equal(At::Status, 200, page.status);
        let behind = marker.as_deref().unwrap_or("none");
        let at = At::Course(format!("page behind the marker {behind}"));
        differences.equal(at, due.join(", "), ids(&page, field).join(", "));
        // A page that differs ends the scenario, so that no walk goes on for ever.
        world.check(id, Some(&page), differences)?;
        let Some(last) = due.last() else {
            return Ok(());
        };
        marker = Some(last.clone());
        rest = &rest[due.len()..];
    }
}

/// The request for one page.
pub(super) fn page_of(
    request: &Request,
    limit: usize,
    marker: Option<&str>,
) -> Result<Request, Stop> {
    let mut query = format!("{}&limit={limit}", request.query);
    if let Some(marker) = marker {
        let pair = ("marker".to_owned(), marker.to_owned());
        query = format!("{query}&{}", encoded(&[pair])?);
    }
    Ok(request.clone().with_query(&query))
}

/// The ids of the items of a list.
fn ids<'a>(exchange: &'a Exchange, field: &str) -> Vec<&'a str> {
    let items = exchange
        .json
        .as_ref()
        .and_then(|json| json[field].as_array());
    items
        .into_iter()
        .flatten()
        .map(|item| item["id"].as_str().unwrap_or("no id"))
        .collect()
}

fn links(exchange: &Exchange) -> Option<&Vec<Value>> {
    exchange.json.as_ref()?["links"].as_array()
}

fn next_link(exchange: &Exchange) -> Option<&str> {
    let link = links(exchange)?.iter().find(|link| link["rel"] == "next")?;
    link["href"].as_str()
}
