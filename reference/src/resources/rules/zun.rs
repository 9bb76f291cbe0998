//! Rules of containers.

use heat_spec::{Fault, fault};

use super::subject::{Subject, has, is_truthy, refuse};

pub(super) fn container(subject: &Subject<'_>) -> Result<(), Fault> {
    let policy = subject.get("restart_policy").python_str();
    if subject.is_truthy("restart_policy") && !is_restart_policy(&policy) {
        return refuse(format_args!(
            "restart_policy \"{policy}\" is invalid. Valid values are \"no\", \
             \"on-failure[:max-retry]\", \"always\", and \"unless-stopped\"."
        ));
    }
    for mount in subject.list("mounts") {
        if !has(mount, "volume_id") && !has(mount, "volume_size") {
            return refuse(format_args!(
                "One of the properties \"volume_id\" or \"volume_size\" should be set for the \
                 specified mount of container \"{}\".",
                subject.name
            ));
        }
        if is_truthy(mount, "volume_id") && is_truthy(mount, "volume_size") {
            return Err(fault::resource_property_conflict(
                "networks/volume_id, networks/volume_size",
            ));
        }
    }
    for network in subject.list("networks") {
        if !has(network, "network") && !has(network, "port") {
            return Err(fault::property_unspecified("network, port"));
        }
        if is_truthy(network, "fixed_ip") && has(network, "port") {
            return Err(fault::resource_property_conflict(
                "networks.fixed_ip, networks.port",
            ));
        }
    }
    Ok(())
}

fn is_restart_policy(policy: &str) -> bool {
    match policy.split_once(':') {
        // Upstream cannot read a second colon.
        Some((name, count)) => name == "on-failure" && !count.contains(':'),
        None => ["always", "unless-stopped", "on-failure", "no"].contains(&policy),
    }
}
