//! Steps that look at the order of the events in the last answer, the oldest of which stands first.

use std::sync::Arc;

use cucumber::then;
use serde_json::Value;

use crate::check::At;
use crate::client::Exchange;
use crate::world::{Differences, RequirementId, Stop, World};

#[then(
    expr = "the answer's first event is the stack's own, with the reason {string} [{requirement}]"
)]
fn first_is_the_stacks(world: &mut World, reason: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let name = world.latest_stack()?.name.clone();
    let text = |field: &str| {
        let event = events(&exchange).first();
        event
            .and_then(|event| event[field].as_str())
            .unwrap_or("nothing")
    };
    let mut differences = Differences::default();
    for (field, expected) in [
        ("resource_name", name.as_str()),
        ("resource_status", "CREATE_IN_PROGRESS"),
        ("resource_status_reason", &reason),
    ] {
        let at = At::Body(format!("/events/0/{field}"));
        differences.equal(at, expected, text(field));
    }
    world.check(&id, Some(&exchange), differences)
}

/// Both were created once, the one only when the other was there.
#[then(expr = "the answer's events have {string} start after {string} is complete [{requirement}]")]
fn starts_after(
    world: &mut World,
    later: String,
    earlier: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let start = position(&exchange, &later, "CREATE_IN_PROGRESS");
    let end = position(&exchange, &earlier, "CREATE_COMPLETE");
    let is_so = matches!((end, start), (Some(end), Some(start)) if end < start);
    let expected = format!("{earlier} complete before {later} starts");
    check_course(world, &id, &exchange, is_so, &expected)
}

#[then(expr = "the answer's events have {string} complete and then deleted [{requirement}]")]
fn is_deleted(world: &mut World, resource: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let made = position(&exchange, &resource, "CREATE_COMPLETE");
    let deleted = position(&exchange, &resource, "DELETE_COMPLETE");
    let is_so = matches!((made, deleted), (Some(made), Some(deleted)) if made < deleted);
    let expected = format!("{resource} complete and then deleted");
    check_course(world, &id, &exchange, is_so, &expected)
}

#[then(expr = "the answer's events have {string} complete and never deleted [{requirement}]")]
fn is_kept(world: &mut World, resource: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let is_made = position(&exchange, &resource, "CREATE_COMPLETE").is_some();
    let is_deleted = ["DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED"]
        .iter()
        .any(|status| position(&exchange, &resource, status).is_some());
    let expected = format!("{resource} complete and never deleted");
    check_course(world, &id, &exchange, is_made && !is_deleted, &expected)
}

fn check_course(
    world: &mut World,
    id: &RequirementId,
    exchange: &Arc<Exchange>,
    is_so: bool,
    expected: &str,
) -> Result<(), Stop> {
    let mut differences = Differences::default();
    if !is_so {
        differences.add(At::Body("/events".to_owned()), expected, course(exchange));
    }
    world.check(id, Some(exchange), differences)
}

fn events(exchange: &Exchange) -> &[Value] {
    let events = exchange
        .json
        .as_ref()
        .and_then(|json| json["events"].as_array());
    events.map_or(&[], Vec::as_slice)
}

/// Where the first event stands that tells of a resource reaching a status.
fn position(exchange: &Exchange, resource: &str, status: &str) -> Option<usize> {
    events(exchange)
        .iter()
        .position(|event| event["resource_name"] == resource && event["resource_status"] == status)
}

/// All events in few words: `web CREATE_IN_PROGRESS, a CREATE_IN_PROGRESS`.
fn course(exchange: &Exchange) -> String {
    let words: Vec<String> = events(exchange)
        .iter()
        .map(|event| {
            let text = |field: &str| event[field].as_str().unwrap_or("?").to_owned();
            format!("{} {}", text("resource_name"), text("resource_status"))
        })
        .collect();
    if words.is_empty() {
        format!("no events ({})", exchange.status)
    } else {
        words.join(", ")
    }
}
