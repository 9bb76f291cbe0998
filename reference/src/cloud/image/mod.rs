//! Image API v2 (Glance), as far as validation and snapshots use it: images are read and deleted.

use http::Method;
use serde_json::{Map, Value, json};

use super::call::{Call, encode};
use super::json::{map, shown};
use super::objects::{Kind, Object};
use super::refusal::Refusal;
use super::reply::{Answer, Reply};
use super::seed;
use super::state::{Cloud, new_id};

/// How many images a list has if the client does not say, and at most.
const DEFAULT_LIMIT: usize = 25;
const MOST: usize = 1000;

/// Answers a call to the service.
pub(super) fn answer(cloud: &mut Cloud, call: &Call) -> Answer {
    let segments = call.segments();
    match (&call.method, segments.as_slice()) {
        (&Method::GET, []) => Ok(versions(call, 300)),
        (&Method::GET, ["versions"]) => Ok(versions(call, 200)),
        (&Method::GET, ["v2", "images"]) => list(cloud, call),
        (&Method::GET, ["v2", "images", id]) => {
            Ok(Reply::ok(Value::Object(view(find(cloud, call, id)?))))
        }
        (&Method::DELETE, ["v2", "images", id]) => delete(cloud, call, id),
        _ => Err(Refusal::no_route()),
    }
}

/// Adds an image, unless there is one with its id.
pub(super) fn plant(cloud: &mut Cloud, image: &seed::Image) {
    if cloud.objects.get(Kind::Image, &image.id).is_some() {
        return;
    }
    let mut body = body(cloud, &image.id, &image.name, "public");
    body.insert("min_disk".to_owned(), image.min_disk.into());
    body.insert("min_ram".to_owned(), image.min_ram.into());
    body.extend(image.properties.clone());
    cloud.objects.put(Object {
        kind: Kind::Image,
        id: image.id.clone(),
        project: String::new(),
        body,
    });
}

/// Makes an image of a project's own.
pub(super) fn make(
    cloud: &mut Cloud,
    project: &str,
    name: &str,
    properties: Map<String, Value>,
) -> String {
    let id = new_id();
    let mut body = properties;
    body.extend(self::body(cloud, &id, name, "private"));
    body.insert("owner".to_owned(), project.into());
    cloud.objects.put(Object {
        kind: Kind::Image,
        id: id.clone(),
        project: project.to_owned(),
        body,
    });
    id
}

fn list(cloud: &Cloud, call: &Call) -> Answer {
    let mut found: Vec<&Object> = cloud
        .objects
        .all(Kind::Image)
        .filter(|image| is_visible(image, call) && passes(image, call))
        .collect();
    if let Some(marker) = call.query("marker") {
        let place = found
            .iter()
            .position(|image| image.id == marker)
            .ok_or_else(|| bad_request("Invalid marker. Image could not be found."))?;
        found.drain(..=place);
    }
    let limit = match call.query("limit") {
        None => DEFAULT_LIMIT,
        Some(limit) => limit
            .parse()
            .map_err(|_| bad_request("limit param must be an integer"))?,
    }
    .min(MOST);
    let mut body = Map::new();
    if found.len() > limit
        && limit > 0
        && let Some(last) = found.get(limit - 1)
    {
        body.insert("next".to_owned(), next(call, &last.id).into());
    }
    found.truncate(limit);
    let images: Vec<Map<String, Value>> = found.into_iter().map(view).collect();
    body.insert("images".to_owned(), json!(images));
    body.insert("schema".to_owned(), "/v2/schemas/images".into());
    body.insert("first".to_owned(), "/v2/images".into());
    Ok(Reply::ok(Value::Object(body)))
}

fn find<'a>(cloud: &'a Cloud, call: &Call, id: &str) -> Result<&'a Object, Refusal> {
    cloud
        .objects
        .get(Kind::Image, id)
        .filter(|image| is_visible(image, call))
        .ok_or_else(|| Refusal::new(404, "", format!("No image found with ID {id}")))
}

fn delete(cloud: &mut Cloud, call: &Call, id: &str) -> Answer {
    let image = find(cloud, call, id)?;
    if image.project != call.project {
        return Err(Refusal::new(
            403,
            "",
            format!("You are not authorized to complete delete_image action on {id}."),
        ));
    }
    cloud.objects.remove(Kind::Image, id);
    Ok(Reply::empty(204))
}

fn is_visible(image: &Object, call: &Call) -> bool {
    image.project.is_empty() || image.project == call.project
}

fn passes(image: &Object, call: &Call) -> bool {
    call.query
        .iter()
        .filter(|(name, _)| {
            !["limit", "marker", "sort", "sort_key", "sort_dir"].contains(&name.as_str())
        })
        .all(|(name, wanted)| {
            // Names may be a list of alternatives.
            let alternatives = wanted.strip_prefix("in:");
            let value = image.body.get(name).map(shown).unwrap_or_default();
            match alternatives {
                Some(alternatives) => alternatives
                    .split(',')
                    .any(|alternative| alternative.trim_matches('"') == value),
                None => *wanted == value,
            }
        })
}

/// Where the list goes on after an image.
fn next(call: &Call, marker: &str) -> String {
    let pairs: Vec<String> = call
        .query
        .iter()
        .filter(|(name, _)| name != "marker")
        .map(|(name, value)| format!("{}={}&", encode(name), encode(value)))
        .collect();
    format!("/v2/images?{}marker={marker}", pairs.concat())
}

fn view(image: &Object) -> Map<String, Value> {
    let mut view = image.body.clone();
    let url = format!("/v2/images/{}", image.id);
    view.insert("file".to_owned(), format!("{url}/file").into());
    view.insert("self".to_owned(), url.into());
    view.insert("schema".to_owned(), "/v2/schemas/image".into());
    view
}

fn body(cloud: &Cloud, id: &str, name: &str, visibility: &str) -> Map<String, Value> {
    map(json!({
        "id": id,
        "name": name,
        "status": "active",
        "visibility": visibility,
        "owner": "",
        "protected": false,
        "os_hidden": false,
        "tags": [],
        "container_format": "bare",
        "disk_format": "qcow2",
        "size": 1_048_576,
        "virtual_size": null,
        "min_disk": 0,
        "min_ram": 0,
        // There are no data to have a checksum.
        "checksum": null,
        "os_hash_algo": null,
        "os_hash_value": null,
        "created_at": cloud.timestamp(),
        "updated_at": cloud.timestamp(),
    }))
}

fn versions(call: &Call, status: u16) -> Reply {
    Reply::json(
        status,
        json!({
            "versions": [{
                "id": "v2.9",
                "status": "CURRENT",
                "links": [{ "rel": "self", "href": format!("{}/v2/", call.base_url) }],
            }],
        }),
    )
}

fn bad_request(message: &'static str) -> Refusal {
    Refusal::new(400, "", message)
}
