//! `stacks.preview`: what a create would make, without making it.

use heat_spec::{Map, Value, fault};
use heat_template::{Initial, Purpose, ResourceTypes as _, StackDefinition};

use super::proposal::{self, Proposal};
use super::resource_view;
use super::view::{details, insert, outputs};
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::request_data;
use crate::resources::registry;
use crate::store::stacks::StackRecord;

/// What stands for the id of a stack that there is not.
const NO_ID: &str = "None";

/// More resources than a preview shows, those of stacks inside of each other together.
const MAX_RESOURCES: usize = 10_000;

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
    let mut n_left = MAX_RESOURCES;
    let resources = resources(&stack, definition, None, &mut n_left)?;
    insert(&mut view, "resources", resources);
    let mut body = Map::new();
    insert(&mut body, "stack", Value::Map(view));
    Ok(Value::Map(body))
}

/// The resources of a stack; one that has a stack inside is the list of that one's resources.
fn resources(
    stack: &StackRecord,
    definition: &StackDefinition,
    parent_resource: Option<&str>,
    n_left: &mut usize,
) -> Result<Value, Refusal> {
    let views = definition.resources().values().map(|resource| {
        *n_left = n_left
            .checked_sub(1)
            .ok_or_else(fault::too_many_resources)?;
        let properties = definition.shown_properties(&resource.name, &Initial);
        let nested = registry().nested(definition, resource, &properties, Purpose::Whole)?;
        let Some(nested) = nested else {
            return self::resource(stack, definition, &resource.name, parent_resource);
        };
        if nested.template.resource_count() > *n_left {
            return Err(fault::too_many_resources().into());
        }
        let identity = definition.child_identity(&resource.name);
        let stack = StackRecord {
            name: identity.name.clone(),
            ..stack.clone()
        };
        let child = definition.child(resource, nested, identity, registry())?;
        resources(&stack, &child, Some(&resource.name), n_left)
    });
    views
        .collect::<Result<Vec<Value>, Refusal>>()
        .map(Value::List)
}

/// A resource that nothing was done with, with its properties as far as they are known.
fn resource(
    stack: &StackRecord,
    definition: &StackDefinition,
    name: &str,
    parent_resource: Option<&str>,
) -> Result<Value, Refusal> {
    let mut view = resource_view::initial(stack, definition, name)?;
    let properties = definition.shown_properties(name, &Initial).to_value();
    insert(&mut view, "properties", properties);
    if let Some(parent_resource) = parent_resource {
        insert(&mut view, "parent_resource", parent_resource);
    }
    Ok(Value::Map(view))
}
