//! `stacks.preview`: what a create would make, without making it.

use heat_spec::{Map, Value};
use heat_template::{Initial, StackDefinition};

use super::proposal::{self, Proposal};
use super::resource_view;
use super::view::{details, insert, outputs};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::store::stacks::StackRecord;

/// What stands for the id of a stack that there is not.
const NO_ID: &str = "None";

/// Previews a stack.
pub(in crate::api) async fn preview(call: Call) -> Answer {
    let body = request_data::body(call.body.as_ref())?;
    let proposal = proposal::new_stack(&call, body, None).await?;
    Ok(Reply::ok(view(&call, &proposal)?))
}

fn view(call: &Call, proposal: &Proposal) -> Result<Value, Refusal> {
    let definition = &proposal.definition;
    let now = call.app.clock.now();
    let stack = StackRecord {
        id: NO_ID.to_owned(),
        ..proposal::record(&call.identity, &proposal.name, &proposal.arguments, now)
    };
    let mut view = details(call, &stack, definition)?;
    insert(&mut view, "outputs", outputs(definition, &Initial)?);
    let resources = definition.resources().keys();
    let resources: Result<Vec<Value>, Refusal> = resources
        .map(|name| resource(&stack, definition, name))
        .collect();
    insert(&mut view, "resources", Value::List(resources?));
    let mut body = Map::new();
    insert(&mut body, "stack", Value::Map(view));
    Ok(Value::Map(body))
}

/// A resource that nothing was done with, with its properties as far as they are known.
fn resource(
    stack: &StackRecord,
    definition: &StackDefinition,
    name: &str,
) -> Result<Value, Refusal> {
    let mut view = resource_view::initial(stack, definition, name)?;
    let properties = definition.shown_properties(name, &Initial).to_value();
    insert(&mut view, "properties", properties);
    Ok(Value::Map(view))
}
