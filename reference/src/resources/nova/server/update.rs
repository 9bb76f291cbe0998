//! Changing a server in place.

use heat_spec::{Map, Value, value};
use serde_json::{Value as Json, json};

use super::super::{interfaces, text};
use super::create::{files, serialized};
use super::interfaces::{Attachment, attach, detach};
use super::network_changes::network_changes;
use super::status::{fetch_own, status, wait_active};
use super::{own_path, ports};
use crate::cloud::call::encode;
use crate::engine::Failure;
use crate::resources::neutron::security_groups;
use crate::resources::waiting::{Pauses, unknown_status};
use crate::resources::{Work, uninterrupted};

/// The ports that the server had when an update of its networks began, to tell after an
/// interruption which came since.
const BEFORE: &str = "interfaces_before";

/// Changes what can be changed, or asks for another server where a policy says so.
pub(super) async fn update(work: &mut Work, changes: &Map) -> Result<(), Failure> {
    for (name, policy) in [
        ("flavor", "flavor_update_policy"),
        ("image", "image_update_policy"),
        ("user_data", "user_data_update_policy"),
    ] {
        if changes.contains_key(name) && work.property(policy).as_str() == Some("REPLACE") {
            return Err(Failure::Replace);
        }
    }
    let new_value = |name: &str| changes.get(name);
    if new_value("metadata").is_some() {
        change_metadata(work).await?;
    }
    if let Some(tags) = new_value("tags") {
        set_tags(work, tags).await?;
    }
    if let Some(name) = new_value("name").and_then(Value::as_str) {
        let body = json!({ "server": { "name": name } });
        work.nova_put(&own_path(work), &body).await?;
    }
    if new_value("networks").is_some() {
        change_networks(work).await?;
    }
    if new_value("flavor").is_some() {
        resize(work).await?;
    }
    let user_data_policy = work.property("user_data_update_policy").as_str();
    let is_rebuilt_for_user_data =
        new_value("user_data").is_some() && user_data_policy == Some("REBUILD");
    if new_value("image").is_some() || is_rebuilt_for_user_data {
        rebuild(work, new_value("image").is_some()).await?;
    } else if let Some(password) = new_value("admin_pass") {
        let password = password.as_str().unwrap_or_default();
        act(
            work,
            &json!({ "changePassword": { "adminPass": password } }),
        )
        .await?;
        wait_active(work).await?;
    }
    ports::note_external(work).await
}

/// Sets the server's tags.
pub(super) async fn set_tags(work: &Work, tags: &Value) -> Result<(), Failure> {
    let tags = tags.as_list().unwrap_or_default();
    let body = Json::from(value!({ "tags": tags }));
    work.nova_put(&format!("{}/tags", own_path(work)), &body)
        .await?;
    Ok(())
}

/// Has the server do something.
async fn act(work: &Work, action: &Json) -> Result<(), Failure> {
    work.nova_post(&format!("{}/action", own_path(work)), action)
        .await?;
    Ok(())
}

async fn change_metadata(work: &Work) -> Result<(), Failure> {
    let wanted = serialized(work.property("metadata"));
    let path = format!("{}/metadata", own_path(work));
    let shown = match work.nova_get(&own_path(work)).await {
        Err(error) if error.is_not_found() => {
            let id = work.physical_id().unwrap_or_default();
            return Err(Failure::new(
                "EntityNotFound",
                format!("The Server ({id}) could not be found."),
            ));
        }
        result => result?,
    };
    let present = shown.pointer("/server/metadata").and_then(Json::as_object);
    let mut stale: Vec<&String> = present
        .into_iter()
        .flat_map(|present| present.keys())
        .filter(|key| wanted.get(key).is_none())
        .collect();
    stale.sort();
    for key in stale {
        work.nova_delete(&format!("{path}/{}", encode(key))).await?;
    }
    let body = Json::from(value!({ "metadata": wanted }));
    work.nova_post(&path, &body).await?;
    Ok(())
}

/// Gives the server the new flavor and confirms that it has it.
async fn resize(work: &Work) -> Result<(), Failure> {
    let flavor = work
        .property("flavor")
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let server = present(work).await?;
    // After an interruption it may be under way, or done.
    let is_asked_for = match status(&server) {
        "RESIZE" | "VERIFY_RESIZE" => true,
        _ => has_flavor(work, &server, &flavor).await?,
    };
    if is_asked_for && status(&server) == "ACTIVE" {
        return Ok(());
    }
    if !is_asked_for {
        act(work, &json!({ "resize": { "flavorRef": flavor } })).await?;
    }
    let mut pauses = Pauses::new();
    loop {
        match fetch_own(work).await?.as_ref().map(status) {
            Some("VERIFY_RESIZE") => break,
            // Nova may not have begun yet.
            None | Some("RESIZE" | "ACTIVE") => {}
            Some(status) => {
                return Err(Failure::new(
                    "Error",
                    format!("Resizing to '{flavor}' failed, status '{status}'"),
                ));
            }
        }
        pauses.next(&work.app.clock).await;
    }
    act(work, &json!({ "confirmResize": null })).await?;
    let id = work.physical_id().unwrap_or_default();
    let mut pauses = Pauses::new();
    loop {
        let server = fetch_own(work).await?;
        let task = server
            .as_ref()
            .map(|server| text(server, "OS-EXT-STS:task_state"));
        match server.as_ref().map(status) {
            Some("ACTIVE") => break,
            None | Some("VERIFY_RESIZE") => {}
            _ if task.is_some_and(|task| task.contains("resize")) => {}
            Some(status) => {
                let what = format!("Confirm resize for server {id} failed");
                return Err(unknown_status(&what, status));
            }
        }
        pauses.next(&work.app.clock).await;
    }
    Ok(())
}

/// Whether the server has the flavor; servers show its name, not its id.
async fn has_flavor(work: &Work, server: &Json, flavor: &str) -> Result<bool, Failure> {
    let path = format!("/flavors/{}", encode(flavor));
    let shown = work.nova_get(&path).await?;
    let name = shown.pointer("/flavor/name");
    Ok(name.is_some() && server.pointer("/flavor/original_name") == name)
}

/// Builds the server anew, from the image that it is to have.
async fn rebuild(work: &Work, has_other_image: bool) -> Result<(), Failure> {
    let image = work
        .property("image")
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let server = present(work).await?;
    // After an interruption it may be under way, or done.
    let has_image = server.pointer("/image/id").is_some_and(|id| *id == *image);
    let is_done = has_other_image && has_image && status(&server) == "ACTIVE";
    if !is_done && status(&server) != "REBUILD" {
        act(work, &json!({ "rebuild": rebuild_body(work, &image) })).await?;
    }
    let mut pauses = Pauses::new();
    loop {
        match fetch_own(work).await?.as_ref().map(status) {
            None | Some("REBUILD") => pauses.next(&work.app.clock).await,
            Some("ERROR") => {
                return Err(Failure::new(
                    "Error",
                    "Rebuilding server failed, status 'ERROR'",
                ));
            }
            Some(_) => return Ok(()),
        }
    }
}

fn rebuild_body(work: &Work, image: &str) -> Json {
    let mut body = Map::new();
    body.insert("imageRef".into(), image.into());
    let mut set = |name: &str, value: Value| {
        if value.is_truthy() {
            body.insert(name.into(), value);
        }
    };
    let policy = work.property("image_update_policy").as_str();
    let preserves = policy == Some("REBUILD_PRESERVE_EPHEMERAL");
    set("preserve_ephemeral", preserves.into());
    set("adminPass", work.property("admin_pass").clone());
    set("metadata", serialized(work.property("metadata")));
    set("personality", files(work.property("personality")));
    Value::Map(body).into()
}

/// The server, asked for until Nova tells.
async fn present(work: &Work) -> Result<Json, Failure> {
    let mut pauses = Pauses::new();
    loop {
        if let Some(server) = fetch_own(work).await? {
            return Ok(server);
        }
        pauses.next(&work.app.clock).await;
    }
}

/// Takes out the ports that are not wanted and puts in those that are.
async fn change_networks(work: &mut Work) -> Result<(), Failure> {
    let server = work.physical_id().unwrap_or_default().to_owned();
    let present = interfaces(work, &server).await?;
    let mut came_since = ports_since(work, &present).await?;
    let new = work.property("networks").clone();
    let new = new.as_list().unwrap_or_default();
    let old = old_networks(work).await?;
    if let Some(word) = ports::allocated(new).map(str::to_owned) {
        for interface in &present {
            let port = text(interface, "port_id");
            if !came_since.iter().any(|(known, _)| known == port) {
                remove(work, &server, port).await?;
            }
        }
        if word == "auto" && came_since.is_empty() {
            attach_only_network(work, &server).await?;
        }
        return work.set_data(BEFORE, Value::Null).await;
    }
    let internal = ports::internal(work);
    let changes = network_changes(&old, new, &present, &internal);
    for floating_ip in &changes.released_floating_ips {
        release(work, floating_ip).await?;
    }
    for (port, extra) in &changes.changed_ports {
        ports::change_internal_port(work, port, extra).await?;
    }
    for port in &changes.removed_ports {
        if !came_since.iter().any(|(known, _)| known == port) {
            remove(work, &server, port).await?;
        }
    }
    for (number, network) in changes.added.iter().enumerate() {
        add(work, &server, (number, network), &mut came_since).await?;
    }
    if changes.is_bare && came_since.is_empty() {
        let security_groups = groups(work).await?;
        let attachment = Attachment {
            security_groups,
            ..Attachment::default()
        };
        attach(work, &server, attachment).await?;
    }
    work.set_data(BEFORE, Value::Null).await
}

/// The ports, with their networks, that came since the update began; none if it begins now.
async fn ports_since(work: &mut Work, present: &[Json]) -> Result<Vec<(String, String)>, Failure> {
    let present = present
        .iter()
        .map(|interface| (text(interface, "port_id"), text(interface, "net_id")));
    if let Some(before) = work.data(BEFORE) {
        let before = before.as_list().unwrap_or_default();
        return Ok(present
            .filter(|(port, _)| !before.iter().any(|known| known.as_str() == Some(port)))
            .map(|(port, network)| (port.to_owned(), network.to_owned()))
            .collect());
    }
    let before: Vec<&str> = present.map(|(port, _)| port).collect();
    let before = Value::from(before);
    work.set_data(BEFORE, before).await?;
    Ok(Vec::new())
}

/// The former entries, each with its network, which a subnet may stand for.
async fn old_networks(work: &Work) -> Result<Vec<Value>, Failure> {
    let mut old = Vec::new();
    for network in work.before.get("networks").as_list().unwrap_or_default() {
        let mut network = network.clone();
        if ports::given(&network, "port").is_none() {
            let id = ports::network_id(work, &network).await?;
            if let Value::Map(network) = &mut network {
                network.insert("network".into(), id);
            }
        }
        old.push(network);
    }
    Ok(old)
}

async fn remove(work: &mut Work, server: &str, port: &str) -> Result<(), Failure> {
    detach(work, server, port).await?;
    if ports::internal(work).iter().any(|known| known == port) {
        ports::delete_internal_port(work, port).await?;
    }
    Ok(())
}

async fn add(
    work: &mut Work,
    server: &str,
    (number, network): (usize, &Value),
    came_since: &mut Vec<(String, String)>,
) -> Result<(), Failure> {
    let wanted = ports::network_id(work, network).await?;
    let port = uninterrupted(ports::own_or_new_port(work, network, number)).await?;
    let is_it = |(known, on): &(String, String)| match &port {
        Some(port) => known == port,
        None => wanted.as_str() == Some(on),
    };
    if let Some(place) = came_since.iter().position(is_it) {
        came_since.remove(place);
        return Ok(());
    }
    let fixed_ip = ports::given(network, "fixed_ip");
    if let (Some(floating_ip), Some(port)) = (ports::given(network, "floating_ip"), &port) {
        ports::lead(work, floating_ip, port, fixed_ip).await?;
    }
    let attachment = match port {
        Some(port) => Attachment {
            port: Some(port),
            ..Attachment::default()
        },
        None => Attachment {
            port: None,
            network: wanted.as_str().map(str::to_owned),
            fixed_ip: fixed_ip.map(str::to_owned),
            security_groups: groups(work).await?,
        },
    };
    attach(work, server, attachment).await
}

/// Puts the server on the only network that it can be on.
async fn attach_only_network(work: &Work, server: &str) -> Result<(), Failure> {
    let mut networks: Vec<String> = Vec::new();
    let own = format!(
        "tenant_id={}&shared=False&admin_state_up=True",
        encode(&work.project_id)
    );
    for filter in [own.as_str(), "shared=True"] {
        let found = work
            .neutron_get(&format!("/v2.0/networks?{filter}"))
            .await
            .map_err(Failure::elsewhere)?;
        let found = found.get("networks").and_then(Json::as_array);
        let found = found.into_iter().flatten();
        networks.extend(found.map(|network| text(network, "id").to_owned()));
    }
    if networks.len() > 1 {
        return Err(Failure::new(
            "UnableToAutoAllocateNetwork",
            "Unable to automatically allocate a network: Multiple possible networks found.",
        ));
    }
    let network = match networks.pop() {
        Some(network) => network,
        None => allocated_topology(work).await?,
    };
    let attachment = Attachment {
        network: Some(network),
        security_groups: groups(work).await?,
        ..Attachment::default()
    };
    attach(work, server, attachment).await
}

/// The network that Neutron makes for a project that has none.
async fn allocated_topology(work: &Work) -> Result<String, Failure> {
    let path = format!("/v2.0/auto-allocated-topology/{}", encode(&work.project_id));
    let shown = work.neutron_get(&path).await.map_err(Failure::elsewhere)?;
    let id = shown.pointer("/auto_allocated_topology/id");
    Ok(id.and_then(Json::as_str).unwrap_or_default().to_owned())
}

async fn groups(work: &Work) -> Result<Option<Value>, Failure> {
    let groups = work.property("security_groups");
    if !groups.is_truthy() {
        return Ok(None);
    }
    Ok(Some(security_groups::ids(work, groups).await?))
}

/// Has a floating IP lead nowhere; that there is none is as good.
async fn release(work: &Work, floating_ip: &str) -> Result<(), Failure> {
    let path = format!("/v2.0/floatingips/{}", encode(floating_ip));
    let body = json!({ "floatingip": { "port_id": null } });
    match work.neutron_put(&path, &body).await {
        Err(error) if error.is_not_found() => Ok(()),
        result => result.map(drop).map_err(Failure::elsewhere),
    }
}
