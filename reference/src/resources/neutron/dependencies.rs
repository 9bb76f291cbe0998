//! Which network resources need each other although no function says so, because they would not
//! work before: a port needs the subnets of its network, a floating IP the way to it.

use heat_spec::Value;

use crate::resources::{Outline, OutlinedResource};

/// The subnets of a network.
pub(super) fn subnets_of(network: &Value, outline: &Outline<'_>) -> Vec<String> {
    outline
        .of_type("OS::Neutron::Subnet")
        .filter(|subnet| subnet.get("network") == network)
        .map(|subnet| subnet.name.to_owned())
        .collect()
}

/// The interfaces of a router.
pub(super) fn interfaces_of(router: &Value, outline: &Outline<'_>) -> Vec<String> {
    outline
        .of_type("OS::Neutron::RouterInterface")
        .filter(|interface| interface.get("router") == router)
        .map(|interface| interface.name.to_owned())
        .collect()
}

/// The gateways, and the routers with a gateway, to an external network.
pub(super) fn gateways_to(network: &Value, outline: &Outline<'_>) -> Vec<String> {
    let gateways = outline
        .of_type("OS::Neutron::RouterGateway")
        .filter(|gateway| gateway.get("network") == network);
    let routers = outline.of_type("OS::Neutron::Router").filter(|router| {
        let gateway = router.get("external_gateway_info");
        gateway.is_truthy() && gateway.get("network") == Some(network)
    });
    gateways
        .chain(routers)
        .map(|resource| resource.name.to_owned())
        .collect()
}

/// The router interfaces on the subnets of the ports that a resource refers to.
pub(super) fn interfaces_before(
    resource: &OutlinedResource<'_>,
    outline: &Outline<'_>,
) -> Vec<String> {
    let required = outline.required(resource.name);
    let ports: Vec<_> = required
        .into_iter()
        .filter(|required| required.resource_type.name() == "OS::Neutron::Port")
        .collect();
    outline
        .of_type("OS::Neutron::RouterInterface")
        .filter(|interface| {
            let subnet = interface.get("subnet");
            ports.iter().any(|port| is_on(port, subnet, outline))
        })
        .map(|interface| interface.name.to_owned())
        .collect()
}

/// Whether a port is, or may be, on a subnet.
fn is_on(port: &OutlinedResource<'_>, subnet: &Value, outline: &Outline<'_>) -> bool {
    let addresses = port.get("fixed_ips").as_list().unwrap_or_default();
    if !addresses.is_empty() {
        return addresses
            .iter()
            .any(|address| address.get("subnet") == Some(subnet));
    }
    // Neutron will choose: among the subnets of the port's network.
    subnet.is_null()
        || outline.of_type("OS::Neutron::Subnet").any(|known| {
            subnet.as_str() == Some(known.name) && known.get("network") == port.get("network")
        })
}
