//! Makes servers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::server::{Server, Status};
use super::{nics, usage, view};
use crate::cloud::call::Call;
use crate::cloud::compute::availability_zones::ZONE;
use crate::cloud::compute::refuse::{bad_request, forbidden, invalid_field};
use crate::cloud::compute::{flavors, key_pairs};
use crate::cloud::json::{list, shown, text};
use crate::cloud::objects::{Kind, Object};
use crate::cloud::refusal::Refusal;
use crate::cloud::reply::{Answer, Reply};
use crate::cloud::state::{Cloud, new_id};

/// The longest user data, in Base64.
const LONGEST_USER_DATA: usize = 65_535;

/// `POST /servers`.
pub(super) fn create(cloud: &mut Cloud, call: &Call) -> Answer {
    let given = call
        .member("server")
        .ok_or_else(|| bad_request("'server' is a required property"))?;
    let name = accept_name(given.get("name"))?;
    check_count(given)?;
    let image = accept_image(cloud, &call.project, given)?;
    let flavor = accept_flavor(cloud, given)?.clone();
    let key_name = accept_key_name(cloud, &call.project, given)?;
    let user_data = accept_user_data(given)?;
    let metadata = accept_metadata(cloud, given.get("metadata"))?;
    let availability_zone = accept_zone(given)?;
    check_quota(cloud, &call.project, &flavor)?;

    let id = new_id();
    let nics = nics::Order::read(given, &call.project)?;
    let own_ports = nics.fill(cloud, &id, &availability_zone)?;
    let admin_password = match text(given, "adminPass") {
        "" => Uuid::new_v4()
            .simple()
            .to_string()
            .chars()
            .take(12)
            .collect(),
        given => given.to_owned(),
    };
    let disk_config = match text(given, "OS-DCF:diskConfig") {
        "AUTO" => "AUTO",
        _ => "MANUAL",
    };
    let number = cloud
        .objects
        .all(Kind::Server)
        .filter_map(|server| server.body.get("number")?.as_u64())
        .max();
    let mut server = Server {
        id,
        project: call.project.clone(),
        number: number.unwrap_or(0).saturating_add(1),
        name,
        description: given
            .get("description")
            .and_then(Value::as_str)
            .map(ToOwned::to_owned),
        status: Status::Build,
        task_state: None,
        fault: None,
        pending: None,
        flavor: flavor.id.clone(),
        old_flavor: None,
        image,
        key_name,
        metadata,
        tags: Vec::new(),
        user_data,
        availability_zone,
        config_drive: given.get("config_drive").is_some_and(is_yes),
        disk_config: disk_config.to_owned(),
        security_groups: nics.security_groups,
        own_ports,
        locked: false,
        access_ip_v4: text(given, "accessIPv4").to_owned(),
        access_ip_v6: text(given, "accessIPv6").to_owned(),
        created: cloud.now,
        updated: cloud.now,
        launched: None,
    };
    server.begin(cloud, Status::Build, "spawning", Status::Active);
    let groups: Vec<Value> = match server.security_groups.as_slice() {
        [] => vec![json!({ "name": "default" })],
        names => names.iter().map(|name| json!({ "name": name })).collect(),
    };
    let reply = json!({
        "server": {
            "id": server.id,
            "links": view::links(call, &server.id),
            "OS-DCF:diskConfig": server.disk_config,
            "security_groups": groups,
            "adminPass": admin_password,
        },
    });
    let location = format!("{}/v2.1/servers/{}", call.base_url, server.id);
    server.write(cloud);
    Ok(Reply::json(202, reply).with_header("location", location))
}

/// The name, if it can be one.
pub(super) fn accept_name(name: Option<&Value>) -> Result<String, Refusal> {
    let Some(name) = name else {
        return Err(bad_request(
            "Invalid input for field/attribute server. 'name' is a required property",
        ));
    };
    match name.as_str().map(str::trim) {
        Some(text) if (1..=255).contains(&text.chars().count()) => Ok(text.to_owned()),
        Some("") => Err(invalid_field("name", "", "'' is too short")),
        Some(text) => Err(invalid_field(
            "name",
            text,
            &format!("'{text}' is too long"),
        )),
        None => Err(invalid_field(
            "name",
            &shown(name),
            &format!("{} is not of type 'string'", shown(name)),
        )),
    }
}

/// Metadata: text under short names.
pub(super) fn accept_metadata(
    cloud: &Cloud,
    given: Option<&Value>,
) -> Result<Map<String, Value>, Refusal> {
    let given = match given {
        None | Some(Value::Null) => return Ok(Map::new()),
        Some(Value::Object(given)) => given,
        Some(other) => {
            return Err(invalid_field(
                "metadata",
                &shown(other),
                &format!("{} is not of type 'object'", shown(other)),
            ));
        }
    };
    for (key, value) in given {
        let is_fine = (1..=255).contains(&key.chars().count())
            && value
                .as_str()
                .is_some_and(|text| text.chars().count() <= 255);
        if !is_fine {
            return Err(invalid_field(
                key,
                &shown(value),
                "It has to be a string of at most 255 characters",
            ));
        }
    }
    check_metadata_count(cloud, given.len())?;
    Ok(given.clone())
}

/// Whether a server may have so many metadata entries.
pub(super) fn check_metadata_count(cloud: &Cloud, count: usize) -> Result<(), Refusal> {
    let limit = cloud.quotas.metadata_items;
    if u64::try_from(count).is_ok_and(|count| count <= limit) {
        Ok(())
    } else {
        Err(forbidden(format!(
            "Maximum number of metadata items exceeds {limit}"
        )))
    }
}

/// The image that a reference leads to: an id, or a URL that ends in one.
pub(super) fn find_image(cloud: &Cloud, project: &str, reference: &str) -> Result<String, Refusal> {
    let id = reference.rsplit('/').next().unwrap_or(reference);
    cloud
        .objects
        .get(Kind::Image, id)
        .filter(|image| image.project.is_empty() || image.project == project)
        .map(|image| image.id.clone())
        .ok_or_else(|| bad_request("Can not find requested image"))
}

/// Flavors are referred to by their id, or by a URL that ends in it.
pub(super) fn find_flavor<'a>(cloud: &'a Cloud, reference: &Value) -> Option<&'a Object> {
    let reference = shown(reference);
    let id = reference.rsplit('/').next().unwrap_or(&reference);
    cloud.objects.get(Kind::Flavor, id)
}

fn accept_image(
    cloud: &Cloud,
    project: &str,
    given: &Map<String, Value>,
) -> Result<Option<String>, Refusal> {
    let boots_otherwise = ["block_device_mapping", "block_device_mapping_v2"]
        .iter()
        .any(|name| !list(given, name).is_empty());
    match given.get("imageRef") {
        None | Some(Value::Null) if boots_otherwise => Ok(None),
        Some(Value::String(reference)) if reference.is_empty() && boots_otherwise => Ok(None),
        Some(Value::String(reference)) if !reference.is_empty() => {
            find_image(cloud, project, reference).map(Some)
        }
        _ => Err(bad_request("Invalid imageRef provided.")),
    }
}

fn accept_flavor<'a>(cloud: &'a Cloud, given: &Map<String, Value>) -> Result<&'a Object, Refusal> {
    let Some(reference) = given.get("flavorRef") else {
        return Err(bad_request(
            "Invalid input for field/attribute server. 'flavorRef' is a required property",
        ));
    };
    find_flavor(cloud, reference).ok_or_else(|| bad_request("Invalid flavorRef provided."))
}

fn accept_key_name(
    cloud: &Cloud,
    project: &str,
    given: &Map<String, Value>,
) -> Result<Option<String>, Refusal> {
    match given.get("key_name") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) if key_pairs::exists(cloud, project, name) => {
            Ok(Some(name.clone()))
        }
        Some(_) => Err(bad_request("Invalid key_name provided.")),
    }
}

fn accept_user_data(given: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    match given.get("user_data") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(data)) if data.len() > LONGEST_USER_DATA => Err(bad_request(
            "Invalid input for field/attribute user_data. The value is too long",
        )),
        Some(Value::String(data)) if STANDARD.decode(data).is_ok() => Ok(Some(data.clone())),
        Some(_) => Err(bad_request(
            "Invalid input for field/attribute user_data. The value is not 'base64'",
        )),
    }
}

fn accept_zone(given: &Map<String, Value>) -> Result<String, Refusal> {
    match given.get("availability_zone") {
        None | Some(Value::Null) => Ok(ZONE.to_owned()),
        // A host may follow the zone's name.
        Some(Value::String(zone)) if zone.split(':').next() == Some(ZONE) => Ok(ZONE.to_owned()),
        Some(_) => Err(bad_request(
            "The requested availability zone is not available",
        )),
    }
}

/// Several servers at once are not to be had.
fn check_count(given: &Map<String, Value>) -> Result<(), Refusal> {
    for name in ["min_count", "max_count"] {
        let count = given.get(name).map(shown);
        if let Some(count) = count.filter(|count| count != "1") {
            return Err(invalid_field(
                name,
                &count,
                "This cloud makes one server at a time",
            ));
        }
    }
    Ok(())
}

fn check_quota(cloud: &Cloud, project: &str, flavor: &Object) -> Result<(), Refusal> {
    let used = usage(cloud, project);
    let quotas = &cloud.quotas;
    for (what, limit, used, wanted) in [
        ("instances", quotas.instances, used.instances, 1),
        (
            "cores",
            quotas.cores,
            used.cores,
            flavors::number(&flavor.body, "vcpus"),
        ),
        (
            "ram",
            quotas.ram,
            used.ram,
            flavors::number(&flavor.body, "ram"),
        ),
    ] {
        if used.saturating_add(wanted) > limit {
            return Err(forbidden(format!(
                "Quota exceeded for {what}: Requested {wanted}, but already used {used} of \
                 {limit} {what}"
            )));
        }
    }
    Ok(())
}

fn is_yes(value: &Value) -> bool {
    matches!(
        shown(value).to_lowercase().as_str(),
        "true" | "1" | "yes" | "on" | "t" | "y"
    )
}
