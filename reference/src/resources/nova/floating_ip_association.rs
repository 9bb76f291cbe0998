//! `OS::Nova::FloatingIPAssociation`: leads a floating IP to a server. Hidden since Heat 11.

use std::net::Ipv4Addr;

use async_trait::async_trait;
use heat_spec::{Map, Value};
use serde_json::{Value as Json, json};

use super::{interfaces, text};
use crate::cloud::call::encode;
use crate::cloud::client::error::ClientError;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

/// Where the physical name is kept, by which others refer to the resource.
const NAME: &str = "name";

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct FloatingIpAssociation;

#[async_trait]
impl ResourceType for FloatingIpAssociation {
    fn name(&self) -> &'static str {
        "OS::Nova::FloatingIPAssociation"
    }

    fn class_name(&self) -> &'static str {
        "NovaFloatingIpAssociation"
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Compute)
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        associate(work).await?;
        let name = work.physical_name.clone();
        work.set_data(NAME, name.into()).await?;
        let id = work.record.id.to_string();
        work.set_physical_id(&id).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        if changes.contains_key("floating_ip") {
            dissociate(work, work.before.get("floating_ip")).await?;
        }
        associate(work).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        if work.physical_id().is_none() {
            return Ok(());
        }
        dissociate(work, work.property("floating_ip")).await
    }

    async fn attribute(&self, _work: &Work, _name: &str) -> Result<Value, Failure> {
        Ok(Value::Null)
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        let name = record.data.get(NAME).filter(|name| !name.is_null());
        name.cloned().unwrap_or_else(|| Value::from(&record.name))
    }
}

/// Leads the floating IP to the server's first interface.
async fn associate(work: &Work) -> Result<(), Failure> {
    let server = work.property("server_id").as_str().unwrap_or_default();
    let interfaces = interfaces(work, server).await?;
    let Some(interface) = interfaces.first() else {
        return Err(Failure::new(
            "InterfaceNotFound",
            format!("No network interface found for server {server}."),
        ));
    };
    let address = interface
        .get("fixed_ips")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .map(|address| text(address, "ip_address"))
        .find(|address| address.parse::<Ipv4Addr>().is_ok());
    let target = json!({
        "port_id": text(interface, "port_id"),
        "fixed_ip_address": address,
    });
    lead(work, work.property("floating_ip"), &target)
        .await
        .map(drop)
        .map_err(Failure::elsewhere)
}

/// Has the floating IP lead nowhere; that there is none is as good.
async fn dissociate(work: &Work, floating_ip: &Value) -> Result<(), Failure> {
    let nowhere = json!({ "port_id": null, "fixed_ip_address": null });
    match lead(work, floating_ip, &nowhere).await {
        Err(error) if error.is_not_found() => Ok(()),
        result => result.map(drop).map_err(Failure::elsewhere),
    }
}

async fn lead(work: &Work, floating_ip: &Value, target: &Json) -> Result<Json, ClientError> {
    let id = floating_ip.as_str().unwrap_or_default();
    let path = format!("/v2.0/floatingips/{}", encode(id));
    work.neutron_put(&path, &json!({ "floatingip": target }))
        .await
}
