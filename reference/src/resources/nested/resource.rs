//! A resource with a stack inside, as the engine sees it.

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value, value};
use heat_template::{Files, Inquiry, Nested, Properties, Purpose, Template};

use super::action;
use super::attribute::child;
use super::members::{files_of, present};
use super::rollout::Step;
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
        let nested = if self.0.steps(work, None).await?.is_empty() {
            self.nested(work)?
        } else {
            empty()?
        };
        let timeout_mins = self.0.timeout_mins(work)?;
        action::create(work, nested, timeout_mins).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        action::wait(work, "CREATE").await?;
        for step in self.0.steps(work, None).await? {
            // A server that ended may have taken it.
            if present(work).await?.len() < step.n_members {
                self.take(work, step).await?;
            }
        }
        self.0.note(work).await
    }

    /// Makes a stack that adopts what is in the exported one.
    async fn adopt(&self, work: &mut Work, exported: &Value) -> Result<(), Failure> {
        if work.physical_id().is_some() {
            return Ok(());
        }
        self.0.prepare(work).await?;
        let nested = self.0.adopted(given(work)?, exported)?;
        let timeout_mins = self.0.timeout_mins(work)?;
        action::adopt(
            work,
            nested.ok_or_else(no_template)?,
            timeout_mins,
            exported,
        )
        .await
    }

    async fn wait_adopted(&self, work: &mut Work) -> Result<(), Failure> {
        action::wait(work, "ADOPT").await?;
        self.0.note(work).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        self.0.prepare(work).await?;
        let steps = self.0.steps(work, Some(changes)).await?;
        if steps.is_empty() {
            let nested = self.nested(work)?;
            let timeout_mins = self.0.timeout_mins(work)?;
            action::update(work, nested, timeout_mins).await?;
        }
        for step in steps {
            self.take(work, step).await?;
        }
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

    fn follows_signals(&self) -> bool {
        self.0.follows_signals()
    }

    /// What is inside decides for itself what has to be made anew.
    async fn needs_replace_failed(&self, work: &Work) -> bool {
        work.physical_id().is_none()
    }

    /// If it is what is inside that was found wrong, that is decided there.
    async fn needs_replace_checked(&self, work: &Work) -> bool {
        let inside = child(work).await.ok().flatten();
        !inside.is_some_and(|inside| inside.action == "CHECK" && inside.status == "FAILED")
    }

    fn is_always_updated(&self) -> bool {
        true
    }
}

impl<T: StackType> NestedResource<T> {
    fn nested(&self, work: &Work) -> Result<Nested, Failure> {
        let nested = self.0.nested(given(work)?)?;
        nested.ok_or_else(no_template)
    }

    /// Takes one of the steps, and waits as long as it says.
    pub(in crate::resources) async fn take(
        &self,
        work: &mut Work,
        step: Step,
    ) -> Result<(), Failure> {
        let members = present(work).await?;
        let nested = self.0.nested_after(given(work)?, &members, step)?;
        let nested = Nested {
            former_files: files_of(work).await?,
            ..nested.ok_or_else(no_template)?
        };
        let timeout_mins = self.0.timeout_mins(work)?;
        action::update(work, nested, timeout_mins).await?;
        work.app.clock.sleep(step.pause).await;
        Ok(())
    }
}

fn given(work: &Work) -> Result<Given<'_>, Failure> {
    Ok(Given {
        stack: &work.definition,
        resource: work.resource()?,
        properties: &work.properties,
        data: &work.record.data,
        purpose: Purpose::Whole,
    })
}

/// A stack in which there is nothing yet.
fn empty() -> Result<Nested, Failure> {
    Ok(Nested {
        template: Template::new(value!({ "heat_template_version": "2013-05-23" }))?,
        parameters: Map::new(),
        source: "nested_stack".to_owned(),
        former_files: Files::new(),
        looks_up_types: false,
    })
}

fn no_template() -> Failure {
    Failure::inside("CREATE", "There is no template.")
}
