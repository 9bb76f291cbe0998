//! Snapshots of a server: images of it.

use heat_spec::{Map, Value};
use serde_json::{Value as Json, json};

use super::super::text;
use super::own_path;
use super::status::fetch_own;
use crate::cloud::call::encode;
use crate::cloud::client::Client;
use crate::cloud::service::Service;
use crate::engine::Failure;
use crate::resources::waiting::Pauses;
use crate::resources::{Work, uninterrupted};
use crate::store::{StoreError, snapshots};

/// Where the image's id is kept.
const IMAGE: &str = "snapshot_image_id";

/// What a server does while an image is made of it.
const TASKS: &[&str] = &[
    "image_uploading",
    "image_snapshot_pending",
    "image_snapshot",
    "image_pending_upload",
];

/// Makes an image of the server, unless that was done for this snapshot already, and waits for it.
pub(super) async fn snapshot(work: &mut Work) -> Result<(), Failure> {
    let is_made = if work.is_interrupted {
        work.data(IMAGE).is_some() || find_unfinished(work).await?
    } else {
        // That of an earlier snapshot, which knows it.
        if work.data(IMAGE).is_some() {
            work.set_data(IMAGE, Value::Null).await?;
        }
        false
    };
    if !is_made {
        uninterrupted(make_image(work)).await?;
    }
    wait(work).await
}

/// Looks for the image that a server made whose end came before it heard of it. Whether there is
/// one.
async fn find_unfinished(work: &mut Work) -> Result<bool, Failure> {
    let server_id = work.physical_id().unwrap_or_default();
    let name = &work.physical_name;
    let path = format!(
        "/v2/images?name={}&instance_uuid={}&limit=1000",
        encode(name),
        encode(server_id)
    );
    let found = work.app.cloud.get(Service::Image, &path, &work.project_id);
    let found = found.await.map_err(Failure::elsewhere)?;
    let candidates: Vec<String> = found["images"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|image| work.is_of_the_past(image.get("created_at")))
        .map(|image| text(image, "id").to_owned())
        .collect();
    let unknown = work
        .app
        .store
        .call(move |tx| {
            for id in candidates {
                if !snapshots::is_held(tx, &id)? {
                    return Ok::<_, StoreError>(Some(id));
                }
            }
            Ok(None)
        })
        .await?;
    let is_there = unknown.is_some();
    if let Some(id) = unknown {
        work.set_data(IMAGE, id.into()).await?;
    }
    Ok(is_there)
}

/// Deletes the image that was made for a snapshot.
pub(super) async fn delete(cloud: &Client, project: &str, data: &Value) -> Result<(), Failure> {
    let Some(id) = data.get(IMAGE).and_then(Value::as_str) else {
        return Ok(());
    };
    let path = format!("/v2/images/{}", encode(id));
    match cloud.delete(Service::Image, &path, project).await {
        Err(error) if !error.is_not_found() => Err(Failure::elsewhere(error)),
        _ => Ok(()),
    }
}

/// The server of a restored stack is made of the image.
pub(super) fn restore_properties(properties: &mut Map, data: &Value) {
    if let Some(id) = data.get(IMAGE) {
        properties.insert("image".into(), id.clone());
    }
}

async fn make_image(work: &mut Work) -> Result<(), Failure> {
    let path = format!("{}/action", own_path(work));
    let body = json!({ "createImage": { "name": work.physical_name, "metadata": {} } });
    let made = work.nova_post(&path, &body).await?;
    work.set_data(IMAGE, text(&made, "image_id").into()).await
}

async fn wait(work: &Work) -> Result<(), Failure> {
    let id = work.data(IMAGE).and_then(Value::as_str).unwrap_or_default();
    let path = format!("/v2/images/{}", encode(id));
    let mut pauses = Pauses::new();
    loop {
        let cloud = &work.app.cloud;
        let image = cloud.get(Service::Image, &path, &work.project_id).await;
        let image: Json = image.map_err(Failure::elsewhere)?;
        match text(&image, "status").to_lowercase().as_str() {
            "active" => {
                let server = fetch_own(work).await?;
                let is_busy =
                    |server: &Json| TASKS.contains(&text(server, "OS-EXT-STS:task_state"));
                if server.is_some_and(|server| !is_busy(&server)) {
                    return Ok(());
                }
            }
            "error" | "killed" | "deleted" => {
                return Err(Failure::new("Error", text(&image, "status")));
            }
            _ => {}
        }
        pauses.next(&work.app.clock).await;
    }
}
