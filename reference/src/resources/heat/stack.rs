//! `OS::Heat::Stack`: a stack beside the one that the resource is in, as if its user had made it.
//!
//! Upstream makes it through the API, of this service or of another region's; here there is but
//! this one.

use std::sync::Arc;

use async_trait::async_trait;
use heat_spec::{Fault, Map, Rendering, Value, fault};
use heat_template::{Properties, StackDefinition, StackIdentity};
use uuid::Uuid;

use crate::engine::{Failure, InPlace, validation};
use crate::identity::REGION;
use crate::resources::nested::{action, child, outputs, with_templates};
use crate::resources::{ResourceType, Work, permission, registry};
use crate::store::stacks::StackRecord;

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Stack;

#[async_trait]
impl ResourceType for Stack {
    fn name(&self) -> &'static str {
        "OS::Heat::Stack"
    }

    fn class_name(&self) -> &'static str {
        "RemoteStack"
    }

    fn validate_within(
        &self,
        stack: &StackDefinition,
        properties: &Properties,
    ) -> Result<(), Fault> {
        let region = properties.get("context").get("region_name");
        let region = region.and_then(Value::as_str).unwrap_or("None");
        if !matches!(region, "None" | REGION) {
            return Err(fault::stack_resource_region(region));
        }
        stack
            .check_beside(text(properties), parameters(properties), registry())
            .map_err(|reason| fault::stack_resource_invalid(region, reason))
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let id = Uuid::new_v4().to_string();
        let definition = define(work, &work.physical_name, &id).await?;
        let stack = StackRecord {
            id,
            timeout_mins: timeout(work),
            stack_user_project_id: Some(Uuid::new_v4().simple().to_string()),
            ..action::like_parent(work)
        };
        action::store(work, stack, definition).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        told(work, action::wait(work, "CREATE").await).await
    }

    async fn update(&self, work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        let stack = child(work).await?.ok_or(Failure::Replace)?;
        if stack.is_deleted() {
            let text = fault::stack_not_found(stack.name).text(Rendering::Once);
            return Err(Failure::new("HTTPNotFound", format!("ERROR: {text}")));
        }
        let definition = define(work, &stack.name, &stack.id).await?;
        action::change_to(work, stack.row, definition, timeout(work)).await?;
        told(work, action::wait(work, "UPDATE").await).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        let result = action::delete(work).await;
        told(work, result).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        told(work, action::in_place(work, &InPlace::Suspend).await).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        told(work, action::in_place(work, &InPlace::Resume).await).await
    }

    fn can_be_checked(&self) -> bool {
        true
    }

    async fn check(&self, work: &mut Work) -> Result<(), Failure> {
        told(work, action::in_place(work, &InPlace::Check).await).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        match name {
            "outputs" => outputs(work).await,
            "stack_name" if work.physical_id().is_some() => Ok(work.physical_name.as_str().into()),
            _ => Ok(Value::Null),
        }
    }

    /// What is in it decides for itself what has to be made anew.
    async fn needs_replace_failed(&self, work: &Work) -> bool {
        work.physical_id().is_none()
    }

    fn is_always_updated(&self) -> bool {
        true
    }
}

fn text(properties: &Properties) -> &str {
    properties.get("template").as_str().unwrap_or_default()
}

fn parameters(properties: &Properties) -> Map {
    let parameters = properties.get("parameters").as_map();
    parameters.cloned().unwrap_or_default()
}

fn timeout(work: &Work) -> Option<i64> {
    work.property("timeout")
        .as_i64()
        .filter(|timeout| *timeout > 0)
}

/// The stack's definition, validated with all its values.
async fn define(work: &Work, name: &str, id: &str) -> Result<Arc<StackDefinition>, Failure> {
    let identity = StackIdentity {
        name: name.to_owned(),
        id: Some(id.to_owned()),
        project_id: work.project_id.clone(),
    };
    let (text, parameters) = (text(&work.properties), parameters(&work.properties));
    let definition = work
        .definition
        .beside(text, parameters, identity, registry())
        .and_then(|definition| definition.template().check_sections().map(|()| definition))
        .map_err(|fault| refused(&fault))?;
    let definition = with_templates(definition, &work.app.config).await;
    permission::check_stack(&work.stack.roles, &work.app.config.policy, &definition)
        .map_err(|fault| Failure::new("HTTPForbidden", format!("ERROR: {}", fault.message)))?;
    validation::validate(&work.app, &work.project_id, &definition)
        .await
        .map_err(|fault| refused(&fault))?;
    Ok(Arc::new(definition))
}

/// What the API refuses a stack with, as its client tells it.
fn refused(fault: &Fault) -> Failure {
    let text = fault.text(Rendering::Twice);
    Failure::new("HTTPBadRequest", format!("ERROR: {text}"))
}

/// A failure of the stack's action, told by its status.
async fn told(work: &Work, result: Result<(), Failure>) -> Result<(), Failure> {
    match (result, child(work).await?) {
        (Err(Failure::Inside { .. }), Some(stack)) if stack.status == "FAILED" => {
            let (status, reason) = (stack.stack_status(), stack.status_reason);
            Err(Failure::InError {
                message: format!("Went to status {status} due to \"{reason}\""),
            })
        }
        (result, _) => result,
    }
}
