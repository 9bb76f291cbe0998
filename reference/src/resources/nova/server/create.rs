//! Making a server.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use heat_spec::{Map, Value, value};
use serde_json::Value as Json;

use super::super::text;
use super::ports::{self, Nics};
use super::{name_of, user_data};
use crate::cloud::call::encode;
use crate::engine::Failure;
use crate::resources::Work;
use crate::resources::heat::stored_config;

/// Makes the ports that the server needs, then the server.
pub(super) async fn create(work: &mut Work) -> Result<(), Failure> {
    let nics = ports::make_nics(work).await?;
    let user_data = encoded_user_data(work).await?;
    let body = Json::from(Value::Map(request(work, nics, user_data)));
    let made = work.nova_post("/servers", &body).await?;
    match made.pointer("/server/id").and_then(Json::as_str) {
        Some(id) => work.set_physical_id(id).await,
        None => Err(Failure::new("KeyError", "'server'")),
    }
}

/// Looks for ports and a server that an interrupted create made.
pub(super) async fn find_unfinished(work: &mut Work) -> Result<bool, Failure> {
    if !work.may_be_unfinished() {
        return Ok(false);
    }
    ports::find_unfinished(work).await?;
    let name = name_of(work);
    let path = format!("/servers/detail?name={}", encode(&format!("^{name}$")));
    let found = work.nova_get(&path).await?;
    let candidates = found
        .get("servers")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter(|server| text(server, "name") == name)
        .filter(|server| work.is_of_the_past(server.get("created")))
        .map(|server| text(server, "id").to_owned())
        .collect();
    work.adopt(candidates).await
}

/// The body of the call, with the members that Heat's client sends.
fn request(work: &Work, nics: Nics, user_data: Value) -> Map {
    let property = |name: &str| work.property(name).clone();
    let mut server = Map::new();
    let mut set = |name: &str, value: Value| {
        if value.is_truthy() {
            server.insert(name.into(), value);
        }
    };
    set("name", name_of(work).into());
    set("flavorRef", property("flavor"));
    set("user_data", user_data);
    set("metadata", serialized(&property("metadata")));
    set("key_name", property("key_name"));
    set("config_drive", property("config_drive"));
    set("adminPass", property("admin_pass"));
    set("availability_zone", property("availability_zone"));
    set("OS-DCF:diskConfig", property("diskConfig"));
    set("return_reservation_id", property("reservation_id"));
    set("security_groups", named(&property("security_groups")));
    set("personality", files(&property("personality")));
    let first_mapping = property("block_device_mapping");
    set("block_device_mapping", first_block_devices(&first_mapping));
    set("block_device_mapping_v2", block_devices(work));
    let networks = match nics {
        Nics::Any => Value::Null,
        Nics::Word(keyword) => keyword.into(),
        Nics::These(list) => list.into(),
    };
    set("networks", networks);
    let image = property("image");
    server.insert(
        "imageRef".into(),
        if image.is_null() { "".into() } else { image },
    );
    let mut body = Map::new();
    body.insert("server".into(), Value::Map(server));
    let hints = property("scheduler_hints");
    if hints.is_truthy() {
        body.insert("os:scheduler_hints".into(), hints);
    }
    body
}

/// The user data, which a software configuration may hold, with all that goes with it, in Base64.
async fn encoded_user_data(work: &Work) -> Result<Value, Failure> {
    let given = work.property("user_data").as_str().unwrap_or_default();
    let stored = stored_config::content(work, given).await?;
    let user_data = stored.as_deref().unwrap_or(given);
    let format = work.property("user_data_format").as_str();
    let built = user_data::build(user_data, format.unwrap_or_default(), &work.record.metadata);
    Ok(STANDARD.encode(built).into())
}

/// Metadata as Nova takes it: everything that is no text is written as JSON.
pub(super) fn serialized(metadata: &Value) -> Value {
    metadata
        .as_map()
        .into_iter()
        .flatten()
        .map(|(key, value)| {
            let text = match value {
                Value::String(text) => text.clone(),
                other => other.to_json(),
            };
            (key.json_text(), text)
        })
        .collect()
}

fn named(groups: &Value) -> Value {
    let groups = groups.as_list().unwrap_or_default().iter();
    groups
        .map(|group| value!({ "name": group.python_str() }))
        .collect::<Vec<_>>()
        .into()
}

/// Files by path, as Nova takes them.
pub(super) fn files(personality: &Value) -> Value {
    personality
        .as_map()
        .into_iter()
        .flatten()
        .map(|(path, contents)| {
            let contents = STANDARD.encode(contents.as_str().unwrap_or_default());
            value!({ "path": path.json_text(), "contents": contents })
        })
        .collect::<Vec<_>>()
        .into()
}

/// The devices in the older form, by name.
fn first_block_devices(mappings: &Value) -> Value {
    const NAMES: &[&str] = &[
        "device_name",
        "volume_id",
        "snapshot_id",
        "volume_size",
        "delete_on_termination",
    ];
    let mappings = mappings.as_list().unwrap_or_default().iter();
    mappings
        .map(|mapping| Value::Map(picked(mapping, NAMES)))
        .collect::<Vec<_>>()
        .into()
}

/// The devices in the newer form, the image first.
fn block_devices(work: &Work) -> Value {
    let mappings = work.property("block_device_mapping_v2");
    let mappings = mappings.as_list().unwrap_or_default();
    let mut devices: Vec<Value> = mappings.iter().map(block_device).collect();
    let image = work.property("image");
    if !devices.is_empty() && image.is_truthy() {
        let local = value!({
            "uuid": image,
            "source_type": "image",
            "destination_type": "local",
            "boot_index": 0,
            "delete_on_termination": true
        });
        devices.insert(0, local);
    }
    devices.into()
}

fn block_device(mapping: &Value) -> Value {
    let given = |name: &str| mapping.get(name).filter(|value| value.is_truthy());
    let from = |kind: &str, id: &Value| {
        value!({
            "uuid": id,
            "source_type": kind,
            "destination_type": "volume",
            "boot_index": 0,
            "delete_on_termination": false
        })
    };
    let blank = value!({
        "source_type": "blank",
        "destination_type": "local",
        "boot_index": -1,
        "delete_on_termination": true
    });
    let device = if let Some(id) = given("volume_id") {
        from("volume", id)
    } else if let Some(id) = given("snapshot_id") {
        from("snapshot", id)
    } else if let Some(id) = given("image") {
        from("image", id)
    } else {
        blank
    };
    let Value::Map(mut device) = device else {
        return Value::Null;
    };
    if device.get("source_type").and_then(Value::as_str) == Some("blank") {
        let mut set = |name: &str, value: Option<&Value>| {
            if let Some(value) = value {
                device.insert(name.into(), value.clone());
            }
        };
        if let Some(size) = given("swap_size") {
            set("guest_format", Some(&"swap".into()));
            set("volume_size", Some(size));
        } else {
            set("volume_size", given("ephemeral_size"));
            set("guest_format", given("ephemeral_format"));
        }
    }
    if let Some(name) = given("device_name") {
        device.insert("device_name".into(), name.clone());
    }
    device.extend(picked(
        mapping,
        &[
            "device_type",
            "disk_bus",
            "boot_index",
            "volume_size",
            "delete_on_termination",
            "volume_type",
        ],
    ));
    Value::Map(device)
}

/// The members of a map that are there.
fn picked(map: &Value, names: &[&str]) -> Map {
    names
        .iter()
        .filter_map(|name| {
            let value = map.get(name).filter(|value| !value.is_null())?;
            Some(((*name).into(), value.clone()))
        })
        .collect()
}
