//! `OS::Neutron::Port`: a connection point on a network.

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value, fault, value};
use heat_template::{Inquiry, Properties};
use serde_json::Value as Json;

use super::dependencies::subnets_of;
use super::object::{Kind, body, changed_body, name_of, reference_id, rename, without_nulls};
use super::{security_groups, tags};
use crate::cloud::call::encode;
use crate::cloud::client::error::ClientError;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{Outline, OutlinedResource, ResourceType, Work};
use crate::store::resources::ResourceRecord;

const PORT: Kind = Kind {
    path: "ports",
    one: "port",
    many: "ports",
};

/// Where the addresses are kept that the port gave up for its replacement.
const ADDRESSES: &str = "port_fip";

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Port;

#[async_trait]
impl ResourceType for Port {
    fn name(&self) -> &'static str {
        "OS::Neutron::Port"
    }

    fn class_name(&self) -> &'static str {
        "Port"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{"properties": {
            "network": {"formerly": "network_id"},
            "network_id": {"type": "string"},
            "fixed_ips": {"schema": {"*": {"schema": {
                "subnet": {"formerly": "fixed_ips.subnet_id"},
                "subnet_id": {"type": "string"}
            }}}},
            "replacement_policy": {
                "type": "string", "default": "AUTO", "update_allowed": true,
                "constraints": [{"allowed_values": ["REPLACE_ALWAYS", "AUTO"]}]
            }
        }}"#
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("network", "neutron.network"),
            ("fixed_ips.*.subnet", "neutron.subnet"),
            ("qos_policy", "neutron.qos_policy"),
        ]
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        if properties.get("fixed_ips").is_truthy() && properties.get("no_fixed_ips").is_truthy() {
            return Err(fault::resource_property_conflict("fixed_ips, no_fixed_ips"));
        }
        Ok(())
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut body = body(work);
        rename(&mut body, "network", "network_id");
        rename(&mut body, "qos_policy", "qos_policy_id");
        body.shift_remove("tags");
        prepare(work, &mut body, false).await?;
        PORT.create(work, body).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        let members = [
            ("name", name_of(work)),
            ("network_id", work.property("network").clone()),
        ];
        PORT.find_unfinished(work, &members).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        tags::set_new(PORT, work).await?;
        PORT.wait_built(work).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        if work.property("replacement_policy").as_str() == Some("REPLACE_ALWAYS") {
            return Err(Failure::Replace);
        }
        let mut body = changed_body(work, changes);
        if let Some(policy) = body.shift_remove("qos_policy") {
            let policy = if policy.is_truthy() {
                policy
            } else {
                Value::Null
            };
            body.insert("qos_policy_id".into(), policy);
        }
        tags::take_and_set(PORT, work, &mut body).await?;
        prepare(work, &mut body, true).await?;
        PORT.update(work, body).await?;
        PORT.wait_built(work).await
    }

    async fn prepare_for_replacement(&self, work: &mut Work) -> Result<(), Failure> {
        if work.physical_id().is_none() {
            return Ok(());
        }
        give_up_addresses(work).await
    }

    async fn restore(
        &self,
        work: &mut Work,
        replacement: Option<&ResourceRecord>,
    ) -> Result<(), Failure> {
        if let Some(id) = replacement.and_then(|record| record.physical_resource_id.as_deref()) {
            let path = format!("/v2.0/ports/{}", encode(id));
            let none = Json::from(value!({ "port": { "fixed_ips": [] } }));
            unless_gone(work.neutron_put(&path, &none).await)?;
        }
        if let Some(addresses) = work.data(ADDRESSES).cloned() {
            let body = Json::from(value!({ "port": { "fixed_ips": addresses } }));
            if work.physical_id().is_some() {
                work.neutron_put(&PORT.path_of(work), &body).await?;
            }
            work.set_data(ADDRESSES, Value::Null).await?;
        }
        Ok(())
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(PORT.address(id))
    }

    fn observed_properties(&self) -> &'static [&'static str] {
        &["admin_state_up", "device_owner", "name"]
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        PORT.delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        if !matches!(name, "subnets" | "network") {
            return PORT.attribute(work, name).await;
        }
        let shown = PORT.attribute(work, "show").await?;
        // Upstream gives nothing where any of this fails.
        Ok(match name {
            "subnets" => subnets(work, &shown).await,
            _ => network(work, &shown).await,
        }
        .unwrap_or_default())
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        PORT.needs_replace_failed(work).await
    }

    fn hidden_dependencies(
        &self,
        resource: &OutlinedResource<'_>,
        outline: &Outline<'_>,
    ) -> Vec<String> {
        subnets_of(resource.get("network"), outline)
    }
}

/// Brings addresses, address pairs and security groups into the form that Neutron takes.
async fn prepare(work: &Work, body: &mut Map, is_update: bool) -> Result<(), Failure> {
    let has_none = body
        .shift_remove("no_fixed_ips")
        .is_some_and(|flag| flag.is_truthy());
    if has_none {
        body.insert("fixed_ips".into(), value!([]));
    } else if let Some(addresses) = body.shift_remove("fixed_ips")
        && addresses.is_truthy()
    {
        // An empty list would take the addresses away, which is left to `no_fixed_ips`.
        body.insert("fixed_ips".into(), fixed_ips(addresses));
    }
    if let Some(pairs) = body.get_mut("allowed_address_pairs") {
        *pairs = match pairs {
            Value::List(pairs) => pairs.iter().map(without_nulls).collect::<Vec<_>>().into(),
            _ => value!([]),
        };
    }
    if let Some(groups) = body.get("security_groups") {
        let groups = match groups {
            Value::Null if is_update => value!(["default"]),
            groups => groups.clone(),
        };
        let ids = security_groups::ids(work, &groups).await?;
        body.insert("security_groups".into(), ids);
    }
    body.shift_remove("replacement_policy");
    Ok(())
}

fn fixed_ips(addresses: Value) -> Value {
    let Value::List(addresses) = addresses else {
        return addresses;
    };
    addresses
        .iter()
        .map(|address| {
            let mut address = without_nulls(address);
            if let Value::Map(address) = &mut address {
                rename(address, "subnet", "subnet_id");
            }
            address
        })
        .collect::<Vec<_>>()
        .into()
}

/// Keeps the port's addresses in mind and takes them away, so that the replacement can have them.
async fn give_up_addresses(work: &mut Work) -> Result<(), Failure> {
    let port = match PORT.show(work).await {
        Err(error) if error.is_not_found() => return Ok(()),
        result => result?,
    };
    let addresses = port.get("fixed_ips").cloned().unwrap_or_default();
    // After an interruption they may be given up already.
    if addresses.as_array().is_some_and(|list| !list.is_empty()) {
        work.set_data(ADDRESSES, addresses.into()).await?;
    }
    let none = Json::from(value!({ "port": { "fixed_ips": [] } }));
    unless_gone(work.neutron_put(&PORT.path_of(work), &none).await)
}

fn unless_gone(result: Result<Json, ClientError>) -> Result<(), Failure> {
    match result {
        Err(error) if error.is_not_found() => Ok(()),
        result => Ok(result.map(drop)?),
    }
}

async fn subnets(work: &Work, port: &Value) -> Option<Value> {
    let mut subnets = Vec::new();
    for address in port.get("fixed_ips")?.as_list()? {
        if let Some(id) = address.get("subnet_id").and_then(Value::as_str) {
            let path = format!("/v2.0/subnets/{}", encode(id));
            let mut shown = work.neutron_get(&path).await.ok()?;
            subnets.push(Value::from(shown.get_mut("subnet")?.take()));
        }
    }
    Some(subnets.into())
}

async fn network(work: &Work, port: &Value) -> Option<Value> {
    let id = port.get("network_id")?.as_str()?;
    let path = format!("/v2.0/networks/{}", encode(id));
    let mut shown = work.neutron_get(&path).await.ok()?;
    Some(shown.get_mut("network")?.take().into())
}
