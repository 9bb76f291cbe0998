//! Which resource types are for whom.
//!
//! A rule goes by the name that a template has, whether or not there is a type of that name, and
//! before anything else about the resource is looked at.

use heat_spec::{Fault, fault};
use heat_template::StackDefinition;
use indexmap::IndexMap;

/// The types that only administrators may use, as upstream has them; a `*` stands for all of a name
/// space.
const FOR_ADMINISTRATORS: [&str; 24] = [
    "OS::Blazar::Host",
    "OS::Cinder::EncryptedVolumeType",
    "OS::Cinder::QoSAssociation",
    "OS::Cinder::QoSSpecs",
    "OS::Cinder::Quota",
    "OS::Cinder::VolumeType",
    "OS::Keystone::*",
    "OS::Manila::ShareType",
    "OS::Neutron::ProviderNet",
    "OS::Neutron::QoSBandwidthLimitRule",
    "OS::Neutron::QoSDscpMarkingRule",
    "OS::Neutron::QoSMinimumBandwidthRule",
    "OS::Neutron::QoSMinimumPacketRateRule",
    "OS::Neutron::QoSPolicy",
    "OS::Neutron::Quota",
    "OS::Neutron::Segment",
    "OS::Nova::Flavor",
    "OS::Nova::HostAggregate",
    "OS::Nova::Quota",
    "OS::Octavia::AvailabilityZone",
    "OS::Octavia::AvailabilityZoneProfile",
    "OS::Octavia::Flavor",
    "OS::Octavia::FlavorProfile",
    "OS::Octavia::Quota",
];

/// Refuses who has these roles a stack with a resource of a type that is not for them.
///
/// `policy` holds what the configuration says instead of upstream's rules.
pub(crate) fn check_stack(
    roles: &[String],
    policy: &IndexMap<String, Vec<String>>,
    stack: &StackDefinition,
) -> Result<(), Fault> {
    let mut resources = stack.resources().values();
    resources.try_for_each(|resource| check(roles, policy, &resource.declared_type))
}

/// Refuses who has these roles the type of that name, if it is not for them.
pub(crate) fn check(
    roles: &[String],
    policy: &IndexMap<String, Vec<String>>,
    name: &str,
) -> Result<(), Fault> {
    let space = name.rsplit_once("::").map_or("", |(space, _)| space);
    let all_of_space = format!("{space}::*");
    // Who is refused by the rule of a name space is told the type alone.
    for (rule, shown) in [
        (name, format!("resource_types:{name}")),
        (all_of_space.as_str(), name.to_owned()),
    ] {
        let admitted = admitted(rule, policy);
        if admitted.is_some_and(|admitted| !admitted.iter().any(|role| roles.contains(role))) {
            return Err(fault::not_authorized(shown));
        }
    }
    Ok(())
}

/// The roles of which one is needed; nothing if everybody may.
fn admitted(rule: &str, policy: &IndexMap<String, Vec<String>>) -> Option<Vec<String>> {
    let overridden = policy.get(&format!("resource_types:{rule}"));
    overridden.cloned().or_else(|| {
        FOR_ADMINISTRATORS
            .contains(&rule)
            .then(|| vec!["admin".to_owned()])
    })
}
