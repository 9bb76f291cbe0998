//! `AWS::CloudFormation::Stack`: a stack inside, of a template that stands at an address.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use heat_spec::{Fault, Value, fault};
use heat_template::{Fetched, Initial, Nested, Purpose, StackDefinition};

use super::attribute::stack_of;
use super::stack_type::{Given, StackType};
use super::template_resource::{KEPT_REFERENCE, arn};
use crate::config::Config;
use crate::engine::Failure;
use crate::resources::Work;
use crate::store::resources::ResourceRecord;
use crate::template_url;

const NAME: &str = "AWS::CloudFormation::Stack";

/// How many templates are fetched for one stack.
const N_TEMPLATES: usize = 100;

/// The type.
#[derive(Debug)]
pub(crate) struct CloudFormationStack;

/// The definition with the templates at hand that its resources of the type name.
///
/// Of those that are inside of these nothing is fetched before they are made.
pub(crate) async fn with_templates(
    definition: StackDefinition,
    config: &Config,
) -> StackDefinition {
    let urls: BTreeSet<String> = definition
        .resources()
        .values()
        .filter(|resource| resource.schema().is_ok_and(|schema| schema.name == NAME))
        .filter_map(|resource| {
            let properties = definition.shown_properties(&resource.name, &Initial);
            properties.get("TemplateURL").as_str().map(str::to_owned)
        })
        .take(N_TEMPLATES)
        .collect();
    if urls.is_empty() {
        return definition;
    }
    let mut fetched = Fetched::new();
    for url in urls {
        let text = template_url::text_at(&url, config).await;
        fetched.insert(url, text);
    }
    definition.with_fetched(fetched)
}

#[async_trait]
impl StackType for CloudFormationStack {
    fn name(&self) -> &'static str {
        NAME
    }

    fn class_name(&self) -> &'static str {
        "NestedStack"
    }

    fn nested(&self, given: Given<'_>) -> Result<Option<Nested>, Fault> {
        let url = given.properties.get("TemplateURL").as_str();
        let url = url.unwrap_or_default();
        let nested = match given.stack.fetched(url) {
            Some(Ok(text)) => {
                let parameters = given.properties.get("Parameters").as_map();
                Nested::fetched(text, url, parameters.cloned().unwrap_or_default())
            }
            Some(Err(reason)) => Err(fault::value_error(format_args!(
                "Could not fetch remote template '{url}': {reason}"
            ))),
            None => return Ok(None),
        };
        nested.map(Some).map_err(|fault| match given.purpose {
            Purpose::Validation => {
                let name = &given.resource.name;
                given.stack.fault_inside(name, "nested_stack", fault)
            }
            _ => fault,
        })
    }

    async fn prepare(&self, work: &mut Work) -> Result<(), Failure> {
        let url = work.property("TemplateURL").as_str();
        let url = url.unwrap_or_default().to_owned();
        let text = template_url::text_at(&url, &work.app.config).await;
        let fetched = Fetched::from([(url, text)]);
        let definition = StackDefinition::clone(&work.definition).with_fetched(fetched);
        work.definition = Arc::new(definition);
        Ok(())
    }

    fn timeout_mins(&self, work: &Work) -> Result<Option<i64>, Failure> {
        match work.property("TimeoutInMinutes").as_i64() {
            None => Ok(work.stack.timeout_mins),
            Some(minutes @ ..0) => {
                let message = format!("Invalid timeout value {minutes}");
                Err(Failure::new("ValueError", message))
            }
            Some(0) => Ok(None),
            minutes => Ok(minutes),
        }
    }

    async fn note(&self, work: &mut Work) -> Result<(), Failure> {
        match stack_of(work).await? {
            Some(inside) => {
                work.set_data(KEPT_REFERENCE, arn(&inside.stack).into())
                    .await
            }
            None => Ok(()),
        }
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        let value = match name.strip_prefix("Outputs.") {
            Some(output) => super::output(work, output).await?,
            None => None,
        };
        value.ok_or_else(|| fault::template_attribute(&work.record.name, name).into())
    }

    async fn shown_attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        match name.strip_prefix("Outputs.") {
            Some(output) => Ok(super::output(work, output).await?.unwrap_or_default()),
            None => Ok(Value::Null),
        }
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        match record.data.get(KEPT_REFERENCE) {
            Some(reference) => reference.clone(),
            None => record.name.as_str().into(),
        }
    }
}
