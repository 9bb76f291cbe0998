//! `OS::Heat::CloudConfig`: a map for cloud-init, stored as its YAML.

use async_trait::async_trait;
use heat_spec::Value;

use super::{block_yaml, stored_config};
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::software::configs::Wanted;

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct CloudConfig;

#[async_trait]
impl ResourceType for CloudConfig {
    fn name(&self) -> &'static str {
        "OS::Heat::CloudConfig"
    }

    fn class_name(&self) -> &'static str {
        "CloudConfig"
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let config = Value::from(document(work.property("cloud_config")));
        let wanted = Wanted {
            config: &config,
            ..stored_config::UNGROUPED
        };
        stored_config::create(work, wanted).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        stored_config::delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        stored_config::attribute(work, name).await
    }
}

/// The document that cloud-init reads.
fn document(cloud_config: &Value) -> String {
    // A map that is not given is nothing, and no empty map.
    let config = Some(cloud_config).filter(|config| config.is_truthy());
    format!(
        "#cloud-config\n{}",
        block_yaml::write(config.unwrap_or(&Value::Null))
    )
}
