//! `OS::Heat::ResourceChain`: resources of several types with the same properties, one after
//! another or all at once.

use async_trait::async_trait;
use heat_spec::{Fault, Key, Map, Value, fault, value};
use heat_template::{Nested, Purpose};

use super::member_output as output;
use crate::engine::Failure;
use crate::resources::Work;
use crate::resources::nested::{self, Given, StackType, member_attribute};

/// Attributes that are not those of members.
const OWN_ATTRIBUTES: &[&str] = &["refs", "attributes"];

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct ResourceChain;

#[async_trait]
impl StackType for ResourceChain {
    fn name(&self) -> &'static str {
        "OS::Heat::ResourceChain"
    }

    fn class_name(&self) -> &'static str {
        "ResourceChain"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{ "attribute_paths": true }"#
    }

    fn nested(&self, given: Given<'_>) -> Result<Option<Nested>, Fault> {
        if given.purpose == Purpose::Parameters {
            given.required("resources")?;
            given.readable("resource_properties")?;
        }
        let types = given.properties.get("resources").as_list();
        let types = types.unwrap_or_default();
        let is_concurrent = given.properties.get("concurrent").as_bool() == Some(true);
        let properties = given.properties.get("resource_properties");
        let names: Vec<String> = (0..types.len()).map(|index| index.to_string()).collect();
        let members: Map = names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let mut member = Map::new();
                member.insert("type".into(), types[index].clone());
                if !properties.is_null() {
                    member.insert("properties".into(), properties.clone());
                }
                if index > 0 && !is_concurrent {
                    let former = Value::from(&names[index - 1]);
                    member.insert("depends_on".into(), Value::List(vec![former]));
                }
                (Key::from(name.as_str()), Value::Map(member))
            })
            .collect();
        let outputs: Map = given
            .stack
            .referenced_paths(&given.resource.name)
            .filter_map(|path| {
                let value = output::value(&names, path, OWN_ATTRIBUTES)?;
                Some((Key::from(path.name()), value!({ "value": value })))
            })
            .collect();
        let document = value!({
            "heat_template_version": "2015-04-30",
            "resources": Value::Map(members),
            "outputs": Value::Map(outputs)
        });
        Ok(Some(Nested {
            looks_up_types: true,
            ..Nested::made_up(document)?
        }))
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        if let Some(value) = nested::output(work, name).await? {
            return Ok(value);
        }
        match name.strip_prefix("resource.") {
            Some(member) => member_attribute(work, member).await,
            None => Err(fault::template_attribute(&work.record.name, name).into()),
        }
    }

    /// Upstream shows what the template around it refers to.
    async fn shown_attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        Ok(nested::output(work, name).await?.unwrap_or_default())
    }
}
