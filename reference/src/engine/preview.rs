//! What an update would do with a resource, as far as that can be told beforehand.

use std::sync::Arc;

use heat_spec::Fault;
use heat_template::{Initial, Properties, StackDefinition};

use crate::app::App;
use crate::resources::{Work, registry, stored_properties};
use crate::store::resources::ResourceRecord;
use crate::store::stacks::StackRecord;

/// What becomes of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Effect {
    /// Nothing.
    Unchanged,
    /// It is changed in place.
    Updated,
    /// Another one takes its place.
    Replaced,
    /// It is made.
    Added,
    /// It is removed.
    Deleted,
}

impl Effect {
    /// The word that stands for it in the API.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Updated => "updated",
            Self::Replaced => "replaced",
            Self::Added => "added",
            Self::Deleted => "deleted",
        }
    }
}

/// What an update to `definition` would do with a resource that both templates have.
///
/// As upstream has it, references to other resources count as not known yet, so that a resource
/// with such a reference is always said to change. Fails if a changed property is immutable.
pub(crate) async fn effect(
    app: &App,
    stack: &StackRecord,
    definition: &Arc<StackDefinition>,
    record: &ResourceRecord,
) -> Result<Effect, Fault> {
    let name = record.name.as_str();
    let Some(resource) = definition.resources().get(name) else {
        return Ok(Effect::Deleted);
    };
    let schema = resource.schema()?;
    let Some(resource_type) = registry().get(&record.resolved_type) else {
        return Ok(Effect::Replaced);
    };
    let wanted = registry().get(&schema.name);
    if wanted.is_none_or(|wanted| wanted.name() != resource_type.name()) {
        return Ok(Effect::Replaced);
    }
    let before = stored_properties(resource_type, &record.definition);
    if record.status == "FAILED" {
        let work = Work::new(app, stack, definition, record.clone(), before.clone());
        let is_replaced = match record.action.as_str() {
            "CHECK" => resource_type.needs_replace_checked(&work).await,
            _ => resource_type.needs_replace_failed(&work).await,
        };
        if is_replaced {
            return Ok(Effect::Replaced);
        }
    }
    if record.is("DELETE", "COMPLETE") {
        return Ok(Effect::Replaced);
    }
    if resource_type.is_placeholder() {
        return Ok(Effect::Unchanged);
    }
    let former = heat_template::FrozenDefinition::from_value(&record.definition);
    let after = definition.frozen(name, &Initial)?;
    let properties = Properties::stored(schema, &after.given_properties());
    let changes = before.changes(&properties, schema, name)?;
    let is_replaced = resource_type.is_replaced_by(&properties, &changes.values);
    Ok(if changes.is_replacement || is_replaced {
        Effect::Replaced
    } else if !changes.values.is_empty() || after != former || resource_type.is_always_updated() {
        Effect::Updated
    } else {
        Effect::Unchanged
    })
}
