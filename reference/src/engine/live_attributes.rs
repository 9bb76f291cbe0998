//! Attributes of resources as they are now, asked of the real things.

use std::sync::Arc;
use std::time::Duration;

use heat_spec::{Key, Map, Value};
use heat_template::StackDefinition;

use super::states::States;
use crate::app::App;
use crate::resources::{ResourceType, Work, registry, stored_properties};
use crate::store::StoreError;
use crate::store::resources::{self, ResourceRecord};
use crate::store::stacks::StackRecord;

/// How long the attributes of one resource are waited for.
const PATIENCE: Duration = Duration::from_mins(1);

/// The attributes of a resource and those of the further names; what cannot be had is `null`.
///
/// Where the service shows the whole thing, its members are the attributes; otherwise they are
/// those of the type.
pub(crate) async fn live_attributes(
    app: &App,
    stack: &StackRecord,
    definition: &Arc<StackDefinition>,
    record: &ResourceRecord,
    more: &[String],
) -> Map {
    let Some(resource_type) = registry().get(&record.resolved_type) else {
        return more.iter().map(null).collect();
    };
    let properties = stored_properties(resource_type, &record.definition);
    let work = Work::new(app, stack, definition, record.clone(), properties);
    let shown = match attribute(resource_type, &work, "show").await {
        Value::Map(shown) => Some(shown),
        _ => None,
    };
    let of_type: Vec<String> = match &shown {
        Some(_) => Vec::new(),
        None => names_of(resource_type, definition, record),
    };
    let mut attributes = shown.unwrap_or_default();
    for name in of_type.iter().chain(more) {
        if !attributes.contains_key(name.as_str()) {
            let value = attribute(resource_type, &work, name).await;
            attributes.insert(Key::from(name), value);
        }
    }
    if record.action == "INIT"
        && let Err(error) = add_initial(&mut attributes, resource_type, &work).await
    {
        tracing::debug!(resource = record.name, %error, "no initial attributes");
    }
    attributes
}

/// Puts in what the template tells of the attributes of a resource that nothing was done with.
async fn add_initial(
    attributes: &mut Map,
    resource_type: &dyn ResourceType,
    work: &Work,
) -> Result<(), StoreError> {
    let row = work.record.stack_row;
    let records = work.app.store.call(move |tx| resources::of_stack(tx, row));
    let states = States::new(&work.definition, &records.await?);
    let name = &work.record.name;
    let properties = work.definition.shown_properties(name, &states);
    for (name, value) in attributes.iter_mut().filter(|(_, value)| value.is_null()) {
        *value = resource_type.initial_attribute(&properties, &name.json_text());
    }
    Ok(())
}

/// The attributes of a type's schema, but for the one that stands for the whole thing.
fn names_of(
    resource_type: &dyn ResourceType,
    definition: &StackDefinition,
    record: &ResourceRecord,
) -> Vec<String> {
    // A template that stands for the type has attributes of its own.
    let resource = definition.resources().get(&record.name);
    let provider = resource.and_then(|resource| resource.provider());
    let schema = match provider {
        Some(provider) => Some(provider.schema().clone()),
        None => registry().schema(resource_type.name()),
    };
    let names = schema.iter().flat_map(|schema| schema.attributes.keys());
    names.filter(|name| *name != "show").cloned().collect()
}

async fn attribute(resource_type: &dyn ResourceType, work: &Work, name: &str) -> Value {
    let asked = resource_type.shown_attribute(work, name);
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => {
            tracing::debug!(resource = work.record.name, name, %error, "no attribute");
            Value::Null
        }
        Err(_) => {
            tracing::debug!(resource = work.record.name, name, "no attribute in time");
            Value::Null
        }
    }
}

fn null(name: &String) -> (Key, Value) {
    (Key::from(name), Value::Null)
}
