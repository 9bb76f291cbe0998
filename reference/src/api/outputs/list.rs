//! `outputs.list`: names and descriptions of a stack's outputs.

use heat_spec::{Value, value};

use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::stacks::view::output_summary;
use crate::api::stacks::{Deleted, Loaded, stack_of};

/// Lists the outputs without their values.
pub(in crate::api) async fn list(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let loaded = Loaded::of(&call, stack).await?;
    let outputs = loaded.definition.outputs()?.values();
    let items: Vec<Value> = outputs
        .map(|output| Value::Map(output_summary(output)))
        .collect();
    Ok(Reply::ok(value!({ "outputs": items })))
}
