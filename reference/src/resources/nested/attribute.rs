//! What can be seen of the stack inside of a resource: its outputs.

use std::sync::Arc;

use heat_spec::Value;
use heat_template::StackDefinition;

use crate::app::App;
use crate::engine::{Failure, States};
use crate::resources::Work;
use crate::store::resources::ResourceRecord;
use crate::store::stacks::{self, StackRecord};
use crate::store::{StoreError, resources, templates};

/// A stack with its definition and resources.
#[derive(Debug)]
pub(in crate::resources) struct Inside {
    pub(super) stack: StackRecord,
    pub(super) definition: Arc<StackDefinition>,
    pub(super) records: Vec<ResourceRecord>,
}

/// The stack inside of the resource, deleted or not.
pub(in crate::resources) async fn child(work: &Work) -> Result<Option<StackRecord>, Failure> {
    let Some(id) = work.physical_id().map(str::to_owned) else {
        return Ok(None);
    };
    let stack = work
        .app
        .store
        .call(move |tx| stacks::by_id(tx, None, &id))
        .await?;
    Ok(stack)
}

/// The same with all that is in it, if it is there.
pub(in crate::resources) async fn stack_of(work: &Work) -> Result<Option<Inside>, Failure> {
    match work.physical_id() {
        Some(id) => Ok(inside(&work.app, id.to_owned()).await?),
        None => Ok(None),
    }
}

async fn inside(app: &App, id: String) -> Result<Option<Inside>, StoreError> {
    let found = app
        .store
        .call(move |tx| {
            let Some(stack) = stacks::by_id(tx, None, &id)?.filter(|stack| !stack.is_deleted())
            else {
                return Ok(None);
            };
            let template = templates::get(tx, stack.template_id)?;
            let records = resources::of_stack(tx, stack.row)?;
            Ok::<_, StoreError>(Some((stack, template, records)))
        })
        .await?;
    let Some((stack, template, records)) = found else {
        return Ok(None);
    };
    let definition = app.definitions.get(&stack, stack.template_id, template)?;
    Ok(Some(Inside {
        stack,
        definition,
        records,
    }))
}

/// The value of an output of the stack inside; nothing if it has no such output.
pub(in crate::resources) async fn output(
    work: &Work,
    name: &str,
) -> Result<Option<Value>, Failure> {
    let Some(inside) = stack_of(work).await? else {
        return Ok(None);
    };
    inside.output(name)
}

/// The values of all outputs of the stack, by name; `null` where there is none.
pub(in crate::resources) async fn outputs(work: &Work) -> Result<Value, Failure> {
    let Some(inside) = stack_of(work).await? else {
        return Ok(Value::Null);
    };
    let states = States::new(&inside.definition, &inside.records);
    let outputs = inside.definition.outputs()?.keys().map(|name| {
        let value = inside.definition.output(name, &states);
        (name, value.unwrap_or_default())
    });
    Ok(outputs.collect())
}

impl Inside {
    /// The value of an output; nothing if there is no such output.
    pub(super) fn output(&self, name: &str) -> Result<Option<Value>, Failure> {
        if !self.definition.outputs()?.contains_key(name) {
            return Ok(None);
        }
        let states = States::new(&self.definition, &self.records);
        Ok(Some(self.definition.output(name, &states)?))
    }
}
