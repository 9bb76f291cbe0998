//! Steps about the events of a stack: what happened, in which order, and how an event looks.
//!
//! A name stands for the stack that features call so, or else for a resource.

use std::sync::Arc;

use cucumber::gherkin::Step;
use cucumber::{then, when};
use serde_json::{Value, json};

use super::lists::names;
use crate::check::At;
use crate::client::Exchange;
use crate::target::Role;
use crate::world::{Differences, Polls, RequirementId, Stop, World};

/// A direction that a list may have.
#[derive(Clone, Copy, Debug, cucumber::Parameter)]
#[param(name = "direction", regex = "oldest first|newest first")]
enum Direction {
    OldestFirst,
    NewestFirst,
}

impl std::str::FromStr for Direction {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "newest first" => Self::NewestFirst,
            _ => Self::OldestFirst,
        })
    }
}

/// The whole course of an action on a stack, whose resources are dealt with one after the other;
/// what happened before the action is left out.
#[then(
    expr = "the answer shows the {word} of the stack {string} and of {string}, {direction} [{requirement}]"
)]
fn shows_course(
    world: &mut World,
    action: String,
    stack: String,
    resources: String,
    direction: Direction,
    id: RequirementId,
) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let mut seen: Vec<String> = events(&exchange)
        .map(|event| format!("{} {}", name_of(event), status_of(event)))
        .collect();
    if matches!(direction, Direction::NewestFirst) {
        seen.reverse();
    }
    let stack = real_name(world, &stack);
    let begin = format!("{stack} {action}_IN_PROGRESS");
    let mut expected = vec![begin.clone()];
    for resource in names(&resources) {
        expected.push(format!("{resource} {action}_IN_PROGRESS"));
        expected.push(format!("{resource} {action}_COMPLETE"));
    }
    expected.push(format!("{stack} {action}_COMPLETE"));
    let earlier = seen.iter().position(|event| *event == begin).unwrap_or(0);
    // A creation comes first of all.
    let earlier = if action == "CREATE" { 0 } else { earlier };
    let mut differences = Differences::default();
    let at = At::Body("/events".to_owned());
    differences.equal(at, expected.join(", "), seen[earlier..].join(", "));
    world.check(&id, Some(&exchange), differences)
}

/// What happened last, oldest first: in each row of the table the name, the status and, if it
/// matters, the reason.
#[then(expr = "the answer's events end with [{requirement}]")]
fn end_with(world: &mut World, id: RequirementId, #[step] step: &Step) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let rows: Vec<Vec<String>> = step
        .table
        .iter()
        .flat_map(|table| table.rows.clone())
        .collect();
    let mut seen: Vec<&Value> = events(&exchange).collect();
    seen.drain(..seen.len().saturating_sub(rows.len()));
    let mut differences = Differences::default();
    let show = |event: &Value, with_reason: bool| {
        let mut text = format!("{} {}", name_of(event), status_of(event));
        if with_reason {
            text = format!("{text}: {}", self::text(event, "resource_status_reason"));
        }
        text
    };
    let mut expected_course = Vec::new();
    let mut seen_course = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let [name, status, reason @ ..] = row.as_slice() else {
            return Err(Stop::Error(
                "a row of events has a name and a status".to_owned(),
            ));
        };
        let reason = reason.first().filter(|reason| !reason.is_empty());
        let mut expected = format!("{} {status}", real_name(world, name));
        if let Some(reason) = reason {
            expected = format!("{expected}: {}", world.filled(reason)?);
        }
        expected_course.push(expected);
        let event = seen.get(place);
        seen_course.push(event.map_or_else(
            || "nothing".to_owned(),
            |event| show(event, reason.is_some()),
        ));
    }
    let at = At::Body("/events".to_owned());
    differences.equal(at, expected_course.join(", "), seen_course.join(", "));
    world.check(&id, Some(&exchange), differences)
}

/// Waits until there is such an event of a resource.
#[when(expr = "the stack {string} has {word} of {string}")]
async fn has_event(
    world: &mut World,
    stack: String,
    status: String,
    resource: String,
) -> Result<(), Stop> {
    let mut polls = Polls::for_a_moment(&world.run().settings);
    let role = world.stack(&stack)?.role;
    loop {
        let request = world.request("events.list", role, Some(&stack))?;
        let exchange = world.send_aside(request).await?;
        let is_there =
            events(&exchange).any(|event| name_of(event) == resource && status_of(event) == status);
        let (what, shown) = (format!("events of {resource}"), is_there.to_string());
        world.tell_poll(&what, &status, &shown, &polls, &exchange);
        if is_there {
            return Ok(());
        }
        if !polls.pause().await {
            let reason = format!("there is no event {status} of {resource}");
            return Err(Stop::Blocked(reason));
        }
    }
}

/// Each run of events of one name counts once.
#[then(expr = "the answer has the events of {string}, grouped in this order [{requirement}]")]
fn has_groups(world: &mut World, groups: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let mut seen: Vec<&str> = events(&exchange).map(name_of).collect();
    seen.dedup();
    let expected: Vec<String> = names(&groups).map(|name| real_name(world, name)).collect();
    let mut differences = Differences::default();
    let at = At::Body("/events/*/resource_name".to_owned());
    differences.equal(at, expected.join(", "), seen.join(", "));
    world.check(&id, Some(&exchange), differences)
}

/// The reasons that a creation gives, whatever the order of the events.
#[then(
    expr = "the answer has the reasons of a creation in the events of {string} and {string} [{requirement}]"
)]
fn has_reasons(
    world: &mut World,
    stack: String,
    resource: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let expected = [
        (
            real_name(world, &stack),
            "CREATE_IN_PROGRESS",
            "Stack CREATE started",
        ),
        (
            real_name(world, &stack),
            "CREATE_COMPLETE",
            "Stack CREATE completed successfully",
        ),
        (resource.clone(), "CREATE_IN_PROGRESS", "state changed"),
        (resource, "CREATE_COMPLETE", "state changed"),
    ];
    let mut differences = Differences::default();
    for (name, status, reason) in &expected {
        let event =
            events(&exchange).find(|event| name_of(event) == name && status_of(event) == *status);
        let seen = event.map_or("no such event", |event| {
            text(event, "resource_status_reason")
        });
        let at = At::Body(format!("/events, {status} of {name}, reason"));
        differences.equal(at, *reason, seen);
    }
    world.check(&id, Some(&exchange), differences)
}

/// Name, logical name and id of the stack stand in its own events.
#[then(expr = "the answer names the stack {string} in its own events [{requirement}]")]
fn names_stack(world: &mut World, stack: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let (name, stack_id) = (real_name(world, &stack), world.stack_id(&stack)?.to_owned());
    let expected = json!([name, name, stack_id]);
    let fields = [
        "resource_name",
        "logical_resource_id",
        "physical_resource_id",
    ];
    let differences = fields_differ(&exchange, &name, &fields, &expected);
    world.check(&id, Some(&exchange), differences)
}

/// Name and logical name of the resource stand in its events.
#[then(expr = "the answer names the resource {string} in its events [{requirement}]")]
fn names_resource(world: &mut World, resource: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let expected = json!([resource, resource]);
    let fields = ["resource_name", "logical_resource_id"];
    let differences = fields_differ(&exchange, &resource, &fields, &expected);
    world.check(&id, Some(&exchange), differences)
}

/// Exactly these links: of the event, its resource and its stack, and of the root if one is due.
#[then(expr = "the answer links each event to itself, its resource and its stack [{requirement}]")]
fn has_links(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    check_links(world, false, &id)
}

#[then(expr = "the answer links each event to the stack at the root as well [{requirement}]")]
fn has_root_links(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    check_links(world, true, &id)
}

/// The last answer has those of a stack's events whose status begins or ends so, and no others.
#[then(
    expr = "of the events of the stack {string} those with the {word} {word} are listed [{requirement}]"
)]
async fn has_status(
    world: &mut World,
    stack: String,
    part: String,
    value: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let is_due = |event: &Value| match part.as_str() {
        "action" => status_of(event).starts_with(&format!("{value}_")),
        _ => status_of(event).ends_with(&format!("_{value}")),
    };
    check_subset(world, &stack, is_due, &id).await
}

/// The last answer has those of a stack's events that are about a name, and no others.
#[then(expr = "of the events of the stack {string} those of {string} are listed [{requirement}]")]
async fn has_name(
    world: &mut World,
    stack: String,
    name: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let name = real_name(world, &name);
    check_subset(world, &stack, |event| name_of(event) == name, &id).await
}

/// Compares the last answer with those of all events of a stack that are due in it.
async fn check_subset(
    world: &mut World,
    stack: &str,
    is_due: impl Fn(&Value) -> bool,
    id: &RequirementId,
) -> Result<(), Stop> {
    let filtered = Arc::clone(world.last()?);
    let request = world.request("events.list", Role::Member, Some(stack))?;
    let whole = world.send_aside(request).await?;
    let (due, others): (Vec<&Value>, Vec<&Value>) = events(&whole).partition(|event| is_due(event));
    if due.is_empty() || others.is_empty() {
        return Err(Stop::Blocked(format!(
            "{} events fit the filter and {} do not, so it cannot be judged",
            due.len(),
            others.len()
        )));
    }
    let shown = |events: &mut dyn Iterator<Item = &Value>| {
        let events = events.map(|event| {
            format!(
                "{} {} {}",
                name_of(event),
                status_of(event),
                text(event, "id")
            )
        });
        events.collect::<Vec<_>>().join(", ")
    };
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, filtered.status);
    let expected = shown(&mut due.into_iter());
    let at = At::Body("/events".to_owned());
    differences.equal(at, expected, shown(&mut events(&filtered)));
    world.check(id, Some(&filtered), differences)
}

/// How the fields of the events of a name differ from what is expected; there has to be one.
fn fields_differ(
    exchange: &Exchange,
    name: &str,
    fields: &[&str],
    expected: &Value,
) -> Differences {
    let mut differences = Differences::default();
    // By either field, so that an event in which one is wrong is found as well.
    let is_own =
        |event: &&Value| name_of(event) == name || text(event, "logical_resource_id") == name;
    let mut own = events(exchange).filter(is_own).peekable();
    if own.peek().is_none() {
        differences.add(
            At::Body("/events".to_owned()),
            format!("events of {name}"),
            "none",
        );
    }
    for event in own {
        let seen: Value = fields.iter().map(|field| event[*field].clone()).collect();
        let at = At::Body(format!("/events/* {}", fields.join(", ")));
        differences.equal(at, expected, &seen);
    }
    differences
}

fn check_links(world: &mut World, with_root: bool, id: &RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let endpoint = world.endpoint(exchange.role)?;
    let path = |name: &str| {
        let value = exchange.path_parameters.get(name);
        value.map_or("", String::as_str)
    };
    let stack = format!(
        "{endpoint}/stacks/{}/{}",
        path("stack_name"),
        path("stack_id")
    );
    let mut differences = Differences::default();
    let mut n_events = 0;
    for (index, event) in events(&exchange).enumerate() {
        n_events += 1;
        let resource = format!("{stack}/resources/{}", name_of(event));
        let own = format!("{resource}/events/{}", text(event, "id"));
        let mut expected = vec![
            ("self", own),
            ("resource", resource),
            ("stack", stack.clone()),
        ];
        if with_root {
            expected.push(("root_stack", stack.clone()));
        }
        let mut expected: Vec<Value> = expected
            .into_iter()
            .map(|(rel, href)| json!({"href": href, "rel": rel}))
            .collect();
        let mut seen = event["links"].as_array().cloned().unwrap_or_default();
        for links in [&mut expected, &mut seen] {
            links.sort_by_key(|link| text(link, "rel").to_owned());
        }
        let at = At::Body(format!("/events/{index}/links"));
        differences.equal(at, Value::from(expected), Value::from(seen));
    }
    if n_events == 0 {
        differences.add(At::Body("/events".to_owned()), "events", "none");
    }
    world.check(id, Some(&exchange), differences)
}

fn real_name(world: &World, name: &str) -> String {
    let stack = world.stack(name);
    stack.map_or_else(|_| name.to_owned(), |stack| stack.name.clone())
}

fn events(exchange: &Exchange) -> impl Iterator<Item = &Value> {
    let listed = exchange.json.as_ref().map(|json| &json["events"]);
    listed.and_then(Value::as_array).into_iter().flatten()
}

fn name_of(event: &Value) -> &str {
    text(event, "resource_name")
}

fn status_of(event: &Value) -> &str {
    text(event, "resource_status")
}

fn text<'a>(event: &'a Value, field: &str) -> &'a str {
    event[field].as_str().unwrap_or("nothing")
}
