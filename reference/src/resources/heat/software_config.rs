//! `OS::Heat::SoftwareConfig`: a configuration as a text, with inputs and outputs.

use async_trait::async_trait;
use heat_spec::Value;

use super::stored_config;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct SoftwareConfig;

#[async_trait]
impl ResourceType for SoftwareConfig {
    fn name(&self) -> &'static str {
        "OS::Heat::SoftwareConfig"
    }

    fn class_name(&self) -> &'static str {
        "SoftwareConfig"
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let properties = work.properties.clone();
        let wanted = stored_config::of_properties(&properties);
        stored_config::create(work, wanted).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        stored_config::delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        stored_config::attribute(work, name).await
    }
}
