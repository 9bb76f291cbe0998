//! Types of Neutron, the network service.

mod dependencies;
pub(super) mod floating_ip;
pub(super) mod floating_ip_association;
pub(super) mod net;
mod object;
pub(super) mod port;
pub(super) mod router;
pub(super) mod router_gateway;
pub(super) mod router_interface;
pub(super) mod security_group;
pub(super) mod security_group_rule;
pub(super) mod security_groups;
pub(super) mod subnet;
mod tags;

pub(super) use object::without_nulls;
