//! Which addresses a port gets.

use std::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::pool;
use super::refuse::{address_allocated, invalid, no_address_left, subnet_not_found};
use super::subnets::{self, fixed_ip};
use crate::cloud::json::text;
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::state::Cloud;

/// A port that is looking for addresses.
pub(super) struct Seeker<'a> {
    pub(super) network: &'a str,
    pub(super) mac_address: &'a str,
    /// The addresses that it has and may keep.
    pub(super) has: Vec<(String, IpAddr)>,
}

/// The addresses that a port gets if it asks for none: one of the network's IPv4 subnets, one of
/// its IPv6 subnets, and one of each subnet that hands them out by MAC address.
///
/// # Errors
///
/// If all subnets of a version are used up.
pub(super) fn by_default(cloud: &Cloud, seeker: &Seeker<'_>) -> Result<Vec<Value>, Refusal> {
    let subnets: Vec<&Object> = subnets::of_network(cloud, seeker.network).collect();
    let mut found = Vec::new();
    for is_v4 in [true, false] {
        let mut candidates = subnets
            .iter()
            .filter(|subnet| is_v4 == matches!(subnets::range(subnet), Some(IpNet::V4(_))))
            .filter(|subnet| !subnets::is_automatic(subnet))
            .peekable();
        if candidates.peek().is_none() {
            continue;
        }
        let free = candidates
            .find_map(|subnet| Some(fixed_ip(subnet, pool::next_free(cloud, subnet)?)))
            .ok_or_else(|| no_address_left(seeker.network))?;
        found.push(free);
    }
    let automatic = subnets
        .iter()
        .filter(|subnet| subnets::is_automatic(subnet));
    found.extend(automatic.filter_map(|subnet| {
        Some(fixed_ip(
            subnet,
            from_mac_address(subnets::range(subnet)?, seeker.mac_address)?,
        ))
    }));
    Ok(found)
}

/// The addresses that a port asks for.
///
/// # Errors
///
/// If one is not of the network, is another port's, or a subnet is used up.
pub(super) fn as_asked(
    cloud: &Cloud,
    seeker: &Seeker<'_>,
    asked: &[Value],
) -> Result<Vec<Value>, Refusal> {
    let mut found: Vec<Value> = Vec::new();
    for entry in asked.iter().filter_map(Value::as_object) {
        let address = one(cloud, seeker, entry, &found)?;
        if !found.contains(&address) {
            found.push(address);
        }
    }
    Ok(found)
}

fn one(
    cloud: &Cloud,
    seeker: &Seeker<'_>,
    entry: &Map<String, Value>,
    found: &[Value],
) -> Result<Value, Refusal> {
    let wanted: Option<IpAddr> = text(entry, "ip_address").parse().ok();
    let subnet = match (entry.get("subnet_id").and_then(Value::as_str), wanted) {
        (Some(id), _) => on_network(cloud, seeker.network, id)?,
        (None, Some(address)) => subnets::of_network(cloud, seeker.network)
            .find(|subnet| subnets::range(subnet).is_some_and(|range| range.contains(&address)))
            .ok_or_else(|| {
                Refusal::new(
                    400,
                    "InvalidIpForNetwork",
                    format!(
                        "IP address {address} is not a valid IP for any of the subnets on the \
                         specified network."
                    ),
                )
            })?,
        (None, None) => {
            return Err(invalid("IP allocation requires subnet_id or ip_address"));
        }
    };
    let Some(address) = wanted else {
        return any_of(cloud, seeker, subnet, found);
    };
    if !subnets::range(subnet).is_some_and(|range| is_host(range, address)) {
        return Err(Refusal::new(
            400,
            "InvalidIpForSubnet",
            format!("IP address {address} is not a valid IP for the specified subnet."),
        ));
    }
    let is_kept = seeker.has.contains(&(subnet.id.clone(), address));
    if !is_kept && pool::is_taken(cloud, subnet, address) {
        return Err(address_allocated(&address.to_string(), &subnet.id));
    }
    Ok(fixed_ip(subnet, address))
}

/// An address of a subnet: one that the port has and did not ask for otherwise, or a free one.
fn any_of(
    cloud: &Cloud,
    seeker: &Seeker<'_>,
    subnet: &Object,
    found: &[Value],
) -> Result<Value, Refusal> {
    let is_new = |address: &Value| !found.contains(address);
    if subnets::is_automatic(subnet) {
        let made =
            subnets::range(subnet).and_then(|range| from_mac_address(range, seeker.mac_address));
        if let Some(address) = made {
            return Ok(fixed_ip(subnet, address));
        }
    }
    let kept = seeker
        .has
        .iter()
        .filter(|(known, _)| *known == subnet.id)
        .map(|(_, address)| fixed_ip(subnet, *address))
        .find(is_new);
    kept.or_else(|| {
        let taken_now: Vec<IpAddr> = found
            .iter()
            .filter_map(|address| text(address.as_object()?, "ip_address").parse().ok())
            .collect();
        pool::next_free_but(cloud, subnet, &taken_now).map(|address| fixed_ip(subnet, address))
    })
    .ok_or_else(|| no_address_left(seeker.network))
}

fn on_network<'a>(cloud: &'a Cloud, network: &str, id: &str) -> Result<&'a Object, Refusal> {
    let subnet = cloud
        .objects
        .get(Kind::Subnet, id)
        .ok_or_else(|| subnet_not_found(id))?;
    if text(&subnet.body, "network_id") == network {
        Ok(subnet)
    } else {
        Err(invalid(&format!(
            "Failed to create port on network {network}, because fixed_ips included invalid \
             subnet {id}"
        )))
    }
}

/// Whether a port may have the address: not the network's own, nor the broadcast address.
fn is_host(range: IpNet, address: IpAddr) -> bool {
    let spare = range.max_prefix_len() - range.prefix_len();
    range.contains(&address)
        && (spare < 2
            || (address != range.network() && (address.is_ipv6() || address != range.broadcast())))
}

/// The address that IPv6 derives from a MAC address (EUI-64).
fn from_mac_address(range: IpNet, mac_address: &str) -> Option<IpAddr> {
    let IpNet::V6(range) = range else {
        return None;
    };
    let mut mac = [0; 6];
    let mut parts = mac_address.split(':');
    for byte in &mut mac {
        *byte = u8::from_str_radix(parts.next()?, 16).ok()?;
    }
    let mut host = [0, 0, 0, 0xff, 0xfe, 0, 0, 0];
    host[..3].copy_from_slice(&mac[..3]);
    host[5..].copy_from_slice(&mac[3..]);
    host[0] ^= 2;
    let host = u64::from_be_bytes(host);
    let address = u128::from(range.network()) | u128::from(host);
    Some(IpAddr::V6(Ipv6Addr::from(address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv6_addresses_follow_from_mac_addresses() {
        let range = "fd00:1::/64".parse().unwrap();
        assert_eq!(
            from_mac_address(range, "fa:16:3e:00:00:01")
                .unwrap()
                .to_string(),
            "fd00:1::f816:3eff:fe00:1"
        );
        assert_eq!(from_mac_address(range, "nonsense"), None);
        assert_eq!(from_mac_address("10.0.0.0/24".parse().unwrap(), ""), None);
    }
}
