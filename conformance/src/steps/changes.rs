//! Steps about what an action did to the resources of a stack, as its events tell.

use std::sync::Arc;

use cucumber::then;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::check::At;
use crate::client::Exchange;
use crate::world::{Differences, RequirementId, Stop, World};

#[then(expr = "the update of the stack {string} creates the resource {string} [{requirement}]")]
async fn creates(
    world: &mut World,
    alias: String,
    resource: String,
    id: RequirementId,
) -> Result<(), Stop> {
    judge(world, &alias, "UPDATE", &id, |course| {
        (course.find(Part::Before, &resource, "CREATE_").is_some()
            || course
                .find(Part::Since, &resource, "CREATE_COMPLETE")
                .is_none())
        .then(|| format!("{resource} to be created"))
    })
    .await
}

#[then(expr = "the update of the stack {string} deletes the resource {string} [{requirement}]")]
async fn deletes(
    world: &mut World,
    alias: String,
    resource: String,
    id: RequirementId,
) -> Result<(), Stop> {
    judge(world, &alias, "UPDATE", &id, |course| {
        let made = course.find(Part::Before, &resource, "CREATE_COMPLETE");
        let deleted = course.find(Part::Since, &resource, "DELETE_COMPLETE");
        (made.is_none() || deleted.map(|event| &event.thing) != made.map(|event| &event.thing))
            .then(|| format!("{resource} to be deleted"))
    })
    .await
}

#[then(expr = "the update of the stack {string} keeps the thing behind {string} [{requirement}]")]
async fn keeps(
    world: &mut World,
    alias: String,
    resource: String,
    id: RequirementId,
) -> Result<(), Stop> {
    judge(world, &alias, "UPDATE", &id, |course| {
        let made = course.find(Part::Before, &resource, "CREATE_COMPLETE");
        let updated = course.find(Part::Since, &resource, "UPDATE_COMPLETE");
        (made.is_none()
            || updated.map(|event| &event.thing) != made.map(|event| &event.thing)
            || course.find(Part::Since, &resource, "CREATE_").is_some())
        .then(|| format!("{resource} to be updated with its physical id kept"))
    })
    .await
}

#[then(
    expr = "the update of the stack {string} replaces the thing behind {string} [{requirement}]"
)]
async fn replaces(
    world: &mut World,
    alias: String,
    resource: String,
    id: RequirementId,
) -> Result<(), Stop> {
    judge(world, &alias, "UPDATE", &id, |course| {
        let old = course.find(Part::Before, &resource, "CREATE_COMPLETE");
        let new = course.find(Part::Since, &resource, "CREATE_COMPLETE");
        let deleted = course.find(Part::Since, &resource, "DELETE_COMPLETE");
        let is_replaced = match (old, new, deleted) {
            (Some(old), Some(new), Some(deleted)) => {
                new.thing != old.thing && deleted.thing == old.thing
            }
            _ => false,
        };
        (!is_replaced)
            .then(|| format!("{resource} to be created anew and the old one to be deleted"))
    })
    .await
}

#[then(
    expr = "the update of the stack {string} makes the new {string} before it deletes the old one [{requirement}]"
)]
async fn makes_new_first(
    world: &mut World,
    alias: String,
    resource: String,
    id: RequirementId,
) -> Result<(), Stop> {
    judge(world, &alias, "UPDATE", &id, |course| {
        let made = course.place(Part::Since, &resource, "CREATE_COMPLETE");
        let deleted = course.place(Part::Since, &resource, "DELETE_IN_PROGRESS");
        (made.is_none() || deleted.is_none() || made > deleted)
            .then(|| format!("{resource} to be created before it is deleted"))
    })
    .await
}

#[then(expr = "the update of the stack {string} touches no resource [{requirement}]")]
async fn touches_none(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    judge(world, &alias, "UPDATE", &id, |course| {
        let n_touched = |part| course.of_resources(part).count();
        let is_over = course
            .find_of_stack(Part::Since, "UPDATE_COMPLETE")
            .is_some();
        // Events of the creation prove that there are resources to be touched.
        (n_touched(Part::Before) == 0 || n_touched(Part::Since) > 0 || !is_over)
            .then(|| "UPDATE_COMPLETE and nothing of resources".to_owned())
    })
    .await
}

#[then(expr = "the deletion of the stack {string} deletes all of its resources [{requirement}]")]
async fn deletes_all(world: &mut World, alias: String, id: RequirementId) -> Result<(), Stop> {
    judge(world, &alias, "DELETE", &id, |course| {
        let made: Vec<&Event> = course
            .of_resources(Part::Before)
            .filter(|event| event.status == "CREATE_COMPLETE")
            .collect();
        let is_deleted = |made: &&Event| {
            course
                .of_resources(Part::Since)
                .any(|event| event.thing == made.thing && event.status == "DELETE_COMPLETE")
        };
        (made.is_empty() || !made.iter().all(is_deleted)).then(|| {
            let names: Vec<&str> = made.iter().map(|event| event.name.as_str()).collect();
            format!("all of {} to be deleted", names.join(", "))
        })
    })
    .await
}

#[then(
    expr = "the deletion of the stack {string} deletes {string} before {string} [{requirement}]"
)]
async fn deletes_before(
    world: &mut World,
    alias: String,
    first: String,
    second: String,
    id: RequirementId,
) -> Result<(), Stop> {
    judge(world, &alias, "DELETE", &id, |course| {
        let ended = course.place(Part::Since, &first, "DELETE_COMPLETE");
        let begun = course.place(Part::Since, &second, "DELETE_IN_PROGRESS");
        (ended.is_none() || begun.is_none() || ended > begun)
            .then(|| format!("{first} to be deleted before {second}"))
    })
    .await
}

/// A deletion that the real thing would have drawn out took no such time.
#[then(
    expr = "the deletion of the stack {string} is done with {string} in less than {int} seconds [{requirement}]"
)]
async fn is_done_early(
    world: &mut World,
    alias: String,
    resource: String,
    seconds: i64,
    id: RequirementId,
) -> Result<(), Stop> {
    judge(world, &alias, "DELETE", &id, |course| {
        let begun = course.find(Part::Since, &resource, "DELETE_IN_PROGRESS");
        let ended = course.find(Part::Since, &resource, "DELETE_COMPLETE");
        let is_early = match (begun, ended) {
            (Some(Event { time: begun, .. }), Some(Event { time: ended, .. })) => {
                ended.duration_since(*begun) < SignedDuration::from_secs(seconds)
            }
            // Where nothing is deleted there need not be an event of it.
            (None, None) => course
                .find_of_stack(Part::Since, "DELETE_COMPLETE")
                .is_some(),
            _ => false,
        };
        (!is_early).then(|| format!("{resource} to be left alone within {seconds} s"))
    })
    .await
}

/// Checks the events of the latest action of a kind: `expected` says what should be in them, if
/// that is not so.
async fn judge(
    world: &mut World,
    alias: &str,
    action: &str,
    id: &RequirementId,
    expected: impl FnOnce(&Course) -> Option<String>,
) -> Result<(), Stop> {
    let course = course_of(world, alias, action).await?;
    let mut differences = Differences::default();
    if let Some(expected) = expected(&course) {
        course.differs(&mut differences, &expected);
    }
    world.check(id, Some(&course.exchange), differences)
}

/// Which events: those before the latest action of the kind, or those since it began.
#[derive(Clone, Copy)]
enum Part {
    Before,
    Since,
}

/// The events of a stack, the oldest first.
struct Course {
    exchange: Arc<Exchange>,
    events: Vec<Event>,
    /// How many there were when the latest action of the kind began.
    n_before: usize,
    stack_id: String,
}

/// One of them.
struct Event {
    name: String,
    status: String,
    /// The physical id.
    thing: Value,
    time: Timestamp,
}

impl Course {
    fn of(&self, part: Part) -> &[Event] {
        let (before, since) = self.events.split_at(self.n_before);
        match part {
            Part::Before => before,
            Part::Since => since,
        }
    }

    fn of_resources(&self, part: Part) -> impl Iterator<Item = &Event> {
        let events = self.of(part).iter();
        events.filter(|event| event.thing != self.stack_id.as_str())
    }

    /// The first event of a resource with a status that begins so.
    fn find(&self, part: Part, resource: &str, status: &str) -> Option<&Event> {
        self.of_resources(part)
            .find(|event| event.name == resource && event.status.starts_with(status))
    }

    fn find_of_stack(&self, part: Part, status: &str) -> Option<&Event> {
        let mut events = self.of(part).iter();
        events.find(|event| event.thing == self.stack_id.as_str() && event.status == status)
    }

    /// The place of an event among the others.
    fn place(&self, part: Part, resource: &str, status: &str) -> Option<usize> {
        self.of_resources(part)
            .position(|event| event.name == resource && event.status == status)
    }

    fn differs(&self, differences: &mut Differences, expected: &str) {
        let seen: Vec<String> = self
            .of(Part::Since)
            .iter()
            .map(|event| format!("{} {} {}", event.name, event.status, event.thing))
            .collect();
        let at = At::Course("events since the action began".to_owned());
        differences.add(at, expected, seen.join(", "));
    }
}

/// The events of a stack around the latest action of a kind.
async fn course_of(world: &mut World, alias: &str, action: &str) -> Result<Course, Stop> {
    let role = world.stack(alias)?.role;
    let stack_id = world.stack_id(alias)?.to_owned();
    let request = world.request("events.list", role, Some(alias))?;
    let exchange = world.send_aside(request).await?;
    let listed = exchange
        .json
        .as_ref()
        .and_then(|json| json["events"].as_array());
    let mut events: Vec<Event> = listed.into_iter().flatten().filter_map(event_of).collect();
    // The newest is listed first.
    events.reverse();
    let begin = format!("{action}_IN_PROGRESS");
    let n_before = events
        .iter()
        .rposition(|event| event.thing == stack_id.as_str() && event.status == begin)
        .ok_or_else(|| Stop::Blocked(format!("no event says {begin} of the stack: {exchange}")))?;
    Ok(Course {
        exchange,
        events,
        n_before,
        stack_id,
    })
}

fn event_of(item: &Value) -> Option<Event> {
    let text = |field: &str| item[field].as_str().map(str::to_owned);
    Some(Event {
        name: text("resource_name")?,
        status: text("resource_status")?,
        thing: item["physical_resource_id"].clone(),
        time: item["event_time"].as_str()?.parse().ok()?,
    })
}
