//! `OS::Neutron::RouterInterface`: puts a router on a subnet.

use async_trait::async_trait;
use heat_spec::{Fault, Value, fault};
use heat_template::{Inquiry, Properties};
use serde_json::{Value as Json, json};

use super::object::reference_id;
use crate::cloud::call::encode;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct RouterInterface;

#[async_trait]
impl ResourceType for RouterInterface {
    fn name(&self) -> &'static str {
        "OS::Neutron::RouterInterface"
    }

    fn class_name(&self) -> &'static str {
        "RouterInterface"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{"properties": {
            "router": {"formerly": "router_id"},
            "router_id": {"type": "string"},
            "subnet": {"formerly": "subnet_id"},
            "subnet_id": {"type": "string"},
            "port": {"formerly": "port_id"},
            "port_id": {"type": "string"}
        }}"#
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("router", "neutron.router"),
            ("subnet", "neutron.subnet"),
            ("port", "neutron.port"),
        ]
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let is_given = |name| !properties.get(name).is_null();
        match (is_given("subnet"), is_given("port")) {
            (true, true) => Err(fault::resource_property_conflict("subnet, port")),
            (false, false) => Err(fault::property_unspecified("subnet, port")),
            _ => Ok(()),
        }
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let (router, key, value) = place(work);
        let path = format!("/v2.0/routers/{}/add_router_interface", encode(&router));
        work.neutron_put(&path, &json!({ key: value })).await?;
        work.set_physical_id(&physical_id(&router, key, &value))
            .await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        if !work.may_be_unfinished() {
            return Ok(false);
        }
        let (router, key, value) = place(work);
        let path = format!("/v2.0/ports?device_id={}", encode(&router));
        let found = work.neutron_get(&path).await?;
        let ports = found.get("ports").and_then(Json::as_array);
        let is_there = ports.into_iter().flatten().any(|port| {
            // A port that the template names may be older than the interface.
            match key {
                "subnet_id" => work.is_of_the_past(port.get("created_at")) && is_on(port, &value),
                _ => port.get("id").is_some_and(|id| id == value.as_str()),
            }
        });
        if !is_there {
            return Ok(false);
        }
        work.adopt(vec![physical_id(&router, key, &value)]).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        let Some((router, interface)) = work.physical_id().and_then(|id| id.split_once(':')) else {
            return Ok(());
        };
        let (key, value) = interface
            .split_once('=')
            .unwrap_or(("subnet_id", interface));
        let path = format!("/v2.0/routers/{}/remove_router_interface", encode(router));
        match work.neutron_put(&path, &json!({ key: value })).await {
            Err(error) if error.is_not_found() => Ok(()),
            result => Ok(result.map(drop)?),
        }
    }

    async fn attribute(&self, _work: &Work, _name: &str) -> Result<Value, Failure> {
        Ok(Value::Null)
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }
}

/// The router, and by which key and value it is put on the subnet.
fn place(work: &Work) -> (String, &'static str, String) {
    let text = |name| work.property(name).as_str().unwrap_or_default().to_owned();
    match text("subnet") {
        subnet if !subnet.is_empty() => (text("router"), "subnet_id", subnet),
        _ => (text("router"), "port_id", text("port")),
    }
}

fn physical_id(router: &str, key: &str, value: &str) -> String {
    format!("{router}:{key}={value}")
}

fn is_on(port: &Json, subnet: &str) -> bool {
    port.get("fixed_ips")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .any(|address| address.get("subnet_id").is_some_and(|id| id == subnet))
}
