//! `OS::Nova::FloatingIP`: a floating IP in the days of Nova's own network. Hidden since Heat 11.

use async_trait::async_trait;
use heat_spec::Value;
use serde_json::{Value as Json, json};

use super::text;
use crate::cloud::call::encode;
use crate::cloud::find;
use crate::engine::Failure;
use crate::resources::{ResourceType, Work};

/// The type.
///
/// It has no service that it could miss: upstream looks for Neutron only when it is needed.
#[derive(Debug)]
pub(in crate::resources) struct FloatingIp;

#[async_trait]
impl ResourceType for FloatingIp {
    fn name(&self) -> &'static str {
        "OS::Nova::FloatingIP"
    }

    fn class_name(&self) -> &'static str {
        "NovaFloatingIp"
    }

    async fn create(&self, work: &mut Work) -> Result<(), Failure> {
        let network = external_network(work).await?;
        let body = json!({ "floatingip": { "floating_network_id": network } });
        let made = work
            .neutron_post("/v2.0/floatingips", &body)
            .await
            .map_err(Failure::elsewhere)?;
        let id = made.pointer("/floatingip/id").and_then(Json::as_str);
        match id {
            Some(id) => work.set_physical_id(id).await,
            None => Err(Failure::new("KeyError", "'floatingip'")),
        }
    }

    async fn find_unfinished(&self, work: &mut Work) -> Result<bool, Failure> {
        if !work.may_be_unfinished() {
            return Ok(false);
        }
        let network = external_network(work).await?;
        let path = format!("/v2.0/floatingips?floating_network_id={}", encode(&network));
        let found = work.neutron_get(&path).await.map_err(Failure::elsewhere)?;
        let candidates = found
            .get("floatingips")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .filter(|floating| floating.get("port_id").is_none_or(Json::is_null))
            .filter(|floating| work.is_of_the_past(floating.get("created_at")))
            .map(|floating| text(floating, "id").to_owned())
            .collect();
        work.adopt(candidates).await
    }

    async fn delete(&self, work: &mut Work) -> Result<(), Failure> {
        match work.physical_id() {
            Some(id) => work
                .neutron_delete(&path(id))
                .await
                .map_err(Failure::elsewhere),
            None => Ok(()),
        }
    }

    async fn attribute(&self, work: &Work, name: &str) -> Result<Value, Failure> {
        let (Some(id), Some(member)) = (work.physical_id(), member(name)) else {
            return Ok(Value::Null);
        };
        let shown = work
            .neutron_get(&path(id))
            .await
            .map_err(Failure::elsewhere)?;
        let floating = shown.get("floatingip").cloned().unwrap_or_default();
        Ok(text(&floating, member).into())
    }
}

/// The member of Neutron's floating IP that an attribute shows; upstream does not show it whole.
fn member(attribute: &str) -> Option<&'static str> {
    match attribute {
        "pool" => Some("floating_network_id"),
        "ip" => Some("floating_ip_address"),
        _ => None,
    }
}

fn path(id: &str) -> String {
    format!("/v2.0/floatingips/{}", encode(id))
}

/// The network that is given as the pool, or else the only external one.
async fn external_network(work: &Work) -> Result<String, Failure> {
    if let Some(pool) = work
        .property("pool")
        .as_str()
        .filter(|pool| !pool.is_empty())
    {
        let cloud = &work.app.cloud;
        return find::resolve(cloud, &work.project_id, "neutron.network", pool)
            .await
            .map_err(Failure::elsewhere);
    }
    let path = "/v2.0/networks?router%3Aexternal=True";
    let found = work.neutron_get(path).await.map_err(Failure::elsewhere)?;
    let networks = found.get("networks").and_then(Json::as_array);
    match networks.map(Vec::as_slice).unwrap_or_default() {
        [network] => Ok(text(network, "id").to_owned()),
        networks => Err(Failure::new(
            "Error",
            format!("Expected 1 external network, found {}", networks.len()),
        )),
    }
}
