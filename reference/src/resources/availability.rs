//! Whether the service of a resource type is there, with the extensions that the type needs.

use super::documented::DocumentedType;
use crate::cloud::client::Client;
use crate::cloud::has_extension;
use crate::cloud::service::Service;

/// Services that are always there: this one, and the one that tokens come from.
const OWN: [&str; 2] = ["heat", "keystone"];

/// Services by the names of upstream's clients, and the last of the types under which upstream
/// looks for them in the catalogue.
const KINDS: &[(&str, &str)] = &[
    ("aodh", "alarming"),
    ("barbican", "key-manager"),
    ("blazar", "reservation"),
    ("cinder", "volumev3"),
    ("designate", "dns"),
    ("glance", "image"),
    ("ironic", "baremetal"),
    ("magnum", "container-infra"),
    ("manila", "sharev2"),
    ("mistral", "workflowv2"),
    ("neutron", "network"),
    ("nova", "compute"),
    ("octavia", "load-balancer"),
    ("openstack", "network"),
    ("swift", "object-store"),
    ("trove", "database"),
    ("zaqar", "messaging"),
    ("zun", "container"),
];

/// Whether resources of the type can be in this cloud.
pub(crate) fn is_available(documented: &'static DocumentedType, cloud: &Client) -> bool {
    what_is_missing(documented, cloud).is_none()
}

/// Why resources of the type cannot be in this cloud: the service, and what is missing.
pub(crate) fn what_is_missing(
    documented: &'static DocumentedType,
    cloud: &Client,
) -> Option<(&'static str, String)> {
    let name = documented.service.as_deref()?;
    if OWN.contains(&name) {
        return None;
    }
    let kind = KINDS.iter().find(|(known, _)| *known == name);
    let kind = kind.map_or(name, |(_, kind)| kind);
    let mut services = Service::ALL.into_iter();
    let service = services.find(|service| service.catalogue_type() == kind);
    if !service.map_or(cloud.assumes_others(), |service| cloud.has(service)) {
        return Some((
            name,
            format!("{name} {kind} endpoint is not in service catalog."),
        ));
    }
    let mut extensions = documented.extensions.iter();
    let missing = extensions.find(|alias| {
        let is_there = service.is_some_and(|service| has_extension(service, alias));
        !is_there && !cloud.assumes_others()
    })?;
    let reason = format!("Required extension {missing} in {name} service is not available.");
    Some((name, reason))
}
