//! What template functions see of the resources: ids and attributes, and when they change.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use heat_spec::{Fault, Key, Map, Value, fault};
use heat_template::{StackDefinition, State, attribute_name, select};

use super::Failure;
use super::step::{StepContext, StepError};
use super::transition::{STATE_CHANGED, set_resource_state};
use crate::resources::{ResourceType, Work, registry};
use crate::store::resources::{self, ResourceRecord};
use crate::store::{StoreError, steps};

/// The resources of a stack, as functions see them.
#[derive(Debug, Default)]
pub(crate) struct States {
    nodes: RwLock<HashMap<String, Node>>,
}

/// One resource, as functions see it.
#[derive(Clone, Debug)]
struct Node {
    id: i64,
    reference_id: Value,
    /// The attributes that the template refers to; none as long as nothing was done with it.
    attributes: Option<Map>,
    is_initial: bool,
}

impl States {
    /// The states that the records show, of the resources that the definition has.
    pub(crate) fn new(definition: &StackDefinition, records: &[ResourceRecord]) -> Self {
        let states = Self::default();
        for record in records {
            // A replacement comes after what it replaces, and is the one that counts.
            if definition.resources().contains_key(record.name.as_str()) {
                states.set(record);
            }
        }
        states
    }

    /// The ids of resources by name.
    pub(super) fn ids<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<i64> {
        let nodes = self.nodes.read().unwrap_or_else(PoisonError::into_inner);
        names
            .filter_map(|name| nodes.get(name).map(|node| node.id))
            .collect()
    }

    fn set(&self, record: &ResourceRecord) {
        let is_initial = record.action == "INIT";
        let node = Node {
            id: record.id,
            reference_id: match resource_type_of(record) {
                Some(resource_type) if !is_initial => resource_type.reference_id(record),
                _ => Value::from(&record.name),
            },
            attributes: record.attributes.as_map().filter(|_| !is_initial).cloned(),
            is_initial,
        };
        let mut nodes = self.nodes.write().unwrap_or_else(PoisonError::into_inner);
        nodes.insert(record.name.clone(), node);
    }
}

impl State for States {
    fn reference_id(&self, resource: &str) -> Value {
        let nodes = self.nodes.read().unwrap_or_else(PoisonError::into_inner);
        nodes
            .get(resource)
            .map_or_else(|| Value::from(resource), |node| node.reference_id.clone())
    }

    fn attribute(&self, resource: &str, attribute: &str, path: &[Value]) -> Result<Value, Fault> {
        let nodes = self.nodes.read().unwrap_or_else(PoisonError::into_inner);
        match nodes
            .get(resource)
            .and_then(|node| node.attributes.as_ref())
        {
            None => Ok(Value::Null),
            Some(attributes) => {
                // Kept with its path, or as a whole.
                let with_path = attributes.get(attribute_name(attribute, path).as_str());
                with_path
                    .cloned()
                    .or_else(|| Some(select(attributes.get(attribute)?, path)))
                    .ok_or_else(|| missing(resource, attribute))
            }
        }
    }

    fn attributes(&self, resource: &str) -> Result<Value, Fault> {
        let nodes = self.nodes.read().unwrap_or_else(PoisonError::into_inner);
        let attributes = nodes.get(resource).and_then(|node| node.attributes.clone());
        Ok(attributes.map_or(Value::Null, |mut attributes| {
            attributes.shift_remove("show");
            Value::Map(attributes)
        }))
    }

    fn is_initial(&self, resource: &str) -> bool {
        let nodes = self.nodes.read().unwrap_or_else(PoisonError::into_inner);
        nodes.get(resource).is_none_or(|node| node.is_initial)
    }
}

/// What is said to who asks for an attribute that there is not.
///
/// What is in a stack inside has the attributes that it is asked for, so it is the member that is
/// missing there.
fn missing(resource: &str, attribute: &str) -> Fault {
    match attribute.strip_prefix("resource.") {
        Some(rest) => {
            let member = rest.split_once('.').map_or(rest, |(member, _)| member);
            fault::group_member_missing(member, resource)
        }
        None => fault::template_attribute(resource, attribute),
    }
}

/// The type of a stored resource: what its type was resolved to when it was made.
fn resource_type_of(record: &ResourceRecord) -> Option<&'static dyn ResourceType> {
    registry().get(&record.resolved_type)
}

/// Ends a step whose action succeeded: state, event, attributes and step in one transaction.
pub(super) async fn settle(
    context: &StepContext,
    position: usize,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    action: &'static str,
) -> Result<(), StepError> {
    end(context, Some(position), resource_type, work, Some(action)).await
}

/// Ends an action that succeeded, but not yet the step: state, event and attributes.
pub(super) async fn settle_before_hook(
    context: &StepContext,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    action: &'static str,
) -> Result<(), StepError> {
    end(context, None, resource_type, work, Some(action)).await
}

/// Ends a step that had nothing to do; attributes that are referred to newly are looked up.
pub(super) async fn settle_unchanged(
    context: &StepContext,
    position: usize,
    resource_type: &dyn ResourceType,
    work: &mut Work,
) -> Result<(), StepError> {
    end(context, Some(position), resource_type, work, None).await
}

async fn end(
    context: &StepContext,
    position: Option<usize>,
    resource_type: &dyn ResourceType,
    work: &mut Work,
    action: Option<&'static str>,
) -> Result<(), StepError> {
    work.record.attributes = Value::Map(attributes(context, resource_type, work).await);
    let now = context.app.clock.now();
    let mut record = work.record.clone();
    let (row, traversal) = (context.stack.row, context.traversal.clone());
    work.record = context
        .app
        .store
        .call(move |tx| {
            match action {
                Some(action) => {
                    set_resource_state(tx, &mut record, (action, "COMPLETE"), STATE_CHANGED, now)?;
                }
                None => resources::update(tx, &record)?,
            }
            if let Some(position) = position {
                steps::finish(tx, row, &traversal, position)?;
            }
            Ok::<_, StoreError>(record)
        })
        .await?;
    context.states.set(&work.record);
    Ok(())
}

/// The attributes that the template refers to; one that cannot be had is `null`.
pub(super) async fn attributes(
    context: &StepContext,
    resource_type: &dyn ResourceType,
    work: &Work,
) -> Map {
    let mut attributes = Map::new();
    for name in context.definition.referenced_attributes(&work.record.name) {
        let value = match resource_type.attribute(work, name).await {
            Ok(value) => value,
            // Whoever asks for what there is not is told so.
            Err(Failure::Fault(fault))
                if matches!(fault.id, "template_attribute" | "group_member_missing") =>
            {
                continue;
            }
            Err(error) => {
                tracing::debug!(resource = work.record.name, name, %error, "no attribute");
                Value::Null
            }
        };
        attributes.insert(Key::from(name), value);
    }
    attributes
}
