//! A resource whose type is a template: properties are its parameters, attributes its outputs.

use async_trait::async_trait;
use heat_spec::{Fault, Value, fault};
use heat_template::{Files, Nested, select};

use super::attribute::stack_of;
use super::members::members;
use super::stack_type::{Given, StackType};
use crate::engine::Failure;
use crate::resources::Work;
use crate::store::resources::ResourceRecord;
use crate::store::stacks::StackRecord;

/// The output that takes the place of the reference to the stack.
const REFERENCE: &str = "OS::stack_id";

/// The key under which the reference is kept, for the server alone.
pub(super) const KEPT_REFERENCE: &str = ".reference_id";

/// Any template.
#[derive(Debug)]
pub(crate) struct TemplateResource;

#[async_trait]
impl StackType for TemplateResource {
    fn name(&self) -> &'static str {
        "TemplateResource"
    }

    fn class_name(&self) -> &'static str {
        "TemplateResource"
    }

    /// The schema follows from the template.
    fn schema(&self) -> &'static str {
        r#"{ "resource_type": "TemplateResource" }"#
    }

    fn nested(&self, given: Given<'_>) -> Result<Option<Nested>, Fault> {
        Ok(given.resource.provider().map(|provider| Nested {
            template: provider.template().clone(),
            parameters: provider.parameters(given.properties),
            source: provider.schema().name.clone(),
            former_files: Files::new(),
            looks_up_types: false,
        }))
    }

    async fn note(&self, work: &mut Work) -> Result<(), Failure> {
        let Some(inside) = stack_of(work).await? else {
            return Ok(());
        };
        let reference = match inside.output(REFERENCE) {
            Ok(Some(value)) => value,
            _ => arn(&inside.stack).into(),
        };
        work.set_data(KEPT_REFERENCE, reference).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        if let Some(rest) = name.strip_prefix("resource.") {
            return member_attribute(work, rest).await;
        }
        let value = super::output(work, name).await?;
        value.ok_or_else(|| fault::template_attribute(&work.record.name, name).into())
    }

    async fn shown_attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        Ok(super::output(work, name).await?.unwrap_or_default())
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        match record.data.get(KEPT_REFERENCE) {
            Some(reference) => reference.clone(),
            None => record.name.as_str().into(),
        }
    }
}

/// What a stack is called beyond its project.
pub(super) fn arn(stack: &StackRecord) -> String {
    let StackRecord {
        project_id,
        name,
        id,
        ..
    } = stack;
    format!("arn:openstack:heat::{project_id}:stacks/{name}/{id}")
}

/// `NAME`, `NAME.ATTRIBUTE` or either with a path behind it: a member's reference, or a part of
/// one of its attributes.
pub(in crate::resources) async fn member_attribute(
    work: &Work,
    path: &str,
) -> Result<Value, Failure> {
    let mut parts = path.split(", ");
    let first = parts.next().unwrap_or_default();
    let (name, attribute) = match first.split_once('.') {
        Some((name, attribute)) => (name, Some(attribute)),
        None => (first, parts.next()),
    };
    let rest: Vec<Value> = parts.map(key).collect();
    let members = members(work).await?;
    let Some(member) = members.iter().find(|member| member.name() == name) else {
        return Err(fault::group_member_missing(name, &work.record.name).into());
    };
    match attribute {
        None => Ok(member.reference_id()),
        Some(attribute) => match member.attribute(attribute).await {
            Ok(value) => Ok(select(&value, &rest)),
            // It is the attribute that is missing, not the member.
            Err(Failure::Fault(fault)) if fault.id == "template_attribute" => Ok(Value::Null),
            Err(error) => Err(error),
        },
    }
}

/// A key of a path as it was before it became a part of a name.
fn key(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(index) => index.into(),
        Err(_) => text.into(),
    }
}
