//! `OS::Heat::None`: does nothing, takes any property, and has no attribute.

use async_trait::async_trait;
use heat_spec::Value;

use crate::engine::Failure;
use crate::resources::{ResourceType, Work};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct None;

#[async_trait]
impl ResourceType for None {
    fn name(&self) -> &'static str {
        "OS::Heat::None"
    }

    fn class_name(&self) -> &'static str {
        "NoneResource"
    }

    fn is_placeholder(&self) -> bool {
        true
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let id = uuid::Uuid::new_v4().to_string();
        work.set_physical_id(&id).await
    }

    async fn delete(&self, _work: &mut Work) -> Result<(), Failure> {
        Ok(())
    }

    async fn attribute(&self, _work: &Work, _name: &str) -> Result<Value, Failure> {
        Ok(Value::Null)
    }
}
