//! Custom constraints: those decided here, and those that are asked of the caller.

use heat_spec::Value;

use super::inquiry::{Answer, Inquiry};
use super::{cron, moment, network, time_zone};

/// How a constraint is decided.
#[derive(Clone, Copy)]
enum Decision {
    /// By the caller.
    Ask,
    /// Always valid.
    Accept,
    /// By the value alone; the error is the reason.
    Look(fn(&Value) -> Result<(), String>),
}

/// The custom constraints of upstream.
const KNOWN: &[(&str, Decision)] = &[
    ("barbican.container", Decision::Ask),
    ("barbican.secret", Decision::Ask),
    ("blazar.reservation", Decision::Ask),
    ("cinder.backup", Decision::Ask),
    ("cinder.qos_specs", Decision::Ask),
    ("cinder.snapshot", Decision::Ask),
    ("cinder.volume", Decision::Ask),
    ("cinder.vtype", Decision::Ask),
    ("cron_expression", Decision::Look(cron_expression)),
    ("designate.zone", Decision::Ask),
    ("dns_domain", Decision::Look(network::dns_domain)),
    ("dns_name", Decision::Look(network::dns_name)),
    ("expiration", Decision::Ask),
    ("glance.image", Decision::Ask),
    ("ip_addr", Decision::Look(network::ip_address)),
    ("ip_or_cidr", Decision::Look(network::ip_or_cidr)),
    ("ironic.node", Decision::Ask),
    ("ironic.portgroup", Decision::Ask),
    ("iso_8601", Decision::Look(iso_8601)),
    ("json_string", Decision::Look(json_string)),
    ("keystone.domain", Decision::Ask),
    ("keystone.group", Decision::Ask),
    ("keystone.project", Decision::Ask),
    ("keystone.region", Decision::Ask),
    ("keystone.role", Decision::Ask),
    ("keystone.service", Decision::Ask),
    ("keystone.user", Decision::Ask),
    ("mac_addr", Decision::Look(network::mac_address)),
    ("magnum.cluster_template", Decision::Ask),
    ("manila.share_network", Decision::Ask),
    ("manila.share_snapshot", Decision::Ask),
    ("manila.share_type", Decision::Ask),
    ("mistral.workflow", Decision::Ask),
    ("net_cidr", Decision::Look(network::cidr)),
    ("neutron.address_scope", Decision::Ask),
    ("neutron.flow_classifier", Decision::Ask),
    ("neutron.lbaas.listener", Decision::Ask),
    ("neutron.lbaas.loadbalancer", Decision::Ask),
    ("neutron.lbaas.pool", Decision::Ask),
    ("neutron.lbaas.provider", Decision::Ask),
    ("neutron.network", Decision::Ask),
    ("neutron.port", Decision::Ask),
    ("neutron.port_pair", Decision::Ask),
    ("neutron.port_pair_group", Decision::Ask),
    ("neutron.qos_policy", Decision::Ask),
    ("neutron.router", Decision::Ask),
    ("neutron.security_group", Decision::Ask),
    ("neutron.segment", Decision::Ask),
    ("neutron.subnet", Decision::Ask),
    ("neutron.subnetpool", Decision::Ask),
    ("neutron.taas.tap_flow", Decision::Ask),
    ("neutron.taas.tap_service", Decision::Ask),
    ("nova.flavor", Decision::Ask),
    ("nova.host", Decision::Ask),
    ("nova.keypair", Decision::Ask),
    ("nova.network", Decision::Accept),
    ("nova.server", Decision::Ask),
    ("octavia.availabilityzone", Decision::Ask),
    ("octavia.availabilityzoneprofile", Decision::Ask),
    ("octavia.flavor", Decision::Ask),
    ("octavia.flavorprofile", Decision::Ask),
    ("octavia.l7policy", Decision::Ask),
    ("octavia.listener", Decision::Ask),
    ("octavia.loadbalancer", Decision::Ask),
    ("octavia.pool", Decision::Ask),
    ("rel_dns_name", Decision::Look(network::relative_dns_name)),
    ("test_constr", Decision::Accept),
    ("timezone", Decision::Look(timezone)),
    ("trove.flavor", Decision::Ask),
    ("zaqar.queue", Decision::Ask),
];

/// What is wrong with the value, or nothing; nothing too while the question is open.
pub(crate) fn violation(name: &Value, value: &Value, inquiry: &Inquiry<'_>) -> Option<String> {
    let known = name
        .as_str()
        .and_then(|name| KNOWN.iter().find(|(known, _)| *known == name));
    let Some((name, decision)) = known else {
        return Some(format!(
            "\"{}\" does not validate {} (constraint not found)",
            value.python_str(),
            name.python_str()
        ));
    };
    let reason = match decision {
        Decision::Accept => None,
        Decision::Look(look) => look(value).err(),
        Decision::Ask => match inquiry.ask(name, value) {
            None | Some(Answer::Valid) => None,
            Some(Answer::Invalid(reason)) => Some(reason.clone()),
        },
    };
    reason.map(|reason| {
        let shown = value.python_str();
        if reason.is_empty() {
            format!("Error validating value '{shown}'")
        } else {
            format!("Error validating value '{shown}': {reason}")
        }
    })
}

/// Empty is fine.
fn cron_expression(value: &Value) -> Result<(), String> {
    if !value.is_truthy() {
        return Ok(());
    }
    cron::check(&value.python_str()).map_err(|reason| format!("Invalid CRON expression: {reason}"))
}

/// Empty is fine.
fn timezone(value: &Value) -> Result<(), String> {
    if !value.is_truthy() {
        return Ok(());
    }
    time_zone::check(&value.python_str()).map_err(|reason| format!("Invalid timezone: {reason}"))
}

/// Upstream says no more than that the value is wrong.
fn iso_8601(value: &Value) -> Result<(), String> {
    moment::read(&value.python_str())
        .map(drop)
        .map_err(|_| String::new())
}

fn json_string(value: &Value) -> Result<(), String> {
    let Some(text) = value.as_str().filter(|text| !text.is_empty()) else {
        return Ok(());
    };
    crate::python::json::read(text)
        .map(drop)
        .map_err(|reason| format!("JSON string {text} is invalid: {reason}"))
}
