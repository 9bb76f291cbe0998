//! Resource types: one file per type, in folders named after the service that it is of.

mod heat;
mod registry;
mod work;

use std::fmt::Debug;

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value};
use heat_template::{Properties, ResourceDefinition, StackDefinition};

use crate::engine::Failure;
use crate::store::resources::ResourceRecord;

pub(crate) use registry::{registry, stored_properties};
pub(crate) use work::Work;

/// A resource type: what its actions do with the real thing.
///
/// The engine writes states and events and decides what is to be done; a type only does it. Every
/// function may be called again after the server was killed in the middle of it.
#[async_trait]
pub(crate) trait ResourceType: Debug + Send + Sync {
    /// The type's name: `OS::Heat::None`.
    fn name(&self) -> &'static str;

    /// The name of upstream's class, which some status reasons show: `NoneResource`.
    fn class_name(&self) -> &'static str;

    /// The schema in the form of the API's answer for the type, as JSON text.
    fn schema(&self) -> &'static str;

    /// The longest physical name that the service takes, in characters.
    fn physical_name_limit(&self) -> usize {
        255
    }

    /// Rules that the schema cannot say.
    fn validate(&self, _resource_name: &str, _properties: &Properties) -> Result<(), Fault> {
        Ok(())
    }

    /// Makes the real thing and stores its id as soon as it is known.
    async fn create(&self, work: &mut Work) -> Result<(), Failure>;

    /// Looks for a real thing that an earlier, interrupted `create` made, by its physical name,
    /// and stores its id. Whether there is one.
    async fn find_unfinished(&self, _work: &mut Work) -> Result<bool, Failure> {
        Ok(false)
    }

    /// Waits until the real thing can be used.
    async fn wait_created(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Changes the real thing in place; `changes` holds the new values of the changed properties,
    /// all of which allow it. `Failure::Replace` asks for another one.
    async fn update(&self, _work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        Ok(())
    }

    /// Removes the real thing and waits until it is gone; no error if it is gone already.
    async fn delete(&self, work: &mut Work) -> Result<(), Failure>;

    /// The value of an attribute of the type's schema, or of `show`.
    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure>;

    /// What `get_resource` gives once the resource was acted on.
    fn reference_id(&self, record: &ResourceRecord) -> Value {
        Value::from(
            record
                .physical_resource_id
                .as_deref()
                .unwrap_or(&record.name),
        )
    }

    /// Whether a resource whose last action failed must be made anew; otherwise it is updated.
    async fn needs_replace_failed(&self, _work: &Work) -> bool {
        true
    }

    /// Whether the type stands in for any other: it takes every property, has every attribute
    /// (as `null`) and never changes.
    fn is_placeholder(&self) -> bool {
        false
    }

    /// Names of resources that must be there before this one although no function says so.
    fn hidden_dependencies(
        &self,
        _resource: &ResourceDefinition,
        _stack: &StackDefinition,
    ) -> Vec<String> {
        Vec::new()
    }
}
