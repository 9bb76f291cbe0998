//! Steps about stacks: making them, waiting for them, looking whether they are there.

use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::{given, then, when};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::clock::date_of;
use super::{doc_string, fields_of};
use crate::check::At;
use crate::client::Exchange;
use crate::target::Role;
use crate::world::{Differences, RequirementId, Stop, World};

/// How long ago the creation of a stack of a scenario may be; less than what clocks are off that
/// tell a local time as UTC.
const LONGEST_SCENARIO: SignedDuration = SignedDuration::from_mins(10);

#[given("the template")]
fn template(world: &mut World, #[step] step: &Step) -> Result<(), Stop> {
    let text = step
        .docstring
        .as_deref()
        .map(doc_string)
        .unwrap_or_default();
    let text = world.filled(text)?;
    world.set_template(text);
    Ok(())
}

/// Puts the scenario's template where the target can fetch it: `{template_url}`.
#[given("the template stands at an address")]
fn template_stands_at_address(world: &mut World) -> Result<(), Stop> {
    let url = world.publish_template()?;
    world.remember("template_url", &url);
    Ok(())
}

/// A stack that is there and complete, of the template of the scenario; the table has
/// further fields of the request.
#[given(expr = "a stack {string}")]
async fn member_has_a_stack(
    world: &mut World,
    alias: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    make(world, Role::Member, &alias, step).await
}

#[given(expr = "{role} has a stack {string}")]
async fn somebody_has_a_stack(
    world: &mut World,
    role: Role,
    alias: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    make(world, role, &alias, step).await
}

#[when(expr = "{role} creates a stack {string}")]
async fn create(
    world: &mut World,
    role: Role,
    alias: String,
    #[step] step: &Step,
) -> Result<(), Stop> {
    let fields = fields_of(world, step)?;
    world.create(role, &alias, fields).await?;
    Ok(())
}

#[given(expr = "the stack {string} has reached {word}")]
#[when(expr = "the stack {string} has reached {word}")]
async fn has_reached(world: &mut World, alias: String, status: String) -> Result<(), Stop> {
    let reached = world.wait_for_status(&alias, &status).await?;
    blocked_by(reached.difference)
}

#[given(expr = "the stack {string} has gone")]
#[when(expr = "the stack {string} has gone")]
async fn has_gone(world: &mut World, alias: String) -> Result<(), Stop> {
    let reached = world.wait_until_gone(&alias).await?;
    blocked_by(reached.difference)
}

#[then(expr = "the stack {string} reaches {word} [{requirement}]")]
async fn reaches(
    world: &mut World,
    alias: String,
    status: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let reached = world.wait_for_status(&alias, &status).await?;
    world.check(&id, Some(&reached.exchange), reached.difference.into())
}

#[then(expr = "the stack {string} has the reason {string} [{requirement}]")]
async fn has_reason(
    world: &mut World,
    alias: String,
    reason: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let shown = world.show(&alias).await?;
    let pointer = "/stack/stack_status_reason";
    let seen = text_at(&shown, pointer);
    let mut differences = Differences::default();
    differences.equal(At::Body(pointer.to_owned()), reason.as_str(), seen);
    world.check(&id, Some(&shown), differences)
}

/// Right now, without waiting.
#[then(expr = "the stack {string} is in deletion or deleted [{requirement}]")]
async fn is_in_deletion(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let shown = world.show(&alias).await?;
    let pointer = "/stack/stack_status";
    let status = text_at(&shown, pointer);
    let mut differences = Differences::default();
    if shown.status != 404 && !matches!(status, "DELETE_IN_PROGRESS" | "DELETE_COMPLETE") {
        let expected = "DELETE_IN_PROGRESS or DELETE_COMPLETE";
        differences.add(At::Body(pointer.to_owned()), expected, status);
    }
    world.check(&id, Some(&shown), differences)
}

/// After some time it is neither found by its name nor listed.
#[then(expr = "the stack {string} is found no more [{requirement}]")]
async fn is_found_no_more(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let reached = world.wait_until_gone(&alias).await?;
    if reached.difference.is_some() {
        return world.check(&id, Some(&reached.exchange), reached.difference.into());
    }
    let role = world.stack(&alias)?.role;
    let query = format!("id={}", world.stack_id(&alias)?);
    let request = world.request("stacks.list", role, None)?.with_query(&query);
    let listed = world.send_aside(request).await?;
    let stacks = listed
        .json
        .as_ref()
        .and_then(|json| json["stacks"].as_array());
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, listed.status);
    if stacks.is_none_or(|stacks| !stacks.is_empty()) {
        let seen = listed
            .json
            .as_ref()
            .map_or(&Value::Null, |json| &json["stacks"]);
        differences.add(At::Body("/stacks".to_owned()), "[]", seen);
    }
    world.check(&id, Some(&listed), differences)
}

#[then(expr = "the stack {string} keeps its time of creation [{requirement}]")]
async fn keeps_creation_time(
    world: &mut World,
    alias: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let pointer = "/stack/creation_time";
    let first = Arc::clone(world.last()?);
    let second = world.show(&alias).await?;
    let (before, after) = (text_at(&first, pointer), text_at(&second, pointer));
    let mut differences = Differences::default();
    let now = date_of(&second).unwrap_or_else(Timestamp::now);
    let is_recent = |time: Timestamp| now.duration_since(time).abs() < LONGEST_SCENARIO;
    let is_good = before.ends_with('Z') && before.parse().is_ok_and(is_recent);
    if !is_good {
        differences.add(
            At::Body(pointer.to_owned()),
            format!("a time in UTC with a Z, about {now}"),
            before,
        );
    }
    differences.equal(At::Body(pointer.to_owned()), before, after);
    world.check(&id, Some(&second), differences)
}

/// No stack of the name can be found, as after a refused creation.
#[then(expr = "there is no stack {string} [{requirement}]")]
async fn there_is_no_stack(
    world: &mut World,
    alias: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let found = world.find(&alias).await?;
    let mut differences = Differences::default();
    differences.equal(At::Status, 404, found.status);
    world.check(&id, Some(&found), differences)
}

#[then(expr = "there is no stack {string}, and the answer is as required [{requirement}]")]
async fn there_is_none_as_required(
    world: &mut World,
    alias: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let found = world.find(&alias).await?;
    let mut differences = Differences::default();
    differences.equal(At::Status, 404, found.status);
    world.expect_and(&id, &found, differences)
}

#[then(expr = "the stack {string} is untouched [{requirement}]")]
async fn is_untouched(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    let (shown, differences) = touched(world, &alias).await?;
    world.check(&id, Some(&shown), differences)
}

#[then(expr = "the stack {string} is untouched, and the answer is as required [{requirement}]")]
async fn is_untouched_as_required(
    world: &mut World,
    alias: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let (shown, differences) = touched(world, &alias).await?;
    world.expect_and(&id, &shown, differences)
}

/// What tells that something was done with a stack since it was created.
async fn touched(world: &mut World, alias: &str) -> Result<(Arc<Exchange>, Differences), Stop> {
    let shown = world.show(alias).await?;
    let mut differences = Differences::default();
    let pointer = "/stack/stack_status";
    let status = text_at(&shown, pointer);
    differences.equal(At::Body(pointer.to_owned()), "CREATE_COMPLETE", status);
    Ok((shown, differences))
}

/// The text at a JSON pointer of an answer.
fn text_at<'a>(exchange: &'a Exchange, pointer: &str) -> &'a str {
    let json = exchange.json.as_ref();
    json.and_then(|json| json.pointer(pointer)?.as_str())
        .unwrap_or("nothing")
}

async fn make(world: &mut World, role: Role, alias: &str, step: &Step) -> Result<(), Stop> {
    let fields = fields_of(world, step)?;
    ask_for(world, role, alias, fields).await?;
    let reached = world.wait_for_status(alias, "CREATE_COMPLETE").await?;
    blocked_by(reached.difference)
}

/// Asks for a stack without which the scenario cannot go on.
pub(super) async fn ask_for(
    world: &mut World,
    role: Role,
    alias: &str,
    fields: Map<String, Value>,
) -> Result<(), Stop> {
    let exchange = world.create(role, alias, fields).await?;
    if exchange.status >= 300 {
        return Err(Stop::Blocked(format!(
            "the stack \"{alias}\" could not be created: {} {}",
            exchange.status,
            exchange.fault_message().unwrap_or_default()
        )));
    }
    Ok(())
}

pub(super) fn blocked_by(difference: Option<crate::check::Difference>) -> Result<(), Stop> {
    match difference {
        None => Ok(()),
        Some(difference) => Err(Stop::Blocked(difference.to_string())),
    }
}
