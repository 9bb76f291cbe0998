//! Rules of networking types.

use heat_spec::{Fault, Value, fault};

use super::subject::{Subject, has, is_truthy, refuse};

const TUNNELS: [&str; 3] = ["vxlan", "gre", "geneve"];

/// What may be shared, and how.
const SHARING: &[(&str, &[&str])] = &[
    ("network", &["access_as_shared", "access_as_external"]),
    ("qos_policy", &["access_as_shared"]),
    ("security_group", &["access_as_shared"]),
    ("address_scope", &["access_as_shared"]),
    ("subnetpool", &["access_as_shared"]),
];

/// Values that are passed on as they are must not be those of other properties.
pub(super) fn value_specs(subject: &Subject<'_>) -> Result<(), Fault> {
    let Some(specs) = subject.get("value_specs").as_map() else {
        return Ok(());
    };
    let names = specs.keys().map(heat_spec::Key::json_text);
    let banned: Vec<String> = names
        .filter(|name| {
            let is_property = subject.properties.values().contains_key(name.as_str());
            is_property || ["shared", "tenant_id"].contains(&name.as_str())
        })
        .collect();
    if banned.is_empty() {
        return Ok(());
    }
    refuse(format_args!(
        "{} not allowed in value_specs",
        banned.join(", ")
    ))
}

pub(super) fn network_gateway(subject: &Subject<'_>) -> Result<(), Fault> {
    for connection in subject.list("connections") {
        let kind = connection.get("segmentation_type").and_then(Value::as_str);
        match kind {
            Some("vlan") if !has(connection, "segmentation_id") => {
                return refuse("segmentation_id must be specified for using vlan");
            }
            Some("flat") if is_truthy(connection, "segmentation_id") => {
                return refuse("segmentation_id cannot be specified except 0 for using flat");
            }
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn provider_net(subject: &Subject<'_>) -> Result<(), Fault> {
    let is_any = |kinds: &[&str]| subject.is_one_of("network_type", kinds);
    if subject.is_truthy("segmentation_id") && is_any(&["local", "flat"]) {
        return refuse("segmentation_id not allowed for network types: local, flat");
    }
    if subject.is_truthy("physical_network") && (is_any(&TUNNELS) || is_any(&["local"])) {
        return refuse("physical_network not allowed for network types: vxlan, gre, geneve, flat");
    }
    Ok(())
}

pub(super) fn rbac_policy(subject: &Subject<'_>) -> Result<(), Fault> {
    let kind = subject.get("object_type").python_str();
    let allowed = SHARING.iter().find(|(name, _)| *name == kind);
    let allowed = allowed.map_or(&[] as &[&str], |(_, actions)| actions);
    if subject.is_one_of("action", allowed) {
        return Ok(());
    }
    let fault = fault::property_value(format_args!(
        "Invalid action \"{}\" for object type {kind}. Valid actions: {}",
        subject.get("action").python_str(),
        allowed.join(", ")
    ));
    Err(fault
        .under(&["resources", subject.name, "properties", "action"])
        .headed("Property error"))
}

pub(super) fn segment(subject: &Subject<'_>) -> Result<(), Fault> {
    let kind = subject.get("network_type").python_str();
    let (network, id) = ("physical_network", "segmentation_id");
    let is_any = |kinds: &[&str]| kinds.contains(&kind.as_str());
    let demand = |property: &str, what: &str| {
        refuse(format_args!(
            "{property} is {what} for {kind} provider network."
        ))
    };
    if is_any(&["flat", "vlan"]) && !subject.has(network) {
        return demand(network, "required");
    }
    if is_any(&["vlan"]) && !subject.has(id) {
        return demand(id, "required");
    }
    if is_any(&["local", "flat"]) && subject.has(id) {
        return demand(id, "prohibited");
    }
    if is_any(&TUNNELS) && subject.has(network) {
        return demand(network, "prohibited");
    }
    if is_any(&["vlan"]) && subject.get(id).as_i64() > Some(4094) {
        return refuse("Up to 4094 VLAN network segments can exist on each physical_network.");
    }
    Ok(())
}

pub(super) fn subnet_pool(subject: &Subject<'_>) -> Result<(), Fault> {
    let (min, default, max) = ("min_prefixlen", "default_prefixlen", "max_prefixlen");
    // The last is the one that messages name first.
    for (greater, less, first) in [(max, min, max), (max, default, max), (default, min, min)] {
        let bounds = (subject.get(greater).as_i64(), subject.get(less).as_i64());
        if let (Some(upper @ 1..), Some(lower @ 1..)) = bounds
            && lower > upper
        {
            let (greater, less) = (format!("{greater}={upper}"), format!("{less}={lower}"));
            return if less.starts_with(first) {
                refuse(format_args!("Illegal prefix bounds: {less}, {greater}."))
            } else {
                refuse(format_args!("Illegal prefix bounds: {greater}, {less}."))
            };
        }
    }
    Ok(())
}
