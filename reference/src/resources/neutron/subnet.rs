//! `OS::Neutron::Subnet`: a range of addresses on a network.

use std::net::IpAddr;

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value, fault, value};
use heat_template::{Inquiry, Properties};

use super::object::{Kind, body, changed_body, name_of, reference_id, rename};
use super::tags;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

const SUBNET: Kind = Kind {
    path: "subnets",
    one: "subnet",
    many: "subnets",
};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Subnet;

#[async_trait]
impl ResourceType for Subnet {
    fn name(&self) -> &'static str {
        "OS::Neutron::Subnet"
    }

    fn class_name(&self) -> &'static str {
        "Subnet"
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
        &[
            ("network", "neutron.network"),
            ("subnetpool", "neutron.subnetpool"),
            ("segment", "neutron.segment"),
        ]
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        check_range(properties)?;
        check_modes(properties)?;
        let gateway = properties.get("gateway_ip").as_str().unwrap_or_default();
        if !matches!(gateway, "" | "~" | "auto") && gateway.parse::<IpAddr>().is_err() {
            return Err(fault::validation_failed(format_args!(
                "Gateway IP address \"{gateway}\" is in invalid format."
            )));
        }
        Ok(())
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut body = body(work);
        rename(&mut body, "network", "network_id");
        body.shift_remove("tags");
        for (name, id) in [("segment", "segment_id"), ("subnetpool", "subnetpool_id")] {
            if body.get(name).is_some_and(Value::is_truthy) {
                rename(&mut body, name, id);
            }
        }
        normalize_gateway(&mut body);
        SUBNET.create(work, body).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        let mut members = vec![
            ("name", name_of(work)),
            ("network_id", work.property("network").clone()),
        ];
        let cidr = work.property("cidr");
        if cidr.is_truthy() {
            members.push(("cidr", cidr.clone()));
        }
        SUBNET.find_unfinished(work, &members).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        tags::set_new(SUBNET, work).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        let mut body = changed_body(work, changes);
        if body.get("allocation_pools").is_some_and(Value::is_null) {
            body.insert("allocation_pools".into(), value!([]));
        }
        if body.get("segment").is_some_and(Value::is_truthy) {
            if !work.before.get("segment").is_null() {
                return Err(not_supported(
                    "Updating the subnet segment assciation only allowed when the current \
                     segment_id is None. The subnet is currently associated with segment. In \
                     this state update",
                ));
            }
            rename(&mut body, "segment", "segment_id");
        }
        if body.get("gateway_ip").and_then(Value::as_str) == Some("auto") {
            return Err(not_supported(
                "The value \"auto\" for gateway_ip cannot be used to update an existing subnet. \
                 It is only supported during subnet creation.",
            ));
        }
        normalize_gateway(&mut body);
        tags::take_and_set(SUBNET, work, &mut body).await?;
        SUBNET.update(work, body).await
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(SUBNET.address(id))
    }

    fn observed_properties(&self) -> &'static [&'static str] {
        &["dns_nameservers", "enable_dhcp", "name"]
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        SUBNET.delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        SUBNET.attribute(work, name).await
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        SUBNET.needs_replace_failed(work).await
    }
}

/// Either a range or a pool to take one from.
fn check_range(properties: &Properties) -> Result<(), Fault> {
    let has_pool = !properties.get("subnetpool").is_null();
    let has_cidr = properties.get("cidr").is_truthy();
    if has_pool && has_cidr {
        return Err(fault::resource_property_conflict("subnetpool, cidr"));
    }
    if !has_pool && !has_cidr {
        return Err(fault::property_unspecified("subnetpool, cidr"));
    }
    if properties.get("prefixlen").is_truthy() && has_cidr {
        return Err(fault::resource_property_conflict("prefixlen, cidr"));
    }
    Ok(())
}

/// The modes of IPv6 agree, and are for IPv6 only.
fn check_modes(properties: &Properties) -> Result<(), Fault> {
    let ra_mode = properties.get("ipv6_ra_mode");
    let address_mode = properties.get("ipv6_address_mode");
    let is_given = ra_mode.is_truthy() || address_mode.is_truthy();
    if properties.get("ip_version").as_i64() == Some(4) && is_given {
        return Err(fault::validation_failed(
            "ipv6_ra_mode and ipv6_address_mode are not supported for ipv4.",
        ));
    }
    if ra_mode.is_truthy() && address_mode.is_truthy() && ra_mode != address_mode {
        return Err(fault::validation_failed(
            "When both ipv6_ra_mode and ipv6_address_mode are set, they must be equal.",
        ));
    }
    Ok(())
}

/// An empty gateway is none at all; an automatic one is left to Neutron.
fn normalize_gateway(body: &mut Map) {
    match body.get("gateway_ip").and_then(Value::as_str) {
        Some("") => {
            body.insert("gateway_ip".into(), Value::Null);
        }
        Some("auto") => {
            body.shift_remove("gateway_ip");
        }
        _ => {}
    }
}

fn not_supported(action: &str) -> Failure {
    Failure::new(
        "ResourceActionNotSupported",
        format!("{action} is not supported for resource."),
    )
}
