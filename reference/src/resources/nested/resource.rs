//! A resource with a stack inside, as the engine sees it.

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value};
use heat_template::{Inquiry, Nested, Properties, Purpose};

use super::action;
use super::stack_type::{Given, StackType};
use crate::engine::{Failure, InPlace};
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

/// Any type whose resources have a stack inside.
#[derive(Debug)]
pub(crate) struct NestedResource<T>(pub(crate) T);

#[async_trait]
impl<T: StackType> ResourceType for NestedResource<T> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn class_name(&self) -> &'static str {
        self.0.class_name()
    }

    fn schema(&self) -> &'static str {
        self.0.schema()
    }

    fn hidden_schema(&self) -> &'static str {
        self.0.hidden_schema()
    }

    fn stack_type(&self) -> Option<&dyn StackType> {
        Some(&self.0)
    }

    fn validate(
        &self,
        resource_name: &str,
        properties: &Properties,
        inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        self.0.validate(resource_name, properties, inquiry)
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        self.0.prepare(work).await?;
        let nested = self.nested(work)?;
        action::create(work, nested).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        action::wait(work, "CREATE").await?;
        self.0.note(work).await
    }

    /// Makes a stack that adopts what is in the exported one.
    async fn adopt(&self, work: &mut Work, exported: &Value) -> Result<(), Failure> {
        if work.physical_id().is_some() {
            return Ok(());
        }
        self.0.prepare(work).await?;
        let nested = self.nested(work)?;
        action::adopt(work, nested, exported).await
    }

    async fn wait_adopted(&self, work: &mut Work) -> Result<(), Failure> {
        action::wait(work, "ADOPT").await?;
        self.0.note(work).await
    }

    async fn update(&self, work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        self.0.prepare(work).await?;
        let nested = self.nested(work)?;
        action::update(work, nested).await?;
        self.0.note(work).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        action::delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        self.0.attribute(work, name).await
    }

    async fn shown_attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        self.0.shown_attribute(work, name).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        action::in_place(work, &InPlace::Suspend).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        action::in_place(work, &InPlace::Resume).await
    }

    fn can_be_checked(&self) -> bool {
        true
    }

    async fn check(&self, work: &mut Work) -> Result<(), Failure> {
        action::in_place(work, &InPlace::Check).await
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        self.0.reference_id(record)
    }

    /// What is inside decides for itself what has to be made anew.
    async fn needs_replace_failed(&self, work: &Work) -> bool {
        work.physical_id().is_none()
    }

    fn is_always_updated(&self) -> bool {
        true
    }
}

impl<T: StackType> NestedResource<T> {
    fn nested(&self, work: &Work) -> Result<Nested, Failure> {
        let resource = work.resource()?;
        let nested = self.0.nested(Given {
            stack: &work.definition,
            resource,
            properties: &work.properties,
            data: &work.record.data,
            purpose: Purpose::Whole,
        })?;
        nested.ok_or_else(|| Failure::inside("CREATE", "There is no template."))
    }
}
