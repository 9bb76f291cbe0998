//! The rules of a server's properties that the schema cannot say.

use heat_spec::{Fault, Value, fault, value};
use heat_template::{Answer, Inquiry, Properties};
use serde_json::Value as Json;

use super::super::text;
use crate::cloud::call::encode;
use crate::cloud::client::Client;
use crate::cloud::client::error::ClientError;
use crate::cloud::find;
use crate::cloud::service::Service;

/// What the cloud is asked: whether image and flavor go together, how much metadata and which
/// files a server may have, and whether block devices may name a volume type.
const IMAGE: &str = "OS::Nova::Server image";
const METADATA: &str = "OS::Nova::Server metadata";
const PERSONALITY: &str = "OS::Nova::Server personality";
const VOLUME_TYPE: &str = "OS::Nova::Server volume_type";

/// Checks the properties, in upstream's order.
pub(super) fn validate(
    resource_name: &str,
    properties: &Properties,
    inquiry: &Inquiry<'_>,
) -> Result<(), Fault> {
    block_devices(resource_name, properties)?;
    let (image, flavor) = (properties.get("image"), properties.get("flavor"));
    if image.is_truthy() {
        ask(
            inquiry,
            IMAGE,
            &value!({ "image": image, "flavor": flavor }),
        )?;
    }
    networks(resource_name, properties)?;
    let devices = list(properties, "block_device_mapping_v2").iter();
    if devices
        .into_iter()
        .any(|device| is_given(device, "volume_type"))
    {
        ask(inquiry, VOLUME_TYPE, &Value::Null)?;
    }
    if let Some(metadata) = properties.get("metadata").as_map()
        && !metadata.is_empty()
    {
        ask(inquiry, METADATA, &metadata.len().into())?;
    }
    let personality = properties.get("personality");
    if personality.is_truthy() {
        ask(inquiry, PERSONALITY, &sizes(personality))?;
    }
    Ok(())
}

/// Answers what was asked above.
pub(super) async fn answer(cloud: &Client, project: &str, word: &str, value: &Value) -> Answer {
    let result = match word {
        "image" => check_image(cloud, project, value).await,
        "volume_type" => check_volume_type(cloud, project).await,
        "metadata" => check_metadata(cloud, project, value).await,
        "personality" => check_personality(cloud, project, value).await,
        _ => Ok(None),
    };
    match result {
        Ok(None) => Answer::Valid,
        Ok(Some(reason)) => Answer::Invalid(reason),
        Err(error) => Answer::Invalid(error.to_string()),
    }
}

fn ask(inquiry: &Inquiry<'_>, question: &str, value: &Value) -> Result<(), Fault> {
    match inquiry.ask(question, value) {
        Some(Answer::Invalid(reason)) => Err(fault::validation_failed(reason)),
        _ => Ok(()),
    }
}

fn list<'a>(properties: &'a Properties, name: &str) -> &'a [Value] {
    properties.get(name).as_list().unwrap_or_default()
}

/// Whether there is a member with a value, be it empty.
fn is_set(map: &Value, name: &str) -> bool {
    map.get(name).is_some_and(|value| !value.is_null())
}

fn is_given(map: &Value, name: &str) -> bool {
    map.get(name).is_some_and(Value::is_truthy)
}

fn block_devices(resource_name: &str, properties: &Properties) -> Result<(), Fault> {
    let first = list(properties, "block_device_mapping");
    let second = list(properties, "block_device_mapping_v2");
    if !first.is_empty() && !second.is_empty() {
        return Err(fault::resource_property_conflict(
            "block_device_mapping, block_device_mapping_v2",
        ));
    }
    let has_image = !properties.get("image").is_null();
    let mut is_bootable = has_image;
    for device in first {
        let name = device.get("device_name").map(Value::python_str);
        let name = name.unwrap_or_default();
        is_bootable |= name == "vda";
        match (is_set(device, "volume_id"), is_set(device, "snapshot_id")) {
            (true, true) => {
                return Err(fault::resource_property_conflict("volume_id, snapshot_id"));
            }
            (false, false) => {
                return Err(fault::validation_failed(format_args!(
                    "Either volume_id or snapshot_id must be specified for device mapping {name}"
                )));
            }
            _ => {}
        }
    }
    let mut n_bootable = usize::from(has_image);
    for device in second {
        let n_images = ["volume_id", "snapshot_id", "image"]
            .into_iter()
            .filter(|name| is_set(device, name))
            .count();
        let has_swap = is_set(device, "swap_size");
        let is_ephemeral = is_given(device, "ephemeral_size") || is_set(device, "ephemeral_format");
        match n_images + usize::from(has_swap) + usize::from(is_ephemeral) {
            0 => {
                return Err(fault::validation_failed(
                    "Either volume_id, snapshot_id, image_id, swap_size, ephemeral_size or \
                     ephemeral_format must be specified.",
                ));
            }
            1 => {}
            _ => {
                return Err(fault::resource_property_conflict(
                    "volume_id, snapshot_id, image, swap_size, ephemeral_size, ephemeral_format",
                ));
            }
        }
        let boot_index = device.get("boot_index").and_then(Value::as_i64);
        if n_images > 0 && matches!(boot_index, None | Some(0)) {
            is_bootable = true;
            n_bootable += 1;
        }
    }
    if !is_bootable {
        return Err(fault::validation_failed(format_args!(
            "Neither image nor bootable volume is specified for instance {resource_name}"
        )));
    }
    if !second.is_empty() && n_bootable != 1 {
        return Err(fault::validation_failed(format_args!(
            "Multiple bootable sources for instance {resource_name}."
        )));
    }
    Ok(())
}

fn networks(resource_name: &str, properties: &Properties) -> Result<(), Fault> {
    let networks = list(properties, "networks");
    for network in networks {
        check_network(resource_name, network)?;
    }
    let has_word = networks
        .iter()
        .any(|network| is_given(network, "allocate_network"));
    if has_word && networks.len() != 1 {
        return Err(fault::validation_failed(
            "Property \"allocate_network\" can not be specified if multiple network interfaces \
             set for server.",
        ));
    }
    let has_port = networks.iter().any(|network| is_set(network, "port"));
    if has_port && properties.get("security_groups").is_truthy() {
        return Err(fault::resource_property_conflict(
            "security_groups, networks/port",
        ));
    }
    Ok(())
}

fn check_network(resource_name: &str, network: &Value) -> Result<(), Fault> {
    let has = |name| is_set(network, name);
    let has_word = is_given(network, "allocate_network");
    if !has("network") && !has("port") && !has("subnet") && !has_word {
        return Err(fault::validation_failed(format_args!(
            "One of the properties \"network\", \"port\", \"allocate_network\" or \"subnet\" \
             should be set for the specified network of server \"{resource_name}\"."
        )));
    }
    let members = network.as_map().into_iter().flatten();
    if has_word && members.filter(|(_, value)| !value.is_null()).count() != 1 {
        return Err(fault::validation_failed(
            "Can not specify \"allocate_network\" with other keys of networks at the same time.",
        ));
    }
    if is_given(network, "fixed_ip") && has("port") {
        return Err(fault::resource_property_conflict(
            "networks/fixed_ip, networks/port",
        ));
    }
    let has_no_own_port =
        !has("port") && !has("subnet") && !is_given(network, "port_extra_properties");
    if has("floating_ip") && has("network") && has_no_own_port {
        return Err(fault::validation_failed(
            "Property \"floating_ip\" is not supported if only \"network\" is specified, because \
             the corresponding port can not be retrieved.",
        ));
    }
    Ok(())
}

/// The sizes of files in bytes, by path.
fn sizes(personality: &Value) -> Value {
    personality
        .as_map()
        .into_iter()
        .flatten()
        .map(|(path, contents)| {
            let n_bytes = contents.as_str().map_or(0, str::len);
            (path.json_text(), n_bytes)
        })
        .collect()
}

type Verdict = Result<Option<String>, ClientError>;

/// Whether the image is there to be used, and the flavor has what it needs.
async fn check_image(cloud: &Client, project: &str, value: &Value) -> Verdict {
    let name = |key| value.get(key).map(Value::python_str).unwrap_or_default();
    let (image_name, flavor_name) = (name("image"), name("flavor"));
    let found = async {
        let image = find::resolve(cloud, project, "glance.image", &image_name).await?;
        let flavor = find::resolve(cloud, project, "nova.flavor", &flavor_name).await?;
        let path = format!("/v2/images/{}", encode(&image));
        let image = cloud.get(Service::Image, &path, project).await?;
        let path = format!("/flavors/{}", encode(&flavor));
        let flavor = cloud.get(Service::Compute, &path, project).await?;
        Ok::<_, ClientError>((image, flavor))
    };
    let (image, flavor) = match found.await {
        // They may be made by the same template.
        Err(error) if error.is_not_found() => return Ok(None),
        result => result?,
    };
    let status = text(&image, "status");
    if !status.eq_ignore_ascii_case("active") {
        return Ok(Some(format!(
            "Image status is required to be active not {status}."
        )));
    }
    let amount = |object: &Json, pointer: &str| object.pointer(pointer).and_then(Json::as_u64);
    let (needed, has) = (amount(&image, "/min_ram"), amount(&flavor, "/flavor/ram"));
    if let (Some(needed), Some(has)) = (needed, has)
        && has < needed
    {
        return Ok(Some(format!(
            "Image {image_name} requires {needed} minimum ram. Flavor {flavor_name} has only \
             {has}."
        )));
    }
    let (needed, has) = (amount(&image, "/min_disk"), amount(&flavor, "/flavor/disk"));
    if let (Some(needed), Some(has)) = (needed, has)
        && has < needed
    {
        return Ok(Some(format!(
            "Image {image_name} requires {needed} GB minimum disk space. Flavor {flavor_name} \
             has only {has} GB."
        )));
    }
    Ok(None)
}

/// Whether Nova's version is one that knows volume types.
async fn check_volume_type(cloud: &Client, project: &str) -> Verdict {
    let shown = cloud.get(Service::Compute, "", project).await?;
    let version = shown.pointer("/version/version").and_then(Json::as_str);
    let minor = version
        .and_then(|version| version.strip_prefix("2."))
        .and_then(|minor| minor.parse::<u32>().ok());
    if minor.is_some_and(|minor| minor >= 67) {
        return Ok(None);
    }
    Ok(Some(
        "Cannot use \"volume_type\" property in block_device_mapping_v2 - nova does not support \
         required api microversion 2.67."
            .to_owned(),
    ))
}

async fn check_metadata(cloud: &Client, project: &str, value: &Value) -> Verdict {
    let limit = limit(cloud, project, "maxServerMeta").await?;
    Ok(is_over(value, limit).then(|| {
        format!(
            "Instance metadata must not contain greater than {limit} entries.  This is the \
             maximum number allowed by your service provider"
        )
    }))
}

async fn check_personality(cloud: &Client, project: &str, value: &Value) -> Verdict {
    let files = value.as_map().into_iter().flatten();
    let n_files = Value::from(files.clone().count());
    let most_files = limit(cloud, project, "maxPersonality").await?;
    if is_over(&n_files, most_files) {
        return Ok(Some(format!(
            "The personality property may not contain greater than {most_files} entries."
        )));
    }
    let limit = limit(cloud, project, "maxPersonalitySize").await?;
    for (path, size) in files {
        if is_over(size, limit) {
            return Ok(Some(format!(
                "The contents of personality file \"{}\" is larger than the maximum allowed \
                 personality file size ({limit} bytes).",
                path.json_text()
            )));
        }
    }
    Ok(None)
}

/// Whether a number is over a limit; a negative limit is none.
fn is_over(value: &Value, limit: i64) -> bool {
    limit >= 0 && value.as_i64().is_some_and(|number| number > limit)
}

async fn limit(cloud: &Client, project: &str, name: &str) -> Result<i64, ClientError> {
    let shown = cloud.get(Service::Compute, "/limits", project).await?;
    let limit = shown.pointer(&format!("/limits/absolute/{name}"));
    Ok(limit.and_then(Json::as_i64).unwrap_or(-1))
}
