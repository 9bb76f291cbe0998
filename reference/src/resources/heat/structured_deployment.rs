//! `OS::Heat::StructuredDeployment`: a configuration that is a map, applied to a server with the values of
//! its inputs in it.

use async_trait::async_trait;
use heat_spec::{Map, Value};

use super::deployment::{self, Kind};
use crate::engine::Failure;
use crate::resources::{ResourceType, Signalled, Work};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct StructuredDeployment;

#[async_trait]
impl ResourceType for StructuredDeployment {
    fn name(&self) -> &'static str {
        "OS::Heat::StructuredDeployment"
    }

    fn class_name(&self) -> &'static str {
        "StructuredDeployment"
    }

    fn hidden_schema(&self) -> &'static str {
        deployment::HIDDEN_SCHEMA
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::act(work, "CREATE", Kind::Structured).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::wait(work).await
    }

    async fn update(&self, work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        deployment::update(work, Kind::Structured).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::delete(work, Kind::Structured).await
    }

    async fn suspend(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::again(work, "SUSPEND", Kind::Structured).await
    }

    async fn resume(&self, work: &mut Work) -> Result<(), Failure> {
        deployment::again(work, "RESUME", Kind::Structured).await
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
