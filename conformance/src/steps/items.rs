//! Steps that look for things by their ids in lists of any kind.

use std::sync::Arc;

use cucumber::then;

use super::OperationId;
use super::lists::names;
use super::pages::page_of;
use crate::check::At;
use crate::client::Exchange;
use crate::target::Role;
use crate::world::{Differences, RequirementId, Stop, World};

/// How many items a page has.
const PAGE: usize = 2;
/// More pages than any list of a project of tests has.
const MAX_PAGES: usize = 5000;

/// The items with these ids, as often as they are named, in the list at a JSON pointer.
#[then(expr = "the answer has {string} among {string} in this order [{requirement}]")]
fn has(world: &mut World, wanted: String, pointer: String, id: RequirementId) -> Result<(), Stop> {
    let wanted = world.filled(&wanted)?;
    let expected: Vec<&str> = names(&wanted).collect();
    let exchange = Arc::clone(world.last()?);
    let seen = ids_at(&exchange, &pointer);
    let differences = compare(&exchange, &pointer, &expected, &seen);
    world.check(&id, Some(&exchange), differences)
}

/// No item with one of these ids in the list at a JSON pointer.
#[then(expr = "the answer has none of {string} among {string} [{requirement}]")]
fn has_none(
    world: &mut World,
    unwanted: String,
    pointer: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let unwanted = world.filled(&unwanted)?;
    let exchange = Arc::clone(world.last()?);
    let seen = ids_at(&exchange, &pointer);
    let found: Vec<&str> = names(&unwanted).filter(|one| seen.contains(one)).collect();
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    differences.equal(At::Body(pointer), "", found.join(", ").as_str());
    world.check(&id, Some(&exchange), differences)
}

/// Page by page, by the marker, to the empty page at the end.
#[then(
    expr = "paging through {operation} in {string} yields {string} in this order [{requirement}]"
)]
async fn pages(
    world: &mut World,
    operation: OperationId,
    pointer: String,
    wanted: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let wanted = world.filled(&wanted)?;
    let expected: Vec<&str> = names(&wanted).collect();
    let request = world.request(operation.as_str(), Role::Member, None)?;
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..MAX_PAGES {
        let marker = seen.last().map(String::as_str);
        let page = world.send_aside(page_of(&request, PAGE, marker)?).await?;
        let ids = ids_at(&page, &pointer);
        let mut differences = Differences::default();
        differences.equal(At::Status, 200, page.status);
        let again = ids.iter().find(|one| seen.iter().any(|id| id == *one));
        let again = again.copied().unwrap_or("none");
        differences.equal(
            At::Course("ids of an earlier page".to_owned()),
            "none",
            again,
        );
        if ids.len() > PAGE {
            differences.add(
                At::Body(pointer.clone()),
                format!("{PAGE} items"),
                ids.len(),
            );
        }
        let is_over = ids.is_empty();
        seen.extend(ids.into_iter().map(str::to_owned));
        if is_over {
            let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
            let differences = compare(&page, &pointer, &expected, &seen);
            return world.check(&id, Some(&page), differences);
        }
        // A page that differs ends the scenario, so that no walk goes on for ever.
        world.check(&id, Some(&page), differences)?;
    }
    Err(Stop::Blocked(format!(
        "there are more than {MAX_PAGES} pages"
    )))
}

/// The items that are expected, among those that are seen.
fn compare(exchange: &Exchange, pointer: &str, expected: &[&str], seen: &[&str]) -> Differences {
    let own = seen.iter().filter(|one| expected.contains(one));
    let own: Vec<&str> = own.copied().collect();
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    let at = At::Body(pointer.to_owned());
    differences.equal(at, expected.join(", "), own.join(", "));
    differences
}

fn ids_at<'a>(exchange: &'a Exchange, pointer: &str) -> Vec<&'a str> {
    let items = exchange
        .json
        .as_ref()
        .and_then(|json| json.pointer(pointer)?.as_array());
    items
        .into_iter()
        .flatten()
        .map(|item| item["id"].as_str().unwrap_or("no id"))
        .collect()
}
