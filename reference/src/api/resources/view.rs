//! Resources as clients see them.

use std::collections::HashMap;
use std::sync::Arc;

use heat_spec::{Fault, Map, Value, value};
use heat_template::StackDefinition;

use crate::api::call::Call;
use crate::api::stacks::view::insert;
use crate::api::times::seconds;
use crate::engine::{live_attributes, physical_name};
use crate::resources::registry;
use crate::store::resources::ResourceRecord;
use crate::store::stacks::StackRecord;

/// A resource with what its view is made from.
pub(super) struct Shown<'a> {
    pub(super) stack: &'a StackRecord,
    pub(super) definition: &'a Arc<StackDefinition>,
    pub(super) record: &'a ResourceRecord,
    /// The names of the resources that were made after others, by the ids of these.
    pub(super) dependants: &'a HashMap<i64, Vec<String>>,
}

impl Shown<'_> {
    /// An item of a list.
    pub(super) fn summary(&self, call: &Call) -> Result<Map, Fault> {
        let Self { stack, record, .. } = self;
        let stack_url = call.stack_url(&stack.project_id, &stack.name, &stack.id);
        let own_url = Call::resource_url(&stack_url, &record.name);
        let physical_id = record.physical_resource_id.as_deref();
        let mut view = Map::new();
        insert(&mut view, "updated_time", seconds(record.updated_at));
        insert(&mut view, "creation_time", seconds(record.created_at));
        insert(&mut view, "logical_resource_id", &record.name);
        insert(&mut view, "resource_name", &record.name);
        insert(
            &mut view,
            "physical_resource_id",
            physical_id.unwrap_or_default(),
        );
        let status = format!("{}_{}", record.action, record.status);
        insert(&mut view, "resource_status", status);
        insert(&mut view, "resource_status_reason", &record.status_reason);
        insert(&mut view, "resource_type", &record.resource_type);
        let mut links = vec![
            value!({ "href": own_url, "rel": "self" }),
            value!({ "href": stack_url, "rel": "stack" }),
        ];
        if let (Some(id), true) = (physical_id, self.has_stack()) {
            let name = physical_name(&stack.name, &record.name, &record.uuid, 255);
            let nested_url = call.stack_url(&stack.project_id, &name, id);
            links.push(value!({ "href": nested_url, "rel": "nested" }));
        }
        insert(&mut view, "links", Value::List(links));
        insert(&mut view, "required_by", self.required_by()?);
        if let Some(parent_resource) = &stack.parent_resource {
            insert(&mut view, "parent_resource", parent_resource);
        }
        Ok(view)
    }

    /// Whether there is a stack inside.
    fn has_stack(&self) -> bool {
        registry()
            .get(&self.record.resolved_type)
            .is_some_and(|resource_type| resource_type.stack_type().is_some())
    }

    /// The same with the description and the attributes, those of the further names too.
    pub(super) async fn details(&self, call: &Call, more: &[String]) -> Result<Map, Fault> {
        let mut view = self.summary(call)?;
        let defined = self.definition.resources().get(self.record.name.as_str());
        let description = defined.map_or("", |resource| resource.description.as_str());
        insert(&mut view, "description", description);
        let attributes =
            live_attributes(&call.app, self.stack, self.definition, self.record, more).await;
        insert(&mut view, "attributes", Value::Map(attributes));
        Ok(view)
    }

    /// The resources that need this one: by the template, or as they were made if it is no longer
    /// in the template.
    fn required_by(&self) -> Result<Value, Fault> {
        let name = self.record.name.as_str();
        if self.definition.resources().contains_key(name) {
            let names = self.definition.dependencies()?.required_by(name);
            return Ok(Value::List(names.map(Value::from).collect()));
        }
        let names = self.dependants.get(&self.record.id);
        let names = names.into_iter().flatten().map(Value::from);
        Ok(Value::List(names.collect()))
    }
}
