//! `outputs.show`: one output with its value.

use heat_spec::{Value, fault, value};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::stacks::view::output;
use crate::api::stacks::{Deleted, Loaded, stack_of};
use crate::engine::States;

/// Shows an output; one whose condition does not hold has the value `null`.
pub(in crate::api) async fn show(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let Loaded {
        definition,
        records,
        ..
    } = &Loaded::of(&call, stack).await?;
    let key = call.path("output_key");
    let found = definition.outputs()?.get(key);
    let found = found.ok_or_else(|| fault::output_not_found(key))?;
    let states = States::new(definition, records);
    let view = Value::Map(output(definition, found, &states));
    Ok(Reply::ok(value!({ "output": view })))
}
