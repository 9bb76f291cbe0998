//! Which resource types are for whom.
//!
//! A rule goes by the name that a template has, whether or not there is a type of that name, and
//! before anything else about the resource is looked at.

use heat_spec::{Fault, fault};
use heat_template::StackDefinition;
use indexmap::IndexMap;

use super::call::Call;
use super::policy::check_roles;
use crate::resources::{documented, registry};

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

/// Refuses a stack with a resource of a type that somebody may not use.
pub(super) fn check_types(call: &Call, stack: &StackDefinition) -> Result<(), Fault> {
    let mut resources = stack.resources().values();
    resources.try_for_each(|resource| check_type(call, &resource.declared_type))
}

/// Refuses a stack with a resource of a type that is documented but cannot be made yet.
pub(super) fn check_supported(stack: &StackDefinition) -> Result<(), Fault> {
    let mut resources = stack.resources().values();
    resources.try_for_each(|resource| {
        let name = &resource.schema()?.name;
        if documented::find(name).is_some() && registry().get(name).is_none() {
            return Err(fault::resource_type_not_supported_yet(name));
        }
        Ok(())
    })
}

/// Refuses a caller who may not use the type of that name.
pub(super) fn check_type(call: &Call, name: &str) -> Result<(), Fault> {
    let space = name.rsplit_once("::").map_or("", |(space, _)| space);
    let all_of_space = format!("{space}::*");
    // Who is refused by the rule of a name space is told the type alone.
    let rules = [
        (name, format!("resource_types:{name}")),
        (all_of_space.as_str(), name.to_owned()),
    ];
    for (rule, shown) in rules {
        if let Some(roles) = roles(rule, &call.app.config.policy) {
            check_roles(&call.identity, &shown, &roles)?;
        }
    }
    Ok(())
}

/// The roles of which one is needed; nothing if everybody may.
fn roles(rule: &str, overrides: &IndexMap<String, Vec<String>>) -> Option<Vec<String>> {
    let overridden = overrides.get(&format!("resource_types:{rule}"));
    overridden.cloned().or_else(|| {
        FOR_ADMINISTRATORS
            .contains(&rule)
            .then(|| vec!["admin".to_owned()])
    })
}
