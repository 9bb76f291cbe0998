//! The addresses of subnets: which there are, which are taken, which comes next.

use std::collections::HashSet;
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Value, json};

use super::ports;
use crate::cloud::json::{list, text};
use crate::cloud::objects::Object;
use crate::cloud::state::Cloud;

/// A range of addresses, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pool {
    pub(super) start: IpAddr,
    pub(super) end: IpAddr,
}

impl Pool {
    /// The pool that a map with `start` and `end` writes.
    pub(super) fn read(value: &Value) -> Option<Self> {
        let map = value.as_object()?;
        Some(Self {
            start: text(map, "start").parse().ok()?,
            end: text(map, "end").parse().ok()?,
        })
    }

    pub(super) fn to_json(self) -> Value {
        json!({ "start": self.start.to_string(), "end": self.end.to_string() })
    }

    pub(super) fn contains(self, address: IpAddr) -> bool {
        self.start.is_ipv4() == address.is_ipv4() && self.start <= address && address <= self.end
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.contains(other.start) || other.contains(self.start)
    }
}

impl std::fmt::Display for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.start, self.end)
    }
}

/// The first address of a subnet that a gateway gets by default, if there is room for one.
pub(super) fn default_gateway(network: IpNet) -> Option<IpAddr> {
    usable(network).map(|pool| pool.start)
}

/// All addresses of a subnet that ports may have, without the gateway's.
pub(super) fn default_pools(network: IpNet, gateway: Option<IpAddr>) -> Vec<Pool> {
    let Some(all) = usable(network) else {
        return Vec::new();
    };
    let Some(gateway) = gateway.filter(|gateway| all.contains(*gateway)) else {
        return vec![all];
    };
    let mut pools = Vec::new();
    if gateway != all.start {
        pools.extend(step(gateway, -1).map(|end| Pool { end, ..all }));
    }
    if gateway != all.end {
        pools.extend(step(gateway, 1).map(|start| Pool { start, ..all }));
    }
    pools
}

/// The first address of the subnet's pools that no port has.
pub(super) fn next_free(cloud: &Cloud, subnet: &Object) -> Option<IpAddr> {
    next_free_but(cloud, subnet, &[])
}

/// The first address of the subnet's pools that no port has, and that is not `spoken_for`.
pub(super) fn next_free_but(
    cloud: &Cloud,
    subnet: &Object,
    spoken_for: &[IpAddr],
) -> Option<IpAddr> {
    let mut taken = taken(cloud, subnet);
    taken.extend(spoken_for);
    list(&subnet.body, "allocation_pools")
        .iter()
        .filter_map(Pool::read)
        .find_map(|pool| {
            let mut address = Some(pool.start);
            while let Some(candidate) = address.filter(|address| pool.contains(*address)) {
                if !taken.contains(&candidate) {
                    return Some(candidate);
                }
                address = step(candidate, 1);
            }
            None
        })
}

/// Whether a port has the address.
pub(super) fn is_taken(cloud: &Cloud, subnet: &Object, address: IpAddr) -> bool {
    taken(cloud, subnet).contains(&address)
}

fn taken(cloud: &Cloud, subnet: &Object) -> HashSet<IpAddr> {
    ports::of_network(cloud, text(&subnet.body, "network_id"))
        .flat_map(ports::fixed_ips)
        .filter(|(known, _)| *known == subnet.id)
        .map(|(_, address)| address)
        .collect()
}

/// The addresses between network and broadcast address; all of them where there are no such two.
fn usable(network: IpNet) -> Option<Pool> {
    let (first, last) = (network.network(), network.broadcast());
    let whole = Pool {
        start: first,
        end: last,
    };
    let free_bits = network.max_prefix_len() - network.prefix_len();
    match (network, free_bits) {
        (_, 0 | 1) => Some(whole),
        (IpNet::V4(_), _) => Some(Pool {
            start: step(first, 1)?,
            end: step(last, -1)?,
        }),
        // An IPv6 subnet has no broadcast address.
        (IpNet::V6(_), _) => Some(Pool {
            start: step(first, 1)?,
            end: last,
        }),
    }
}

fn step(address: IpAddr, by: i8) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(address) => IpAddr::V4(u32::from(address).checked_add_signed(by.into())?.into()),
        IpAddr::V6(address) => {
            IpAddr::V6(u128::from(address).checked_add_signed(by.into())?.into())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pools(network: &str, gateway: Option<&str>) -> String {
        let gateway = gateway.map(|gateway| gateway.parse().unwrap());
        let pools: Vec<String> = default_pools(network.parse().unwrap(), gateway)
            .iter()
            .map(ToString::to_string)
            .collect();
        pools.join(" ")
    }

    #[test]
    fn pools_leave_out_what_ports_must_not_have() {
        for (network, gateway, expected) in [
            ("10.0.0.0/24", None, "10.0.0.1-10.0.0.254"),
            ("10.0.0.0/24", Some("10.0.0.1"), "10.0.0.2-10.0.0.254"),
            ("10.0.0.0/24", Some("10.0.0.254"), "10.0.0.1-10.0.0.253"),
            (
                "10.0.0.0/24",
                Some("10.0.0.9"),
                "10.0.0.1-10.0.0.8 10.0.0.10-10.0.0.254",
            ),
            ("10.0.0.0/24", Some("10.9.0.1"), "10.0.0.1-10.0.0.254"),
            ("10.0.0.0/31", None, "10.0.0.0-10.0.0.1"),
            ("10.0.0.0/32", Some("10.0.0.0"), ""),
            ("0.0.0.0/0", None, "0.0.0.1-255.255.255.254"),
            (
                "fd00::/64",
                Some("fd00::1"),
                "fd00::2-fd00::ffff:ffff:ffff:ffff",
            ),
            ("::/0", None, "::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ] {
            assert_eq!(pools(network, gateway), expected, "{network} {gateway:?}");
        }
    }
}
