//! `OS::Neutron::FloatingIP`: an address of an external network that leads to a port.

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value, fault};
use heat_template::{Inquiry, Properties};

use super::dependencies::{gateways_to, interfaces_before};
use super::object::{Kind, body, reference_id, rename};
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{Outline, OutlinedResource, ResourceType, Work};
use crate::store::resources::ResourceRecord;

pub(super) const FLOATING_IP: Kind = Kind {
    path: "floatingips",
    one: "floatingip",
    many: "floatingips",
};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct FloatingIp;

#[async_trait]
impl ResourceType for FloatingIp {
    fn name(&self) -> &'static str {
        "OS::Neutron::FloatingIP"
    }

    fn class_name(&self) -> &'static str {
        "FloatingIP"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{"properties": {
            "floating_network": {"formerly": "floating_network_id"},
            "floating_network_id": {"type": "string"}
        }}"#
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("floating_network", "neutron.network"),
            ("floating_subnet", "neutron.subnet"),
        ]
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let is_given = |name| !properties.get(name).is_null();
        if is_given("fixed_ip_address") && !is_given("port_id") {
            return Err(fault::property_dependency("fixed_ip_address", "port_id"));
        }
        Ok(())
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut body = body(work);
        rename(&mut body, "floating_network", "floating_network_id");
        rename(&mut body, "floating_subnet", "subnet_id");
        FLOATING_IP.create(work, body).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        // It has no name, but all that it is made of.
        let mut members = vec![(
            "floating_network_id",
            work.property("floating_network").clone(),
        )];
        for name in ["port_id", "fixed_ip_address", "floating_ip_address"] {
            let value = work.property(name);
            if value.is_truthy() {
                members.push((name, value.clone()));
            }
        }
        FLOATING_IP.find_unfinished(work, &members).await
    }

    async fn update(&self, work: &mut Work, _changes: &Map) -> Result<(), Failure> {
        // Upstream has this call whatever changes, and no other.
        FLOATING_IP.update(work, target(work)).await
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(FLOATING_IP.address(id))
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        FLOATING_IP.delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        FLOATING_IP.attribute(work, name).await
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        FLOATING_IP.needs_replace_failed(work).await
    }

    fn hidden_dependencies(
        &self,
        resource: &OutlinedResource<'_>,
        outline: &Outline<'_>,
    ) -> Vec<String> {
        let mut names = gateways_to(resource.get("floating_network"), outline);
        names.extend(interfaces_before(resource, outline));
        names
    }
}

/// Where a floating IP is to lead.
pub(super) fn target(work: &Work) -> Map {
    ["port_id", "fixed_ip_address"]
        .into_iter()
        .map(|name| (name.into(), work.property(name).clone()))
        .collect()
}
