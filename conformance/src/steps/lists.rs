//! Steps about the list of stacks: which stacks it has, and in which order.
//!
//! Others may have stacks in the same project, so a list is narrowed to the scenario's own stacks
//! by their ids; others that it has all the same are overlooked.

use std::sync::Arc;

use cucumber::{given, then, when};
use serde_json::{Map, Value};

use super::answers::plain;
use super::query::{encoded, pairs_of};
use super::stacks::{ask_for, blocked_by};
use crate::check::At;
use crate::client::Exchange;
use crate::target::Role;
use crate::world::{Differences, Polls, RequirementId, Stop, World};

/// Stacks that are there and complete, made side by side: `the stacks "a, b"`.
#[given(expr = "the stacks {string}")]
async fn are_there(world: &mut World, aliases: String) -> Result<(), Stop> {
    for alias in names(&aliases) {
        ask_for(world, Role::Member, alias, Map::new()).await?;
    }
    for alias in names(&aliases) {
        let reached = world.wait_for_status(alias, "CREATE_COMPLETE").await?;
        blocked_by(reached.difference)?;
    }
    Ok(())
}

/// The first stack of the answer, one that the target made inside of another, has this name in
/// the rest of the scenario.
#[when(expr = "the stack inside is called {string}")]
fn is_called(world: &mut World, alias: String) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    if call(world, &alias, &exchange) {
        return Ok(());
    }
    let reason = "the target tells of no stack inside";
    Err(Stop::Blocked(reason.to_owned()))
}

/// The same for the stack inside of a stack, as soon as the target has made it.
#[when(expr = "the stack inside of {string} is made and called {string}")]
async fn is_made_and_called(world: &mut World, stack: String, alias: String) -> Result<(), Stop> {
    let mut polls = Polls::for_a_moment(&world.run().settings);
    let role = world.stack(&stack)?.role;
    let query = world.filled(&format!("show_nested=true&owner_id={{id:{stack}}}"))?;
    loop {
        let request = world.request("stacks.list", role, None)?.with_query(&query);
        let exchange = world.send_aside(request).await?;
        let is_there = call(world, &alias, &exchange);
        let what = format!("a stack inside of {stack}");
        world.tell_poll(&what, "true", &is_there.to_string(), &polls, &exchange);
        if is_there {
            return Ok(());
        }
        if !polls.pause().await {
            return Err(Stop::Blocked(format!("there is no {what}")));
        }
    }
}

/// Gives the name to the first stack of the answer, if there is one.
fn call(world: &mut World, alias: &str, exchange: &Exchange) -> bool {
    let field = |name: &str| {
        let json = exchange.json.as_ref();
        json.and_then(|json| json.pointer(&format!("/stacks/0/{name}"))?.as_str())
    };
    let (Some(name), Some(id)) = (field("stack_name"), field("id")) else {
        return false;
    };
    world.note_nested(alias, name, id, exchange.role);
    true
}

#[when(expr = "{role} lists the stacks of the scenario")]
async fn list(world: &mut World, role: Role) -> Result<(), Stop> {
    send(world, role, "").await
}

/// A query in which each value may hold names in braces; it is encoded here.
#[when(expr = "{role} lists the stacks of the scenario with the query {string}")]
async fn list_with_query(world: &mut World, role: Role, query: String) -> Result<(), Stop> {
    send(world, role, &query).await
}

/// Of the stacks of the scenario these and no others, each once.
#[then(expr = "the answer lists the stacks {string} [{requirement}]")]
fn has(world: &mut World, aliases: String, id: RequirementId) -> Result<(), Stop> {
    let mut expected: Vec<&str> = names(&aliases).collect();
    expected.sort_unstable();
    let exchange = Arc::clone(world.last()?);
    let mut seen = own(world, &exchange);
    seen.sort_unstable();
    let differences = compare(&expected, &seen, &exchange);
    world.check(&id, Some(&exchange), differences)
}

/// The same in this order.
#[then(expr = "the answer lists the stacks {string} in this order [{requirement}]")]
fn has_in_order(world: &mut World, aliases: String, id: RequirementId) -> Result<(), Stop> {
    let expected: Vec<&str> = names(&aliases).collect();
    let exchange = Arc::clone(world.last()?);
    let differences = compare(&expected, &own(world, &exchange), &exchange);
    world.check(&id, Some(&exchange), differences)
}

/// Before or after all other stacks of the scenario: `first` or `last`.
#[then(expr = "the answer lists the stack {string} {word} [{requirement}]")]
fn has_at_end(
    world: &mut World,
    alias: String,
    place: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let seen = own(world, &exchange);
    let mut expected: Vec<&str> = seen.iter().copied().filter(|one| *one != alias).collect();
    let index = if place == "first" { 0 } else { expected.len() };
    expected.insert(index, &alias);
    let mut differences = compare(&expected, &seen, &exchange);
    let n_stacks = world.stacks().count();
    differences.equal(At::Body("/stacks".to_owned()), n_stacks, seen.len());
    world.check(&id, Some(&exchange), differences)
}

#[then(expr = "the answer lists none of the stacks [{requirement}]")]
fn has_none(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let differences = compare(&[], &own(world, &exchange), &exchange);
    world.check(&id, Some(&exchange), differences)
}

/// An item of the list and the stack itself tell the same of the stack.
#[then(expr = "the list tells of the stack {string} what it tells itself [{requirement}]")]
async fn tells_the_same(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    const TOLD: [&str; 5] = [
        "stack_name",
        "stack_status",
        "stack_status_reason",
        "creation_time",
        "updated_time",
    ];
    let shown = world.show(&alias).await?;
    let request = request_of(world, Role::Member, "")?;
    let listed = world.send_aside(request).await?;
    let stack_id = world.stack(&alias)?.id.clone();
    let items = listed
        .json
        .as_ref()
        .and_then(|json| json["stacks"].as_array());
    let item = items
        .into_iter()
        .flatten()
        .find(|item| item["id"].as_str() == stack_id.as_deref());
    let stack = shown.json.as_ref().map(|json| &json["stack"]);
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, listed.status);
    for field in TOLD {
        let of = |object: Option<&Value>| object.unwrap_or(&Value::Null)[field].clone();
        let at = At::Body(format!("/stacks/0/{field}"));
        differences.equal(at, of(stack), of(item));
    }
    world.check(&id, Some(&listed), differences)
}
/// The item of a stack is the same as in a list that asks for it by its id.
#[then(expr = "the answer shows the stack {string} as the list of stacks does [{requirement}]")]
async fn shows_as_listed(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let stack_id = world.stack_id(&alias)?.to_owned();
    let request = world.request("stacks.list", Role::Member, None)?;
    let listed = world
        .send_aside(request.with_query(&format!("id={stack_id}")))
        .await?;
    let exchange = Arc::clone(world.last()?);
    let shown = |exchange: &Exchange| {
        let stacks = exchange.json.as_ref().map(|json| &json["stacks"]);
        let mut items = stacks.and_then(Value::as_array).into_iter().flatten();
        let item = items.find(|item| item["id"] == stack_id.as_str());
        item.map_or_else(|| "nothing".to_owned(), plain)
    };
    let mut differences = Differences::default();
    let at = At::Body("/stacks".to_owned());
    differences.equal(at, shown(&listed), shown(&exchange));
    world.check(&id, Some(&exchange), differences)
}

/// The request that lists the stacks of the scenario and no others.
pub(super) fn request_of(
    world: &mut World,
    role: Role,
    query: &str,
) -> Result<crate::client::Request, Stop> {
    let mut pairs: Vec<(String, String)> = world
        .stacks()
        .filter_map(|(_, stack)| Some(("id".to_owned(), stack.id.clone()?)))
        .collect();
    for (name, value) in pairs_of(query) {
        pairs.push((name, world.filled(&value)?));
    }
    let query = encoded(&pairs)?;
    Ok(world.request("stacks.list", role, None)?.with_query(&query))
}

/// The names in `a, b`.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(", ").filter(|name| !name.is_empty())
}

async fn send(world: &mut World, role: Role, query: &str) -> Result<(), Stop> {
    let request = request_of(world, role, query)?;
    world.send(request).await?;
    Ok(())
}

/// The scenario's stacks in an answer, by the names that features use.
fn own<'a>(world: &'a World, exchange: &Exchange) -> Vec<&'a str> {
    let listed = exchange.json.as_ref().map(|json| &json["stacks"]);
    let ids = listed.and_then(Value::as_array).into_iter().flatten();
    ids.filter_map(|item| {
        let mut stacks = world.stacks();
        let (alias, _) = stacks.find(|(_, stack)| stack.id.as_deref() == item["id"].as_str())?;
        Some(alias)
    })
    .collect()
}

fn compare(expected: &[&str], seen: &[&str], exchange: &Exchange) -> Differences {
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    if exchange.status == 200 {
        let words = |names: &[&str]| format!("[{}]", names.join(", "));
        let at = At::Body("/stacks".to_owned());
        differences.equal(at, words(expected), words(seen));
    }
    differences
}
