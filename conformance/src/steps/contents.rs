//! Steps that look at the parameters and outputs of the stack that the last answer shows.

use std::sync::Arc;

use cucumber::then;
use serde_json::Value;

use crate::check::At;
use crate::world::{Differences, RequirementId, Stop, World};

/// The value of a parameter, which is shown as text.
#[then(expr = "the answer has {string} for the parameter {string} [{requirement}]")]
fn has_parameter(
    world: &mut World,
    expected: String,
    name: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let expected = Value::String(world.filled(&expected)?);
    let exchange = Arc::clone(world.last()?);
    let pointer = format!("/stack/parameters/{name}");
    let seen = exchange
        .json
        .as_ref()
        .and_then(|json| json.pointer("/stack/parameters")?.get(&name));
    let differences = unless_equal(pointer, &expected, seen);
    world.check(&id, Some(&exchange), differences)
}

/// The value of an output as JSON, wherever the output stands in the list.
#[then(expr = "the answer has {string} for the output {string} [{requirement}]")]
fn has_output(
    world: &mut World,
    expected: String,
    key: String,
    id: RequirementId,
) -> Result<(), Stop> {
    let expected = world.filled_json(&expected)?;
    let exchange = Arc::clone(world.last()?);
    let outputs = exchange
        .json
        .as_ref()
        .and_then(|json| json.pointer("/stack/outputs")?.as_array());
    let found = outputs
        .into_iter()
        .flatten()
        .enumerate()
        .find(|(_, output)| output["output_key"] == key);
    let (pointer, seen) = match found {
        Some((index, output)) => (
            format!("/stack/outputs/{index}/output_value"),
            output.get("output_value"),
        ),
        None => ("/stack/outputs".to_owned(), None),
    };
    let differences = unless_equal(pointer, &expected, seen);
    world.check(&id, Some(&exchange), differences)
}

fn unless_equal(pointer: String, expected: &Value, seen: Option<&Value>) -> Differences {
    let mut differences = Differences::default();
    if seen != Some(expected) {
        let seen = seen.map_or_else(|| "nothing".to_owned(), Value::to_string);
        differences.add(At::Body(pointer), expected, seen);
    }
    differences
}
