//! `OS::Neutron::RouterGateway`: leads a router to an external network. Hidden since Heat 5.

use async_trait::async_trait;
use heat_spec::Value;
use serde_json::{Value as Json, json};

use super::dependencies::{interfaces_of, subnets_of};
use super::object::reference_id;
use crate::cloud::call::encode;
use crate::cloud::client::error::ClientError;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{Outline, OutlinedResource, ResourceType, Work};
use crate::store::resources::ResourceRecord;

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct RouterGateway;

#[async_trait]
impl ResourceType for RouterGateway {
    fn name(&self) -> &'static str {
        "OS::Neutron::RouterGateway"
    }

    fn class_name(&self) -> &'static str {
        "RouterGateway"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{"properties": {
            "network": {"formerly": "network_id"},
            "network_id": {"type": "string"}
        }}"#
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[("network", "neutron.network")]
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        // Doing this again changes nothing, so that there is nothing to find after a restart.
        let text = |name| work.property(name).as_str().unwrap_or_default().to_owned();
        let (router, network) = (text("router_id"), text("network"));
        let gateway = json!({ "network_id": network });
        lead(work, &router, &gateway).await?;
        work.set_physical_id(&format!("{router}:{network}")).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        match work.physical_id().and_then(|id| id.split_once(':')) {
            Some((router, _)) => match lead(work, router, &json!({})).await {
                Err(error) if error.is_not_found() => Ok(()),
                result => Ok(result.map(drop)?),
            },
            None => Ok(()),
        }
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
        let mut names = interfaces_of(resource.get("router_id"), outline);
        names.extend(subnets_of(resource.get("network"), outline));
        names
    }
}

/// Leads the router to a network, or nowhere.
async fn lead(work: &Work, router: &str, gateway: &Json) -> Result<Json, ClientError> {
    let path = format!("/v2.0/routers/{}", encode(router));
    let body = json!({ "router": { "external_gateway_info": gateway } });
    work.neutron_put(&path, &body).await
}
