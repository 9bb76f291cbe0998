//! Steps that look at the last answer and nothing else.

use std::sync::Arc;

use cucumber::{given, then, when};
use serde_json::Value;

use crate::check::{At, points};
use crate::client::Exchange;
use crate::world::{Differences, RequirementId, Stop, World};

/// As the requirement's expectation, or one of its alternatives, has it.
#[then(expr = "the answer is as required [{requirement}]")]
fn as_required(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    world.expect(&id)
}

/// A text for later steps, also as the parameter of this name of their paths.
#[given(expr = "{string} is remembered as {string}")]
#[when(expr = "{string} is remembered as {string}")]
fn text_is_remembered(world: &mut World, text: String, name: String) -> Result<(), Stop> {
    let text = world.filled(&text)?;
    world.remember(&name, &text);
    Ok(())
}

/// A text or a number of the last answer, by JSON pointer, for later steps: `{marker}`.
#[when(expr = "the answer's {string} is remembered as {string}")]
fn is_remembered(world: &mut World, pointer: String, name: String) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let text = match point(&exchange, &pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        other => {
            let seen = other.map_or_else(|| "nothing".to_owned(), Value::to_string);
            return Err(Stop::Blocked(format!("the answer has {seen} at {pointer}")));
        }
    };
    world.remember(&name, &text);
    Ok(())
}

/// Something, whatever it is, that is not null.
#[then(expr = "the answer has something at {string} [{requirement}]")]
fn has_something(world: &mut World, pointer: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let mut differences = Differences::default();
    if point(&exchange, &pointer).is_none_or(Value::is_null) {
        differences.add(At::Body(pointer), "something", "nothing");
    }
    world.check(&id, Some(&exchange), differences)
}

/// A JSON value at a JSON pointer.
#[then(expr = "the answer has {string} at {string} [{requirement}]")]
fn has_value(
    world: &mut World,
    expected: String,
    pointer: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let expected = world.filled_json(&expected)?;
    let exchange = Arc::clone(world.last()?);
    let seen = point(&exchange, &pointer);
    let mut differences = Differences::default();
    if seen != Some(&expected) {
        let seen = seen.map_or_else(|| "nothing".to_owned(), Value::to_string);
        differences.add(At::Body(pointer), expected, seen);
    }
    world.check(&id, Some(&exchange), differences)
}

/// What a JSON pointer with `*` names: a JSON list of all of it, in any order.
#[then(expr = "the answer has {string} at {string} in any order [{requirement}]")]
fn has_values(
    world: &mut World,
    expected: String,
    pointer: String,
    id: RequirementId,
) -> Result<(), Stop> {
    check_values(world, &expected, pointer, &id, |texts| texts.sort())
}

/// The same in this order.
#[then(expr = "the answer has {string} at {string} in this order [{requirement}]")]
fn has_values_in_order(
    world: &mut World,
    expected: String,
    pointer: String,
    id: RequirementId,
) -> Result<(), Stop> {
    check_values(world, &expected, pointer, &id, |_| {})
}

fn check_values(
    world: &mut World,
    expected: &str,
    pointer: String,
    id: &RequirementId,
    arrange: fn(&mut Vec<String>),
) -> Result<(), Stop> {
    let expected = world.filled_json(expected)?;
    let exchange = Arc::clone(world.last()?);
    let found = exchange.json.iter().flat_map(|json| points(json, &pointer));
    let found = found.map(|(_, value)| value.map_or_else(|| "nothing".to_owned(), plain));
    let expected = expected.as_array().into_iter().flatten().map(plain);
    let mut listed: [Vec<String>; 2] = [expected.collect(), found.collect()];
    listed.iter_mut().for_each(arrange);
    let [expected, found] = listed.map(|texts| texts.join(", "));
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    differences.equal(At::Body(pointer), expected, found);
    world.check(id, Some(&exchange), differences)
}

/// A text that stands nowhere in the answer, neither in headers nor in the body.
#[then(expr = "the answer does not hold {string} [{requirement}]")]
fn does_not_hold(world: &mut World, text: String, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let mut differences = Differences::default();
    let expected = format!("{text:?} not to be in it");
    if exchange.body.contains(&text) {
        differences.add(At::Body(String::new()), &expected, &exchange.body);
    }
    for (name, value) in &exchange.headers {
        if value.contains(&text) {
            differences.add(At::Header(name.clone()), &expected, value);
        }
    }
    world.check(&id, Some(&exchange), differences)
}

#[then(expr = "the answer names one stack in header, link and id [{requirement}]")]
fn names_one_stack(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let text = |pointer: &str| {
        point(&exchange, pointer)
            .and_then(Value::as_str)
            .unwrap_or("nothing")
    };
    let location = exchange.header("location").unwrap_or("nothing");
    let link = text("/stack/links/0/href");
    let mut differences = Differences::default();
    differences.equal(At::Body("/stack/links/0/href".to_owned()), location, link);
    let last = location.rsplit('/').next().unwrap_or_default();
    differences.equal(At::Body("/stack/id".to_owned()), last, text("/stack/id"));
    world.check(&id, Some(&exchange), differences)
}

#[then(expr = "the answer shows a creation in progress or further [{requirement}]")]
fn shows_creation(world: &mut World, id: RequirementId) -> Result<(), Stop> {
    let exchange = Arc::clone(world.last()?);
    let pointer = "/stack/stack_status";
    let status = point(&exchange, pointer)
        .and_then(Value::as_str)
        .unwrap_or("nothing");
    let mut differences = Differences::default();
    differences.equal(At::Status, 200, exchange.status);
    if !matches!(status, "CREATE_IN_PROGRESS" | "CREATE_COMPLETE") {
        let expected = "CREATE_IN_PROGRESS or CREATE_COMPLETE";
        differences.add(At::Body(pointer.to_owned()), expected, status);
    }
    world.check(&id, Some(&exchange), differences)
}

fn point<'a>(exchange: &'a Exchange, pointer: &str) -> Option<&'a Value> {
    exchange.json.as_ref()?.pointer(pointer)
}

/// A value as text that does not depend on the order of its keys.
pub(super) fn plain(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}
