//! The version documents and the extensions of the Compute API.

use serde_json::{Value, json};

use super::refuse::not_found;
use crate::cloud::call::Call;
use crate::cloud::reply::{Answer, Reply};

/// The microversion that all bodies are in, whichever one a client asks for.
///
/// It is the last one before personality files went (2.57), and long before key pairs without a
/// public key did (2.92): templates have both.
pub(crate) const MICROVERSION: &str = "2.56";

/// The extensions that Heat and its users look for; all of them have long been part of the API.
const EXTENSIONS: &[(&str, &str)] = &[
    ("os-attach-interfaces", "AttachInterfaces"),
    ("os-availability-zone", "AvailabilityZone"),
    ("os-extended-status", "ExtendedStatus"),
    ("os-flavor-extra-specs", "FlavorExtraSpecs"),
    ("os-keypairs", "Keypairs"),
    ("os-personality", "Personality"),
    ("os-security-groups", "SecurityGroups"),
    ("os-server-tags", "ServerTags"),
    ("os-volumes", "Volumes"),
];

/// Whether there is an extension of that name.
pub(crate) fn has_extension(alias: &str) -> bool {
    EXTENSIONS.iter().any(|(known, _)| *known == alias)
}

/// `GET /`: the versions.
pub(super) fn list(call: &Call) -> Reply {
    Reply::ok(json!({ "versions": [describe(call)] }))
}

/// `GET /v2.1`: the version.
pub(super) fn show(call: &Call) -> Reply {
    Reply::ok(json!({ "version": describe(call) }))
}

/// `GET /extensions` and `GET /extensions/{alias}`.
pub(super) fn extensions(alias: Option<&str>) -> Answer {
    let describe = |(alias, name): &(&str, &str)| {
        json!({
            "alias": alias,
            "name": name,
            "description": "",
            "namespace": "http://docs.openstack.org/compute/ext/fake_xml",
            "updated": "2014-12-03T00:00:00Z",
            "links": [],
        })
    };
    let Some(alias) = alias else {
        let all: Vec<Value> = EXTENSIONS.iter().map(describe).collect();
        return Ok(Reply::ok(json!({ "extensions": all })));
    };
    EXTENSIONS
        .iter()
        .find(|(known, _)| *known == alias)
        .map(|found| Reply::ok(json!({ "extension": describe(found) })))
        .ok_or_else(|| not_found("The resource could not be found."))
}

fn describe(call: &Call) -> Value {
    json!({
        "id": "v2.1",
        "status": "CURRENT",
        "version": MICROVERSION,
        "min_version": "2.1",
        "updated": "2013-07-23T11:33:21Z",
        "links": [{ "rel": "self", "href": format!("{}/v2.1/", call.base_url) }],
    })
}
