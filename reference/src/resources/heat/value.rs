//! `OS::Heat::Value`: an expression under a name, coerced to a type.

use async_trait::async_trait;
use heat_spec::Value as Data;
use heat_template::Properties;

use crate::engine::Failure;
use crate::resources::{ResourceType, Work};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Value;

#[async_trait]
impl ResourceType for Value {
    fn name(&self) -> &'static str {
        "OS::Heat::Value"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{"properties": {"value": {"type_property": "type"}}}"#
    }

    fn class_name(&self) -> &'static str {
        "Value"
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let name = work.physical_name.clone();
        work.set_physical_id(&name).await
    }

    async fn delete(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    fn initial_attribute(&self, properties: &Properties, name: &str) -> Data {
        match name {
            "value" => properties.get("value").clone(),
            _ => Data::Null,
        }
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Data, Failure> {
        Ok(if name == "value" {
            work.property("value").clone()
        } else {
            Data::Null
        })
    }
}
