//! What a resource type says of the stack inside of its resources.

use std::fmt::Debug;

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value, fault};
use heat_template::{Inquiry, Nested, Properties, Purpose, ResourceDefinition, StackDefinition};

use super::rollout::Step;
use super::succession::Present;
use crate::engine::Failure;
use crate::resources::{Work, documented};
use crate::store::resources::ResourceRecord;

/// What the stack inside is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    /// The stack around the resource.
    pub(crate) stack: &'a StackDefinition,
    /// The resource.
    pub(crate) resource: &'a ResourceDefinition,
    /// Its properties.
    pub(crate) properties: &'a Properties,
    /// What the type kept for itself; `null` before there is anything.
    pub(crate) data: &'a Value,
    /// What for.
    pub(crate) purpose: Purpose,
}

impl Given<'_> {
    /// Fails as upstream does for a property that is not written, or cannot be evaluated.
    pub(crate) fn required(&self, property: &str) -> Result<(), Fault> {
        match self.properties.get(property) {
            Value::Null => Err(fault::value_error(format_args!(
                "Property {property} not assigned"
            ))),
            _ => Ok(()),
        }
    }

    /// The same for a property that may be left out.
    pub(crate) fn readable(&self, property: &str) -> Result<(), Fault> {
        if self.resource.gives(property) {
            self.required(property)
        } else {
            Ok(())
        }
    }
}

/// A resource type whose resources have a stack inside.
#[async_trait]
pub(crate) trait StackType: Debug + Send + Sync {
    /// The type's name.
    fn name(&self) -> &'static str;

    /// The name of upstream's class.
    fn class_name(&self) -> &'static str;

    /// The schema in the form of the API's answer for the type, as JSON text.
    fn schema(&self) -> &'static str {
        documented::schema(self.name()).unwrap_or("{}")
    }

    /// What the type has beyond that.
    fn hidden_schema(&self) -> &'static str {
        "{}"
    }

    /// Rules that the schema cannot say.
    fn validate(
        &self,
        _resource_name: &str,
        _properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        Ok(())
    }

    /// The template of the stack inside and the values of its parameters; nothing if there is
    /// nothing to validate.
    fn nested(&self, given: Given<'_>) -> Result<Option<Nested>, Fault>;

    /// The stack that takes over what is in an exported one.
    fn adopted(&self, given: Given<'_>, _exported: &Value) -> Result<Option<Nested>, Fault> {
        self.nested(given)
    }

    /// The steps by which the stack is brought to what is wanted; none if that takes no more than
    /// what `nested` gives. `changes` holds the properties that an update changes.
    async fn steps(&self, _work: &Work, _changes: Option<&Map>) -> Result<Vec<Step>, Failure> {
        Ok(Vec::new())
    }

    /// What `nested` gives, after one of these steps.
    fn nested_after(
        &self,
        given: Given<'_>,
        _present: &[Present],
        _step: Step,
    ) -> Result<Option<Nested>, Fault> {
        self.nested(given)
    }

    /// How long an action on the stack may take, in minutes.
    fn timeout_mins(&self, work: &Work) -> Result<Option<i64>, Failure> {
        Ok(work.stack.timeout_mins)
    }

    /// Notes what the type keeps for itself, and gets what it needs, before the stack is made or
    /// changed.
    async fn prepare(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// Notes what follows from the stack, once it is made or changed.
    async fn note(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    /// The value of an attribute.
    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure>;

    /// The value of an attribute where the resource is shown with all of them.
    async fn shown_attribute(&self, work: &Work, name: &str) -> Result<Value, Failure>;

    /// Whether the attributes change with the signals that other resources of the stack take.
    fn follows_signals(&self) -> bool {
        false
    }

    /// What `get_resource` gives.
    fn reference_id(&self, record: &ResourceRecord) -> Value {
        let id = record.physical_resource_id.as_deref();
        id.unwrap_or(&record.name).into()
    }
}
