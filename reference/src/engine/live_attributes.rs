//! Attributes of resources as they are now, asked of the real things.

use std::sync::Arc;
use std::time::Duration;

use heat_spec::{Key, Map, Value};
use heat_template::StackDefinition;

use crate::app::App;
use crate::resources::{ResourceType, Work, registry, stored_properties};
use crate::store::resources::ResourceRecord;
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
    attributes
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
