//! `stacks.preview`: what a create would make, without making it.

use heat_spec::{Map, Value, value};
use heat_template::{Initial, StackDefinition};

use super::proposal::{self, Proposal};
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
    let resource = &definition.resources()[name];
    let schema = resource.schema()?;
    let attributes: Value = schema
        .attributes
        .keys()
        .filter(|attribute| *attribute != "show")
        .map(|attribute| (attribute, Value::Null))
        .collect();
    let required_by: Vec<Value> = definition
        .dependencies()?
        .required_by(name)
        .map(Value::from)
        .collect();
    let identity = |path: String| {
        value!({
            "tenant": &stack.project_id,
            "stack_name": &stack.name,
            "stack_id": &stack.id,
            "path": path
        })
    };
    Ok(value!({
        "updated_time": null,
        "creation_time": null,
        "resource_name": name,
        "physical_resource_id": "",
        "resource_action": "INIT",
        "resource_status": "COMPLETE",
        "resource_status_reason": "",
        "resource_type": &resource.declared_type,
        "resource_identity": identity(format!("/resources/{name}")),
        "stack_identity": identity(String::new()),
        "stack_name": &stack.name,
        "required_by": required_by,
        "description": &resource.description,
        "metadata": definition.metadata(name, &Initial)?,
        "attributes": attributes,
        "properties": definition.shown_properties(name, &Initial).to_value()
    }))
}
