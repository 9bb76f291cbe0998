//! Steps that make sure that a request made no stack, or no other one, under whatever name.

use std::collections::HashSet;
use std::sync::Arc;

use cucumber::{given, then};
use serde_json::Value;

use crate::check::At;
use crate::client::{Exchange, encoded_segment};
use crate::target::Role;
use crate::world::{Differences, RequirementId, Stop, World};

#[given("a look at the list of stacks")]
async fn look_at_list(world: &mut World) -> Result<(), Stop> {
    let (exchange, listed) = list(world).await?;
    if exchange.status != 200 {
        return Err(Stop::Blocked(format!(
            "the stacks are not listed: {exchange}"
        )));
    }
    let ids = listed.into_iter().map(|(id, _)| id);
    world.keep_listed(ids.collect());
    Ok(())
}

/// No stack is new in the list whose template is about this text, which is the scenario's own.
///
/// Others make stacks at the same time, in this run and beside it; they are told apart by their
/// names and templates.
#[then(expr = "no stack was made that is about {string} [{requirement}]")]
async fn none_is_about(world: &mut World, mark: String, id: RequirementId) -> Result<(), Stop> {
    let mark = world.filled(&mark)?;
    let known: HashSet<String> = world.listed().clone();
    let (exchange, listed) = list(world).await?;
    let prefix = world.run().prefix();
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    for (id, name) in listed.iter().filter(|(id, _)| !known.contains(id)) {
        let is_of_this_run = name.starts_with(&prefix);
        if *name == mark || !is_of_this_run && is_about(world, name, id, &mark).await? {
            let at = At::Body("/stacks".to_owned());
            differences.add(at, "no new stack", format!("{name} ({id})"));
        }
    }
    world.check(&id, Some(&exchange), differences)
}

/// The stack is new in the list, and so is no other one of the scenario whose template is about its
/// name or whose name begins with that.
#[then(expr = "the request made the stack {string} and no other [{requirement}]")]
async fn is_only_one(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let own = world.stack(&alias)?.name.clone();
    let known: HashSet<String> = world.listed().clone();
    let (exchange, listed) = list(world).await?;
    let prefix = world.run().prefix();
    let mut made = Vec::new();
    for (id, name) in listed.iter().filter(|(id, _)| !known.contains(id)) {
        let is_of_this_run = name.starts_with(&prefix);
        if name.starts_with(&own) || !is_of_this_run && is_about(world, name, id, &own).await? {
            made.push(name.as_str());
        }
    }
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    differences.equal(At::Body("/stacks".to_owned()), own, made.join(", "));
    world.check(&id, Some(&exchange), differences)
}

/// All stacks of the member's project, by id and name.
async fn list(world: &mut World) -> Result<(Arc<Exchange>, Vec<(String, String)>), Stop> {
    let request = world.request("stacks.list", Role::Member, None)?;
    let exchange = world.send_aside(request).await?;
    let stacks = exchange
        .json
        .as_ref()
        .and_then(|json| json["stacks"].as_array());
    let text = |stack: &Value, field: &str| stack[field].as_str().map(str::to_owned);
    let listed = stacks
        .into_iter()
        .flatten()
        .filter_map(|stack| Some((text(stack, "id")?, text(stack, "stack_name")?)))
        .collect();
    Ok((exchange, listed))
}

async fn is_about(world: &mut World, name: &str, id: &str, mark: &str) -> Result<bool, Stop> {
    let mut request = world.request("stacks.list", Role::Member, None)?;
    request.path = format!(
        "{}/{}/{}/template",
        request.path,
        encoded_segment(name),
        encoded_segment(id)
    );
    let template = world.send_aside(request).await?;
    Ok(template.body.contains(mark))
}
