//! Resource types: one file per type, in folders named after the service that it is of.

mod availability;
pub(crate) mod documented;
mod heat;
mod mime;
pub(crate) mod names;
pub(crate) mod nested;
mod neutron;
mod nova;
mod outline;
pub(crate) mod permission;
mod registry;
mod rules;
mod signalled;
#[cfg(test)]
mod tests;
mod types;
mod unfinished;
mod waiting;
mod work;

use std::fmt::Debug;

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value};
use heat_template::{Answer, Inquiry, Properties, StackDefinition};

use crate::cloud::client::Client;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::store::resources::ResourceRecord;

pub(crate) use availability::is_available;
pub(crate) use heat::signed_url::{SignedFor, is_signed};
pub(crate) use nested::{StackType, with_templates};
pub(crate) use outline::{Outline, OutlinedResource};
pub(crate) use registry::{registry, stored_properties};
pub(crate) use signalled::Signalled;
pub(crate) use types::{EXTERNAL, Types};
pub(crate) use work::{Work, held, uninterrupted};

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
    ///
    /// What is documented of it, unless the type has a schema of its own.
    fn schema(&self) -> &'static str {
        documented::schema(self.name()).unwrap_or("{}")
    }

    /// What the type has beyond what the API tells of it, as JSON text that is merged into the
    /// schema: hidden properties and attributes, former names.
    fn hidden_schema(&self) -> &'static str {
        "{}"
    }

    /// The service without which there is no resource of the type.
    fn service(&self) -> Option<Service> {
        None
    }

    /// The properties in which a name may stand for an id: the path, in which `*` stands for the
    /// items of a list, and the constraint by which the id is found.
    ///
    /// `create` and `update` find ids there.
    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[]
    }

    /// The longest physical name that the service takes, in characters.
    fn physical_name_limit(&self) -> usize {
        255
    }

    /// Rules that the schema cannot say. What only the cloud knows is asked of the inquiry, under
    /// the type's name, a space and a word of the type's own; `answer` answers.
    fn validate(
        &self,
        _resource_name: &str,
        _properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        Ok(())
    }

    /// Rules that look at the stack around the resource.
    fn validate_within(
        &self,
        _stack: &StackDefinition,
        _properties: &Properties,
    ) -> Result<(), Fault> {
        Ok(())
    }

    /// Answers what `validate` asked: the word, and the value in question.
    async fn answer(&self, _cloud: &Client, _project: &str, _word: &str, _value: &Value) -> Answer {
        Answer::Valid
    }

    /// Makes the real thing and stores its id as soon as it is known.
    ///
    /// This is not interrupted, so that no id is lost: it must not wait for anything.
    async fn create(&self, work: &mut Work) -> Result<(), Failure>;

    /// Looks for a real thing that a `create` made whose end the server did not live to see, and
    /// stores its id. Whether there is one.
    async fn find_unfinished(&self, _work: &mut Work) -> Result<bool, Failure> {
        Ok(false)
    }

    /// Waits until the real thing can be used.
    async fn wait_created(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Takes over a real thing in place of making one; `exported` is what the exported stack has
    /// of the resource.
    async fn adopt(&self, work: &mut Work, exported: &Value) -> Result<(), Failure> {
        work.take(exported)
    }

    /// Waits until what was taken over can be used.
    async fn wait_adopted(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Changes the real thing in place; `changes` holds the new values of the changed properties,
    /// all of which allow it. `Failure::Replace` asks for another one.
    async fn update(&self, _work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        Ok(())
    }

    /// Whether a change that the schema allows asks for another resource all the same.
    fn is_replaced_by(&self, _after: &Properties, _changes: &Map) -> bool {
        false
    }

    /// Makes way for another resource that takes the place of this one.
    async fn prepare_for_replacement(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Takes the place back from the replacement, when a rollback returns to this resource.
    async fn restore(
        &self,
        _work: &mut Work,
        _replacement: Option<&ResourceRecord>,
    ) -> Result<(), Failure> {
        Ok(())
    }

    /// Removes the real thing and waits until it is gone; no error if it is gone already.
    async fn delete(&self, work: &mut Work) -> Result<(), Failure>;

    /// Suspends the real thing and waits until it is; nothing, if there is nothing to suspend.
    async fn suspend(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Resumes the real thing and waits until it can be used again.
    async fn resume(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Whether `check` looks at anything.
    fn can_be_checked(&self) -> bool {
        false
    }

    /// Fails if the real thing is not as it should be.
    async fn check(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Keeps what it takes to restore the real thing, under the resource's data.
    async fn snapshot(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Removes what `snapshot` kept, by the resource's data of that time.
    async fn delete_snapshot(
        &self,
        _cloud: &Client,
        _project: &str,
        _data: &Value,
    ) -> Result<(), Failure> {
        Ok(())
    }

    /// Changes the properties of a template to those that restore what `snapshot` kept.
    fn restore_properties(&self, _properties: &mut Map, _data: &Value) {}

    /// Whether `signal` does anything.
    fn takes_signals(&self) -> bool {
        false
    }

    /// Takes a signal for a real thing: a map, or `null` if there are no details. Nobody is told
    /// of a failure.
    async fn signal(&self, _work: &mut Work, _details: &Value) -> Result<Signalled, Failure> {
        Ok(Signalled::Taken)
    }

    /// Does what `signal` has begun, and may have been called for before the server ended.
    async fn finish_signal(&self, _work: &mut Work) -> Result<Signalled, Failure> {
        Ok(Signalled::Taken)
    }

    /// The value of an attribute of the type's schema, or of `show`.
    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure>;

    /// The value of an attribute that is known before anything is made.
    fn initial_attribute(&self, _properties: &Properties, _name: &str) -> Value {
        Value::Null
    }

    /// The value of an attribute where the resource is shown with all of them.
    async fn shown_attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        self.attribute(work, name).await
    }

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

    /// Whether a resource that was found wrong, or marked so, must be made anew.
    async fn needs_replace_checked(&self, _work: &Work) -> bool {
        true
    }

    /// Whether every update of the stack is one of the resource, even if nothing about it changes.
    fn is_always_updated(&self) -> bool {
        false
    }

    /// Whether every update of the stack replaces the resource, even if nothing about it changes.
    fn is_always_replaced(&self) -> bool {
        false
    }

    /// Whether the attributes change with the signals that other resources of the stack take.
    fn follows_signals(&self) -> bool {
        false
    }

    /// What the type says of the stack inside of its resources, if they have one.
    fn stack_type(&self) -> Option<&dyn StackType> {
        None
    }

    /// Whether an update that changes the metadata in the template changes that of the resource;
    /// otherwise it stays as the resource was made with it, and as signals changed it since.
    fn takes_new_metadata(&self) -> bool {
        false
    }

    /// The path at which the type's service shows the real thing of that id.
    fn address(&self, _id: &str) -> Option<String> {
        None
    }

    /// The properties that can be compared, as they are, with the members of what is shown there.
    fn observed_properties(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether the type stands in for any other: it takes every property, has every attribute
    /// (as `null`) and never changes.
    fn is_placeholder(&self) -> bool {
        false
    }

    /// Names of resources that must be there before this one although no function says so.
    ///
    /// Asked of types that have a service, with the resources of such types.
    fn hidden_dependencies(
        &self,
        _resource: &OutlinedResource<'_>,
        _outline: &Outline<'_>,
    ) -> Vec<String> {
        Vec::new()
    }
}
