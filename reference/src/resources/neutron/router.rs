//! `OS::Neutron::Router`: joins subnets, and leads to an external network.

use async_trait::async_trait;
use heat_spec::{Fault, Key, Map, Value, fault, value};
use heat_template::{Inquiry, Properties};
use serde_json::{Value as Json, json};

use super::dependencies::subnets_of;
use super::object::{Kind, body, changed_body, name_of, reference_id, rename};
use super::tags;
use crate::cloud::call::encode;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::{Outline, OutlinedResource, ResourceType, Work};
use crate::store::resources::ResourceRecord;

const ROUTER: Kind = Kind {
    path: "routers",
    one: "router",
    many: "routers",
};

const GATEWAY: &str = "external_gateway_info";

/// The type.
#[derive(Debug)]
pub(in crate::resources) struct Router;

#[async_trait]
impl ResourceType for Router {
    fn name(&self) -> &'static str {
        "OS::Neutron::Router"
    }

    fn class_name(&self) -> &'static str {
        "Router"
    }

    fn hidden_schema(&self) -> &'static str {
        r#"{"properties": {"l3_agent_id": {"type": "string", "update_allowed": true}}}"#
    }

    fn service(&self) -> Option<Service> {
        Some(Service::Network)
    }

    fn names(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("external_gateway_info.network", "neutron.network"),
            (
                "external_gateway_info.external_fixed_ips.*.subnet",
                "neutron.subnet",
            ),
        ]
    }

    fn validate(
        &self,
        _resource_name: &str,
        properties: &Properties,
        _inquiry: &Inquiry<'_>,
    ) -> Result<(), Fault> {
        let is_given = |name| properties.get(name).is_truthy();
        let (has_agent, has_agents) = (is_given("l3_agent_id"), is_given("l3_agent_ids"));
        let is_distributed = is_given("distributed");
        if has_agent && has_agents {
            return Err(fault::resource_property_conflict(
                "l3_agent_id, l3_agent_ids",
            ));
        }
        if is_distributed && (has_agent || has_agents) {
            return Err(fault::resource_property_conflict(
                "distributed, l3_agent_id/l3_agent_ids",
            ));
        }
        if is_given("ha") && is_distributed {
            return Err(fault::resource_property_conflict("distributed, ha"));
        }
        let n_agents = properties
            .get("l3_agent_ids")
            .as_list()
            .map_or(0, <[_]>::len);
        if !is_given("ha") && n_agents > 1 {
            return Err(fault::validation_failed(
                "Non HA routers can only have one L3 agent.",
            ));
        }
        Ok(())
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let mut body = body(work);
        for name in ["l3_agent_id", "l3_agent_ids", "tags"] {
            body.shift_remove(name);
        }
        if let Some(gateway) = body.get_mut(GATEWAY) {
            *gateway = gateway_info(gateway);
        }
        ROUTER.create(work, body).await
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        let name = name_of(work);
        ROUTER.find_unfinished(work, &[("name", name)]).await
    }

    async fn wait_created(&self, work: &mut Work) -> Result<(), Failure> {
        let agents = agents(work.property("l3_agent_ids"), work.property("l3_agent_id"));
        if !agents.is_empty() {
            host(work, &agents).await?;
        }
        tags::set_new(ROUTER, work).await?;
        ROUTER.wait_built(work).await
    }

    async fn update(&self, work: &mut Work, changes: &Map) -> Result<(), Failure> {
        let mut body = changed_body(work, changes);
        if let Some(gateway) = body.get_mut(GATEWAY) {
            *gateway = gateway_info(gateway);
        }
        let several = body.shift_remove("l3_agent_ids");
        let one = body.shift_remove("l3_agent_id");
        if several.is_some() || one.is_some() {
            let agents = agents(&several.unwrap_or_default(), &one.unwrap_or_default());
            host(work, &agents).await?;
        }
        tags::take_and_set(ROUTER, work, &mut body).await?;
        ROUTER.update(work, body).await
    }

    fn address(&self, id: &str) -> Option<String> {
        Some(ROUTER.address(id))
    }

    fn observed_properties(&self) -> &'static [&'static str] {
        &["admin_state_up", "name"]
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        ROUTER.delete(work).await
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        ROUTER.attribute(work, name).await
    }

    fn reference_id(&self, record: &ResourceRecord) -> Value {
        reference_id(record)
    }

    async fn needs_replace_failed(&self, work: &Work) -> bool {
        ROUTER.needs_replace_failed(work).await
    }

    fn hidden_dependencies(
        &self,
        resource: &OutlinedResource<'_>,
        outline: &Outline<'_>,
    ) -> Vec<String> {
        match resource.get(GATEWAY).get("network") {
            Some(network) => subnets_of(network, outline),
            None => Vec::new(),
        }
    }
}

/// The gateway as Neutron takes it: without what is not given.
fn gateway_info(gateway: &Value) -> Value {
    let Some(gateway) = gateway.as_map().filter(|gateway| !gateway.is_empty()) else {
        return gateway.clone();
    };
    let mut info = given(gateway);
    rename(&mut info, "network", "network_id");
    if let Some(Value::List(addresses)) = info.get_mut("external_fixed_ips") {
        for address in addresses {
            if let Value::Map(map) = address {
                let mut map = given(map);
                rename(&mut map, "subnet", "subnet_id");
                *address = Value::Map(map);
            }
        }
    }
    Value::Map(info)
}

fn given(map: &Map) -> Map {
    map.iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (Key::from(key), value.clone()))
        .collect()
}

/// The agents that several or one are given of.
fn agents(several: &Value, one: &Value) -> Vec<String> {
    let one = value!([one]);
    let list = if several.is_truthy() { several } else { &one };
    list.as_list()
        .unwrap_or_default()
        .iter()
        .filter(|agent| agent.is_truthy())
        .map(Value::python_str)
        .collect()
}

/// Moves the router to these agents.
async fn host(work: &Work, agents: &[String]) -> Result<(), Failure> {
    let id = work.physical_id().unwrap_or_default();
    let path = |agent: &str| format!("/v2.0/agents/{}/l3-routers", encode(agent));
    let hosting = format!("{}/l3-agents", ROUTER.path_of(work));
    let hosting = work.neutron_get(&hosting).await?;
    let hosting = hosting.get("agents").and_then(Json::as_array);
    for agent in hosting.into_iter().flatten() {
        let agent = agent.get("id").and_then(Json::as_str).unwrap_or_default();
        work.neutron_delete(&format!("{}/{}", path(agent), encode(id)))
            .await?;
    }
    for agent in agents {
        work.neutron_post(&path(agent), &json!({ "router_id": id }))
            .await?;
    }
    Ok(())
}
