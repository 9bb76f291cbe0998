//! `OS::Heat::SoftwareDeployment`: a configuration that is applied to a server.

use async_trait::async_trait;
use heat_spec::{Map, Value};

use super::deployment::{self, Kind};
use crate::engine::Failure;
use crate::resources::{ResourceType, Signalled, Work};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct SoftwareDeployment;

#[async_trait]
impl ResourceType for SoftwareDeployment {
    fn name(&self) -> &'static str {
        "OS::Heat::SoftwareDeployment"
    }

    fn class_name(&self) -> &'static str {
        "SoftwareDeployment"
    }

    fn hidden_schema(&self) -> &'static str {
        deployment::HIDDEN_SCHEMA
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::act(work, "CREATE", Kind::Software).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::wait(work).await
    }

    async fn update(&self, work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        deployment::update(work, Kind::Software).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::delete(work, Kind::Software).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::again(work, "SUSPEND", Kind::Software).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::again(work, "RESUME", Kind::Software).await
    }

    fn takes_signals(&self) -> bool {
        true
    }

    async fn signal(&self, work: &mut Work, details: &Value) -> Result<Signalled, Failure> {
        deployment::signal(work, details).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        deployment::attribute(work, name).await
    }
}
