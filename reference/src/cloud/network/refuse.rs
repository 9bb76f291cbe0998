//! Neutron's errors: the names and texts that several kinds of objects share.

use crate::cloud::refusal::Refusal;

/// An attribute cannot hold the value that was given.
pub(super) fn invalid_input(attribute: &str, reason: &str) -> Refusal {
    malformed(format!("Invalid input for {attribute}. Reason: {reason}."))
}

/// The request is not one for this API.
pub(super) fn malformed(message: String) -> Refusal {
    Refusal::new(400, "HTTPBadRequest", message)
}

/// The request contradicts itself or the rules of a kind of object.
pub(super) fn bad(resource: &str, message: &str) -> Refusal {
    Refusal::new(
        400,
        "BadRequest",
        format!("Bad {resource} request: {message}."),
    )
}

/// The request makes no sense as it is.
pub(super) fn invalid(message: &str) -> Refusal {
    Refusal::new(
        400,
        "InvalidInput",
        format!("Invalid input for operation: {message}."),
    )
}

/// The request is in the way of something that exists.
pub(super) fn conflict(kind: &'static str, message: String) -> Refusal {
    Refusal::new(409, kind, message)
}

/// The object belongs to another project.
pub(super) fn forbidden(rule: &str) -> Refusal {
    Refusal::new(
        403,
        "PolicyNotAuthorized",
        format!("rule:{rule} is disallowed by policy"),
    )
}

/// There is no network with the id.
pub(super) fn network_not_found(id: &str) -> Refusal {
    Refusal::new(
        404,
        "NetworkNotFound",
        format!("Network {id} could not be found."),
    )
}

/// There is no subnet with the id.
pub(super) fn subnet_not_found(id: &str) -> Refusal {
    Refusal::new(
        404,
        "SubnetNotFound",
        format!("Subnet {id} could not be found."),
    )
}

/// There is no port with the id.
pub(super) fn port_not_found(id: &str) -> Refusal {
    Refusal::new(
        404,
        "PortNotFound",
        format!("Port {id} could not be found."),
    )
}

/// Another port has the address.
pub(super) fn address_allocated(address: &str, subnet: &str) -> Refusal {
    conflict(
        "IpAddressAlreadyAllocated",
        format!("IP address {address} already allocated in subnet {subnet}"),
    )
}

/// The network's subnets have no address left.
pub(super) fn no_address_left(network: &str) -> Refusal {
    conflict(
        "IpAddressGenerationFailure",
        format!("No more IP addresses available on network {network}."),
    )
}
