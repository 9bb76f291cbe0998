//! Networks and routers that are there from the start, and belong to the cloud itself.

use serde_json::json;

use super::networks::NETWORKS;
use super::router_interfaces;
use super::routers::ROUTERS;
use super::subnets::SUBNETS;
use crate::cloud::json::map;
use crate::cloud::objects::Kind;
use crate::cloud::refusal::Refusal;
use crate::cloud::seed;
use crate::cloud::state::Cloud;

/// Adds a network with its subnets, unless there is one with its id.
pub(in crate::cloud) fn plant_network(
    cloud: &mut Cloud,
    network: &seed::Network,
) -> Result<(), Refusal> {
    if cloud.objects.get(Kind::Network, &network.id).is_some() {
        return Ok(());
    }
    let given = map(json!({
        "name": network.name,
        "shared": network.shared,
        "router:external": network.external,
        "is_default": network.external,
    }));
    NETWORKS.make(cloud, "", &network.id, &given)?;
    for subnet in &network.subnets {
        let mut given = map(json!({
            "name": subnet.name,
            "network_id": network.id,
            "cidr": subnet.cidr,
            "enable_dhcp": !network.external,
        }));
        if let Some(pools) = &subnet.allocation_pools {
            given.insert("allocation_pools".to_owned(), pools.clone());
        }
        SUBNETS.make(cloud, "", &subnet.id, &given)?;
    }
    Ok(())
}

/// Adds a router with its gateway and interfaces, unless there is one with its id.
pub(in crate::cloud) fn plant_router(
    cloud: &mut Cloud,
    router: &seed::Router,
) -> Result<(), Refusal> {
    if cloud.objects.get(Kind::Router, &router.id).is_some() {
        return Ok(());
    }
    let given = map(json!({
        "name": router.name,
        "external_gateway_info": { "network_id": router.external_network },
    }));
    ROUTERS.make(cloud, "", &router.id, &given)?;
    for subnet in &router.subnets {
        router_interfaces::plant(cloud, &router.id, subnet)?;
    }
    Ok(())
}
