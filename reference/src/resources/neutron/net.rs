//! `OS::Neutron::Net`: a network.

use async_trait::async_trait;
use heat_spec::{Fault, Map, Value, fault};
use heat_template::{Inquiry, Properties};
use serde_json::{Value as Json, json};

use super::object::{Kind, body, changed_body, name_of, reference_id, rename};
use super::tags;
use crate::cloud::call::encode;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};
use crate::store::resources::ResourceRecord;

pub(super) const NETWORK: Kind = Kind {
    path: "networks",
    one: "network",
    many: "networks",
};

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Net;

#[async_trait]
impl ResourceType for Net {
    fn name(&self) -> &'static str {
        "OS::Neutron::Net"
    }

    fn class_name(&self) -> &'static str {
        "Net"
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[("qos_policy", "neutron.qos_policy")]
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let extra = properties.get("value_specs").as_map();
        let forbidden: Vec<&str> = extra
            .into_iter()
            .flat_map(Map::keys)
            .filter_map(|key| key.as_str())
            .filter(|key| properties.values().contains_key(*key))
            .collect();
        if forbidden.is_empty() {
            return Ok(());
        }
        Err(fault::validation_failed(format_args!(
            "{} not allowed in value_specs",
            forbidden.join(", ")
        )))
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut body = body(work);
        body.shift_remove("dhcp_agent_ids");
        body.shift_remove("tags");
        rename(&mut body, "qos_policy", "qos_policy_id");
        NETWORK.create(work, body).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        let name = name_of(work);
        NETWORK.find_unfinished(work, &[("name", name)]).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        let agents = work.property("dhcp_agent_ids");
        if agents.is_truthy() {
            schedule(work, agents).await?;
        }
        tags::set_new(NETWORK, work).await?;
        NETWORK.wait_built(work).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        let mut body = changed_body(work, changes);
        if let Some(agents) = body.shift_remove("dhcp_agent_ids") {
            schedule(work, &agents).await?;
        }
        if let Some(policy) = body.shift_remove("qos_policy") {
            let policy = if policy.is_truthy() {
                policy
            } else {
                Value::Null
            };
            body.insert("qos_policy_id".into(), policy);
        }
        tags::take_and_set(NETWORK, work, &mut body).await?;
        NETWORK.update(work, body).await?;
        NETWORK.wait_built(work).await
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(NETWORK.address(id))
    }

    fn observed_properties(&self) -> &'static [&'static str] {
        &["admin_state_up", "name"]
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        NETWORK.delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        if name != "segments" {
            return NETWORK.attribute(work, name).await;
        }
        let Some(id) = work.physical_id() else {
            return Ok(Value::Null);
        };
        let path = format!("/v2.0/segments?network_id={}", encode(id));
        let mut found = work.neutron_get(&path).await?;
        let mut segments: Vec<Json> = match found.get_mut("segments").map(Json::take) {
            Some(Json::Array(segments)) => segments,
            _ => Vec::new(),
        };
        // Those without a name come first.
        segments.sort_by_key(|segment| segment.get("name").is_some_and(|name| !name.is_null()));
        Ok(Json::Array(segments).into())
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        NETWORK.needs_replace_failed(work).await
    }
}

/// Has exactly these DHCP agents serve the network.
async fn schedule(work: &Work, wanted: &Value) -> Result<(), Failure> {
    let id = work.physical_id().unwrap_or_default();
    let path = format!("{}/dhcp-agents", NETWORK.path_of(work));
    let serving = work.neutron_get(&path).await?;
    let serving: Vec<&str> = serving
        .get("agents")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(|agent| agent.get("id")?.as_str())
        .collect();
    let wanted: Vec<&str> = wanted
        .as_list()
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let path = |agent: &str| format!("/v2.0/agents/{}/dhcp-networks", encode(agent));
    for agent in wanted.iter().filter(|agent| !serving.contains(agent)) {
        match work
            .neutron_post(&path(agent), &json!({ "network_id": id }))
            .await
        {
            // It serves the network already.
            Err(error) if error.is_conflict() => {}
            result => drop(result?),
        }
    }
    for agent in serving.iter().filter(|agent| !wanted.contains(agent)) {
        match work
            .neutron_delete(&format!("{}/{}", path(agent), encode(id)))
            .await
        {
            Err(error) if error.is_conflict() => {}
            result => result?,
        }
    }
    Ok(())
}
