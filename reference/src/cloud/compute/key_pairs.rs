//! Key pairs. Nova keeps them by user; here they belong to the project.

use http::Method;
use serde_json::{Map, Value, json};

use super::refuse::{bad_request, conflict, forbidden, invalid_field, not_found};
use super::ssh_key;
use crate::cloud::call::Call;
use crate::cloud::json::{map, shown};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::Cloud;

/// Answers a call; `rest` is the path after `/os-keypairs`.
pub(super) fn answer(cloud: &mut Cloud, call: &Call, rest: &[&str]) -> Answer {
    match (&call.method, rest) {
        (&Method::GET, []) => Ok(list(cloud, call)),
        (&Method::POST, []) => create(cloud, call),
        (&Method::GET, [name]) => {
            let found = find(cloud, &call.project, name)?;
            Ok(Reply::ok(json!({ "keypair": found.body })))
        }
        (&Method::DELETE, [name]) => {
            let id = find(cloud, &call.project, name)?.id.clone();
            cloud.objects.remove(Kind::KeyPair, &id);
            Ok(Reply::empty(204))
        }
        _ => Err(Refusal::no_route()),
    }
}

/// Gives a project a key pair that it comes with.
pub(in crate::cloud) fn plant(cloud: &mut Cloud, project: &str, name: &str, public_key: &str) {
    let body = describe(cloud, project, name, "ssh", public_key);
    cloud.objects.put(Object {
        kind: Kind::KeyPair,
        id: key(project, name),
        project: project.to_owned(),
        body,
    });
}

/// Whether a project has a key pair of the name.
pub(super) fn exists(cloud: &Cloud, project: &str, name: &str) -> bool {
    cloud
        .objects
        .get(Kind::KeyPair, &key(project, name))
        .is_some()
}

fn list(cloud: &Cloud, call: &Call) -> Reply {
    let found: Vec<Value> = cloud
        .objects
        .all(Kind::KeyPair)
        .filter(|pair| pair.project == call.project)
        .map(|pair| {
            let shown = ["name", "public_key", "fingerprint", "type"]
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), pair.body.get(*name)?.clone())))
                .collect::<Map<_, _>>();
            json!({ "keypair": shown })
        })
        .collect();
    Reply::ok(json!({ "keypairs": found }))
}

fn create(cloud: &mut Cloud, call: &Call) -> Answer {
    let given = call
        .member("keypair")
        .ok_or_else(|| bad_request("'keypair' is a required property"))?;
    let name = accept_name(given.get("name"))?;
    let kind = match given.get("type").filter(|kind| !kind.is_null()) {
        None => "ssh",
        Some(kind) => ["ssh", "x509"]
            .into_iter()
            .find(|known| kind == *known)
            .ok_or_else(|| {
                invalid_field(
                    "type",
                    &shown(kind),
                    &format!("'{}' is not one of ['ssh', 'x509']", shown(kind)),
                )
            })?,
    };
    let owned = cloud.objects.count(Kind::KeyPair, &call.project);
    if u64::try_from(owned).is_ok_and(|owned| owned >= cloud.quotas.key_pairs) {
        return Err(forbidden("Quota exceeded, too many key pairs."));
    }
    if exists(cloud, &call.project, name) {
        return Err(conflict(format!("Key pair '{name}' already exists.")));
    }
    let (public_key, private_key) = match given.get("public_key").filter(|key| !key.is_null()) {
        None => {
            let pair = ssh_key::generate()
                .ok_or_else(|| Refusal::new(503, "", "No random numbers are to be had."))?;
            (pair.public_key, Some(pair.private_key))
        }
        Some(Value::String(public_key)) if kind == "ssh" && ssh_key::is_public(public_key) => {
            (public_key.clone(), None)
        }
        Some(Value::String(public_key)) if kind == "x509" && !public_key.is_empty() => {
            (public_key.clone(), None)
        }
        Some(_) => {
            return Err(bad_request(
                "Keypair data is invalid: failed to generate fingerprint",
            ));
        }
    };
    let body = describe(cloud, &call.project, name, kind, &public_key);
    let mut shown = Map::new();
    for field in ["name", "public_key", "fingerprint", "type", "user_id"] {
        let value = body.get(field).cloned();
        shown.insert(field.to_owned(), value.unwrap_or_default());
    }
    if let Some(private_key) = private_key {
        shown.insert("private_key".to_owned(), private_key.into());
    }
    cloud.objects.put(Object {
        kind: Kind::KeyPair,
        id: key(&call.project, name),
        project: call.project.clone(),
        body,
    });
    Ok(Reply::json(201, json!({ "keypair": shown })))
}

fn accept_name(name: Option<&Value>) -> Result<&str, Refusal> {
    let Some(name) = name else {
        return Err(bad_request(
            "Invalid input for field/attribute keypair. 'name' is a required property",
        ));
    };
    let text = name
        .as_str()
        .filter(|text| (1..=255).contains(&text.chars().count()))
        .ok_or_else(|| {
            invalid_field(
                "name",
                &shown(name),
                "It has to be a string of 1 to 255 characters",
            )
        })?;
    let is_safe = text
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || " _-".contains(character));
    if is_safe && text.trim() == text {
        Ok(text)
    } else {
        Err(bad_request(
            "Keypair data is invalid: Keypair name contains unsafe characters",
        ))
    }
}

fn find<'a>(cloud: &'a Cloud, project: &str, name: &str) -> Result<&'a Object, Refusal> {
    cloud
        .objects
        .get(Kind::KeyPair, &key(project, name))
        .ok_or_else(|| not_found(format!("Keypair {name} not found for user {project}")))
}

fn describe(
    cloud: &Cloud,
    project: &str,
    name: &str,
    kind: &str,
    public_key: &str,
) -> Map<String, Value> {
    map(json!({
        "name": name,
        "type": kind,
        "public_key": public_key,
        "fingerprint": ssh_key::fingerprint(public_key),
        "user_id": project,
        "created_at": cloud.timestamp(),
        "deleted": false,
        "deleted_at": null,
        "updated_at": null,
    }))
}

/// The id under which a project's key pair is kept.
fn key(project: &str, name: &str) -> String {
    format!("{project}/{name}")
}
