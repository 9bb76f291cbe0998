//! Resources as previews show them: as the engine sees them, with identities in place of links.

use std::sync::Arc;

use heat_spec::{Fault, Map, Value, value};
use heat_template::{Initial, StackDefinition};

use super::view::insert;
use crate::api::reply::Refusal;
use crate::api::times::seconds;
use crate::app::App;
use crate::engine::{live_attributes, physical_name};
use crate::resources::registry;
use crate::store::resources::ResourceRecord;
use crate::store::stacks::StackRecord;

/// A resource that nothing was done with.
pub(super) fn initial(
    stack: &StackRecord,
    definition: &StackDefinition,
    name: &str,
) -> Result<Map, Fault> {
    let resource = &definition.resources()[name];
    let schema = resource.schema()?;
    let properties = definition.shown_properties(name, &Initial);
    let resource_type = registry().get(&schema.name);
    let known = |attribute: &str| match resource_type {
        Some(resource_type) => resource_type.initial_attribute(&properties, attribute),
        None => Value::Null,
    };
    let attributes: Value = schema
        .attributes
        .keys()
        .filter(|attribute| *attribute != "show")
        .map(|attribute| (attribute, known(attribute)))
        .collect();
    let mut view = identified(stack, name);
    insert(&mut view, "updated_time", Value::Null);
    insert(&mut view, "creation_time", Value::Null);
    insert(&mut view, "physical_resource_id", "");
    insert(&mut view, "resource_action", "INIT");
    insert(&mut view, "resource_status", "COMPLETE");
    insert(&mut view, "resource_status_reason", "");
    insert(&mut view, "resource_type", &resource.declared_type);
    insert(&mut view, "required_by", required_by(definition, name)?);
    insert(&mut view, "description", &resource.description);
    insert(&mut view, "metadata", definition.metadata(name, &Initial)?);
    insert(&mut view, "attributes", attributes);
    Ok(view)
}

/// A resource as it is.
pub(super) async fn existing(
    app: &App,
    stack: &StackRecord,
    definition: &Arc<StackDefinition>,
    record: &ResourceRecord,
) -> Result<Value, Refusal> {
    let name = record.name.as_str();
    let resource = definition.resources().get(name);
    let metadata = record.metadata.as_map().cloned().unwrap_or_default();
    let attributes = live_attributes(app, stack, definition, record, &[]).await;
    let physical_id = record.physical_resource_id.as_deref();
    let mut view = identified(stack, name);
    insert(&mut view, "updated_time", seconds(record.updated_at));
    insert(&mut view, "creation_time", seconds(record.created_at));
    insert(
        &mut view,
        "physical_resource_id",
        physical_id.unwrap_or_default(),
    );
    insert(&mut view, "resource_action", &record.action);
    insert(&mut view, "resource_status", &record.status);
    insert(&mut view, "resource_status_reason", &record.status_reason);
    insert(&mut view, "resource_type", &record.resource_type);
    insert(&mut view, "required_by", required_by(definition, name)?);
    let description = resource.map_or("", |resource| resource.description.as_str());
    insert(&mut view, "description", description);
    insert(&mut view, "metadata", metadata);
    insert(&mut view, "attributes", attributes);
    if let (Some(id), true) = (physical_id, has_stack(record)) {
        let name = physical_name(&stack.name, name, &record.uuid, 255);
        let nested = identity(&stack.project_id, &name, id, String::new());
        insert(&mut view, "nested_stack_id", nested);
    }
    Ok(Value::Map(view))
}

/// Whether a resource of this kind has a stack inside once it is made.
fn has_stack(record: &ResourceRecord) -> bool {
    let resource_type = registry().get(&record.resolved_type);
    resource_type.is_some_and(|resource_type| resource_type.stack_type().is_some())
}

fn required_by(definition: &StackDefinition, name: &str) -> Result<Vec<Value>, Fault> {
    let dependencies = definition.dependencies()?;
    Ok(dependencies.required_by(name).map(Value::from).collect())
}

fn identified(stack: &StackRecord, name: &str) -> Map {
    let identity = |path| identity(&stack.project_id, &stack.name, &stack.id, path);
    let mut view = Map::new();
    insert(&mut view, "resource_name", name);
    insert(
        &mut view,
        "resource_identity",
        identity(format!("/resources/{name}")),
    );
    insert(&mut view, "stack_identity", identity(String::new()));
    insert(&mut view, "stack_name", &stack.name);
    view
}

fn identity(project_id: &str, stack_name: &str, stack_id: &str, path: String) -> Value {
    value!({
        "tenant": project_id,
        "stack_name": stack_name,
        "stack_id": stack_id,
        "path": path
    })
}
