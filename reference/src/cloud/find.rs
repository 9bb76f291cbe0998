//! Finds what templates name: answers the custom constraints that need the cloud, and turns names
//! into ids.

use serde_json::Value;
use uuid::Uuid;

use super::call::encode;
use super::client::Client;
use super::client::error::ClientError;
use super::service::Service;

/// Neutron's collections: constraint, what messages call one of its objects, path, key.
const NETWORK_LOOKUPS: &[(&str, &str, &str, &str)] = &[
    ("neutron.network", "network", "networks", "networks"),
    ("neutron.subnet", "subnet", "subnets", "subnets"),
    ("neutron.port", "port", "ports", "ports"),
    ("neutron.router", "router", "routers", "routers"),
    (
        "neutron.security_group",
        "security_group",
        "security-groups",
        "security_groups",
    ),
    (
        "neutron.subnetpool",
        "subnetpool",
        "subnetpools",
        "subnetpools",
    ),
    (
        "neutron.address_scope",
        "address_scope",
        "address-scopes",
        "address_scopes",
    ),
    ("neutron.qos_policy", "policy", "qos/policies", "policies"),
    ("neutron.segment", "segment", "segments", "segments"),
];

/// Whether the constraint is one that the cloud answers.
pub(crate) fn covers(constraint: &str) -> bool {
    matches!(
        constraint,
        "nova.flavor" | "nova.keypair" | "nova.server" | "glance.image"
    ) || NETWORK_LOOKUPS
        .iter()
        .any(|(known, ..)| *known == constraint)
}

/// Whether a project's value satisfies a constraint.
///
/// # Errors
///
/// The reason why not, as the client of the service words it.
pub(crate) async fn find(
    client: &Client,
    project: &str,
    constraint: &str,
    value: &str,
) -> Result<(), String> {
    // A server without a key pair is none of Heat's business.
    if constraint == "nova.keypair" && value.is_empty() {
        return Ok(());
    }
    match resolve(client, project, constraint, value).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// The id of what a project calls by a name or an id; for key pairs the name.
///
/// # Errors
///
/// If there is nothing by the name, or more than one thing, or the call fails. A constraint that
/// the cloud does not [cover](covers) finds nothing.
pub(crate) async fn resolve(
    client: &Client,
    project: &str,
    constraint: &str,
    value: &str,
) -> Result<String, ClientError> {
    match constraint {
        "nova.flavor" => flavor(client, project, value).await,
        "nova.keypair" => {
            let path = format!("/os-keypairs/{}", encode(value));
            entity(client, project, &path, "/keypair/name", "Key", value).await
        }
        "nova.server" => {
            let path = format!("/servers/{}", encode(value));
            entity(client, project, &path, "/server/id", "Server", value).await
        }
        "glance.image" => image(client, project, value).await,
        _ => match NETWORK_LOOKUPS
            .iter()
            .find(|(known, ..)| *known == constraint)
        {
            Some((_, one, path, many)) => network(client, project, (one, path, many), value).await,
            None => Err(ClientError::missing(
                Service::Network,
                "EntityNotFound",
                format!("The {constraint} ({value}) could not be found."),
            )),
        },
    }
}

async fn flavor(client: &Client, project: &str, value: &str) -> Result<String, ClientError> {
    let path = format!("/flavors/{}", encode(value));
    match client.get(Service::Compute, &path, project).await {
        Ok(body) => {
            if let Some(id) = body.pointer("/flavor/id").and_then(Value::as_str) {
                return Ok(id.to_owned());
            }
        }
        Err(error) if error.is_not_found() => {}
        Err(error) => return Err(error),
    }
    let body = client
        .get(Service::Compute, "/flavors/detail?is_public=None", project)
        .await?;
    named(&body, "flavors", value)
        .next()
        .map(ToOwned::to_owned)
        .ok_or_else(|| {
            ClientError::missing(
                Service::Compute,
                "NotFound",
                format!("No Flavor matching {}. (HTTP 404)", name_filter(value)),
            )
        })
}

async fn entity(
    client: &Client,
    project: &str,
    path: &str,
    pointer: &str,
    entity: &str,
    value: &str,
) -> Result<String, ClientError> {
    let missing = || {
        ClientError::missing(
            Service::Compute,
            "EntityNotFound",
            format!("The {entity} ({value}) could not be found."),
        )
    };
    match client.get(Service::Compute, path, project).await {
        Ok(body) => match body.pointer(pointer).and_then(Value::as_str) {
            Some(id) => Ok(id.to_owned()),
            None => Err(missing()),
        },
        Err(error) if error.is_not_found() => Err(missing()),
        Err(error) => Err(error),
    }
}

async fn image(client: &Client, project: &str, value: &str) -> Result<String, ClientError> {
    if Uuid::try_parse(value).is_ok() {
        let path = format!("/v2/images/{}", encode(value));
        match client.get(Service::Image, &path, project).await {
            Ok(body) => {
                if let Some(id) = body.get("id").and_then(Value::as_str) {
                    return Ok(id.to_owned());
                }
            }
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
    }
    // Two are as good as any number of them: the name is ambiguous.
    let path = format!("/v2/images?name={}&limit=2", encode(value));
    let body = client.get(Service::Image, &path, project).await?;
    let mut found = named(&body, "images", value);
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id.to_owned()),
        (None, _) => Err(ClientError::missing(
            Service::Image,
            "EntityMatchNotFound",
            format!("No images matching {}.", name_filter(value)),
        )),
        (Some(_), Some(_)) => Err(ClientError::missing(
            Service::Image,
            "EntityUniqueMatchNotFound",
            format!("No images unique match found for {}.", name_filter(value)),
        )),
    }
}

async fn network(
    client: &Client,
    project: &str,
    (one, path, many): (&str, &str, &str),
    value: &str,
) -> Result<String, ClientError> {
    let by = |field: &str| format!("/v2.0/{path}?fields=id&{field}={}", encode(value));
    if Uuid::try_parse(value).is_ok() {
        let body = client.get(Service::Network, &by("id"), project).await?;
        if let Some(id) = ids(&body, many).next() {
            return Ok(id.to_owned());
        }
    }
    let body = client.get(Service::Network, &by("name"), project).await?;
    let mut found = ids(&body, many);
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id.to_owned()),
        (None, _) => Err(ClientError::missing(
            Service::Network,
            "NotFound",
            format!("Unable to find {one} with name or id '{value}'"),
        )),
        (Some(_), Some(_)) => Err(ClientError {
            service: Service::Network,
            class: "NeutronClientNoUniqueMatch",
            status: None,
            message: format!(
                "Multiple {one} matches found for name '{value}', use an ID to be more specific."
            ),
        }),
    }
}

fn ids<'a>(body: &'a Value, many: &str) -> impl Iterator<Item = &'a str> {
    body.get(many)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|object| object.get("id")?.as_str())
}

fn named<'a>(body: &'a Value, many: &str, name: &'a str) -> impl Iterator<Item = &'a str> {
    body.get(many)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(move |object| object.get("name").is_some_and(|known| known == name))
        .filter_map(|object| object.get("id")?.as_str())
}

/// The filter as Python writes it: `{'name': 'x'}`.
fn name_filter(name: &str) -> String {
    heat_spec::value!({ "name": name }).python_repr()
}
