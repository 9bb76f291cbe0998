//! `OS::Neutron::FloatingIPAssociation`: leads a floating IP to a port.

use async_trait::async_trait;
use heat_spec::{Map, Value, value};
use serde_json::Value as Json;

use super::dependencies::interfaces_before;
use super::floating_ip::target;
use super::object::reference_id;
use crate::cloud::call::encode;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{Outline, OutlinedResource, ResourceType, Work};
use crate::store::resources::ResourceRecord;

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct FloatingIpAssociation;

#[async_trait]
impl ResourceType for FloatingIpAssociation {
    fn name(&self) -> &'static str {
        "OS::Neutron::FloatingIPAssociation"
    }

    fn class_name(&self) -> &'static str {
        "FloatingIPAssociation"
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut target = target(work);
        target.retain(|_, value| !value.is_null());
        lead(work, work.property("floatingip_id"), target).await?;
        let id = work.record.id.to_string();
        work.set_physical_id(&id).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        if changes.contains_key("floatingip_id") {
            release(work, work.before.get("floatingip_id")).await?;
        }
        lead(work, work.property("floatingip_id"), target(work)).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        if work.physical_id().is_none() {
            return Ok(());
        }
        release(work, work.property("floatingip_id")).await
    }

    async fn attribute(&self, _work: &Work, _name: &str) -> Result<Value, Failure> {
        Ok(Value::Null)
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    fn hidden_dependencies(
        &self,
        resource: &OutlinedResource<'_>,
        outline: &Outline<'_>,
    ) -> Vec<String> {
        interfaces_before(resource, outline)
    }
}

/// Leads a floating IP somewhere else.
async fn lead(work: &Work, floating_ip: &Value, target: Map) -> Result<(), Failure> {
    let body = Json::from(value!({ "floatingip": target }));
    work.neutron_put(&path(floating_ip), &body).await?;
    Ok(())
}

/// Has a floating IP lead nowhere; that there is none is as good.
async fn release(work: &Work, floating_ip: &Value) -> Result<(), Failure> {
    let body = Json::from(value!({ "floatingip": { "port_id": null } }));
    match work.neutron_put(&path(floating_ip), &body).await {
        Err(error) if error.is_not_found() => Ok(()),
        result => Ok(result.map(drop)?),
    }
}

fn path(floating_ip: &Value) -> String {
    let id = floating_ip.as_str().unwrap_or_default();
    format!("/v2.0/floatingips/{}", encode(id))
}
