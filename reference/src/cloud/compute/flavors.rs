//! Flavors.

use serde_json::{Map, Value, json};

use super::refuse::not_found;
use crate::cloud::call::Call;
use crate::cloud::json::map;
use crate::cloud::objects::{Kind, Object};
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::seed;
use crate::cloud::state::Cloud;

/// Adds a flavor, unless there is one with its id.
pub(in crate::cloud) fn plant(cloud: &mut Cloud, flavor: &seed::Flavor) {
    if cloud.objects.get(Kind::Flavor, &flavor.id).is_none() {
        cloud.objects.put(Object {
            kind: Kind::Flavor,
            id: flavor.id.clone(),
            project: String::new(),
            body: map(json!({
                "id": flavor.id,
                "name": flavor.name,
                "description": null,
                "vcpus": flavor.vcpus,
                "ram": flavor.ram,
                "disk": flavor.disk,
                "OS-FLV-EXT-DATA:ephemeral": 0,
                "swap": "",
                "rxtx_factor": 1.0,
                "OS-FLV-DISABLED:disabled": false,
                "os-flavor-access:is_public": true,
            })),
        });
    }
}

/// `GET /flavors` and `GET /flavors/detail`.
pub(super) fn list(cloud: &Cloud, call: &Call, detailed: bool) -> Reply {
    let found: Vec<Value> = cloud
        .objects
        .all(Kind::Flavor)
        .filter(|flavor| {
            let at_least = |parameter, field| {
                call.query(parameter)
                    .and_then(|least| least.parse::<u64>().ok())
                    .is_none_or(|least| number(&flavor.body, field) >= least)
            };
            at_least("minRam", "ram") && at_least("minDisk", "disk")
        })
        .map(|flavor| {
            if detailed {
                view(call, flavor)
            } else {
                json!({
                    "id": flavor.id,
                    "name": flavor.name(),
                    "links": links(call, &flavor.id),
                })
            }
        })
        .collect();
    Reply::ok(json!({ "flavors": found }))
}

/// `GET /flavors/{id}`.
pub(super) fn show(cloud: &Cloud, call: &Call, id: &str) -> Answer {
    match cloud.objects.get(Kind::Flavor, id) {
        Some(flavor) => Ok(Reply::ok(json!({ "flavor": view(call, flavor) }))),
        None => Err(not_found(format!("Flavor {id} could not be found."))),
    }
}

/// `GET /flavors/{id}/os-extra_specs`.
pub(super) fn extra_specs(cloud: &Cloud, id: &str) -> Answer {
    match cloud.objects.get(Kind::Flavor, id) {
        Some(_) => Ok(Reply::ok(json!({ "extra_specs": {} }))),
        None => Err(not_found(format!("Flavor {id} could not be found."))),
    }
}

/// The flavor as it stands in the body of a server.
pub(super) fn embedded(flavor: &Object) -> Value {
    let body = &flavor.body;
    json!({
        "original_name": flavor.name(),
        "vcpus": number(body, "vcpus"),
        "ram": number(body, "ram"),
        "disk": number(body, "disk"),
        "ephemeral": 0,
        "swap": 0,
        "extra_specs": {},
    })
}

/// An amount of a flavor.
pub(super) fn number(body: &Map<String, Value>, name: &str) -> u64 {
    body.get(name).and_then(Value::as_u64).unwrap_or_default()
}

fn view(call: &Call, flavor: &Object) -> Value {
    let mut view = flavor.body.clone();
    view.insert("links".to_owned(), links(call, &flavor.id));
    Value::Object(view)
}

fn links(call: &Call, id: &str) -> Value {
    json!([
        { "rel": "self", "href": format!("{}/v2.1/flavors/{id}", call.base_url) },
        { "rel": "bookmark", "href": format!("{}/flavors/{id}", call.base_url) },
    ])
}
