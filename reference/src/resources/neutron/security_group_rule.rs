//! `OS::Neutron::SecurityGroupRule`: a rule of a security group, as a resource of its own.

use async_trait::async_trait;
use heat_spec::{Fault, Value, fault};
use heat_template::{Inquiry, Properties};

use super::object::{Kind, body, reference_id, rename};
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

const RULE: Kind = Kind {
    path: "security-group-rules",
    one: "security_group_rule",
    many: "security_group_rules",
};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct SecurityGroupRule;

#[async_trait]
impl ResourceType for SecurityGroupRule {
    fn name(&self) -> &'static str {
        "OS::Neutron::SecurityGroupRule"
    }

    fn class_name(&self) -> &'static str {
        "SecurityGroupRule"
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("security_group", "neutron.security_group"),
            ("remote_group", "neutron.security_group"),
        ]
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let is_given = |name| !properties.get(name).is_null();
        if is_given("remote_group") && is_given("remote_ip_prefix") {
            return Err(fault::resource_property_conflict(
                "remote_group, remote_ip_prefix",
            ));
        }
        let protocol = properties.get("protocol").as_str();
        if !matches!(protocol, Some("icmp" | "icmpv6" | "ipv6-icmp"))
            && let Some(least) = properties.get("port_range_min").as_i64()
            && let Some(most) = properties.get("port_range_max").as_i64()
            && most < least
        {
            return Err(fault::validation_failed(
                "The minimum port number must be less than or equal to the maximum port number.",
            ));
        }
        Ok(())
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut body = body(work);
        rename(&mut body, "security_group", "security_group_id");
        rename(&mut body, "remote_group", "remote_group_id");
        RULE.create(work, body).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        let mut members = vec![("security_group_id", work.property("security_group").clone())];
        for name in [
            "direction",
            "ethertype",
            "port_range_min",
            "port_range_max",
            "protocol",
            "remote_ip_prefix",
        ] {
            let value = work.property(name);
            if !value.is_null() {
                members.push((name, value.clone()));
            }
        }
        RULE.find_unfinished(work, &members).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        if work.physical_id().is_none() {
            return Ok(());
        }
        Ok(work.neutron_delete(&RULE.path_of(work)).await?)
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        RULE.attribute(work, name).await
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        RULE.needs_replace_failed(work).await
    }
}
