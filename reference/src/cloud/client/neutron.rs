//! Neutron's errors as python-neutronclient tells them.

use serde_json::Value;

use super::Response;
use super::error::ClientError;
use crate::cloud::json::text;
use crate::cloud::service::Service;

/// The server's errors that have an exception of their own: its name is theirs with `Client`.
const OWN_CLASSES: &[(&str, &str)] = &[
    ("NetworkNotFound", "NetworkNotFoundClient"),
    ("PortNotFound", "PortNotFoundClient"),
    ("StateInvalid", "StateInvalidClient"),
    ("NetworkInUse", "NetworkInUseClient"),
    ("PortInUse", "PortInUseClient"),
    ("IpAddressInUse", "IpAddressInUseClient"),
    (
        "IpAddressAlreadyAllocated",
        "IpAddressAlreadyAllocatedClient",
    ),
    ("InvalidIpForNetwork", "InvalidIpForNetworkClient"),
    ("InvalidIpForSubnet", "InvalidIpForSubnetClient"),
    ("OverQuota", "OverQuotaClient"),
    (
        "IpAddressGenerationFailure",
        "IpAddressGenerationFailureClient",
    ),
    ("MacAddressInUse", "MacAddressInUseClient"),
    (
        "HostNotCompatibleWithFixedIps",
        "HostNotCompatibleWithFixedIpsClient",
    ),
    (
        "ExternalIpAddressExhausted",
        "ExternalIpAddressExhaustedClient",
    ),
];

const CLASSES: &[(u16, &str)] = &[
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (409, "Conflict"),
    (500, "InternalServerError"),
    (503, "ServiceUnavailable"),
];

pub(super) fn error(response: &Response) -> ClientError {
    let body = response.json().unwrap_or_default();
    let told = body.get("NeutronError").and_then(Value::as_object);
    let own = told.and_then(|told| {
        let kind = text(told, "type");
        OWN_CLASSES.iter().find(|(known, _)| *known == kind)
    });
    let class = match own {
        Some((_, class)) => class,
        None => CLASSES
            .iter()
            .find(|(status, _)| *status == response.status)
            .map_or("NeutronClientException", |(_, class)| *class),
    };
    let mut message = match told {
        Some(told) => match text(told, "detail") {
            "" => text(told, "message").to_owned(),
            detail => format!("{}\n{detail}", text(told, "message")),
        },
        None => plain(response, &body),
    };
    if let Some(id) = response.header("x-openstack-request-id") {
        message = format!("{message}\nNeutron server returns request_ids: ['{id}']");
    }
    ClientError {
        service: Service::Network,
        class,
        status: Some(response.status),
        message,
    }
}

/// The text of an error that is not in Neutron's own form.
fn plain(response: &Response, body: &Value) -> String {
    match body.get("message").and_then(Value::as_str) {
        Some(message) if !message.is_empty() => message.to_owned(),
        // What is no JSON becomes the message.
        _ if body.is_null() => response.body.clone(),
        _ => format!(
            "{}-{}",
            response.status,
            heat_spec::Value::from(body.clone()).python_repr()
        ),
    }
}
