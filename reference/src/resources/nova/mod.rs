//! Types of Nova, the compute service.

pub(super) mod floating_ip;
pub(super) mod floating_ip_association;
pub(super) mod key_pair;
pub(super) mod server;

use serde_json::Value as Json;

use super::Work;
use crate::cloud::call::encode;
use crate::cloud::client::error::ClientError;
use crate::cloud::service::Service;

/// Calls to the service for the resource's project.
impl Work {
    /// Reads from Nova.
    async fn nova_get(&self, path: &str) -> Result<Json, ClientError> {
        let cloud = &self.app.cloud;
        cloud.get(Service::Compute, path, &self.project_id).await
    }

    /// Makes something in Nova, or has it act.
    async fn nova_post(&self, path: &str, body: &Json) -> Result<Json, ClientError> {
        let cloud = &self.app.cloud;
        cloud
            .post(Service::Compute, path, body, &self.project_id)
            .await
    }

    /// Changes something in Nova.
    async fn nova_put(&self, path: &str, body: &Json) -> Result<Json, ClientError> {
        let cloud = &self.app.cloud;
        cloud
            .put(Service::Compute, path, body, &self.project_id)
            .await
    }

    /// Deletes something in Nova; that it is gone already is no error.
    async fn nova_delete(&self, path: &str) -> Result<(), ClientError> {
        let cloud = &self.app.cloud;
        match cloud.delete(Service::Compute, path, &self.project_id).await {
            Err(error) if error.is_not_found() => Ok(()),
            result => result,
        }
    }
}

/// The interfaces of a server, as Nova lists them.
async fn interfaces(work: &Work, server: &str) -> Result<Vec<Json>, ClientError> {
    let path = format!("/servers/{}/os-interface", encode(server));
    let mut found = work.nova_get(&path).await?;
    Ok(
        match found.get_mut("interfaceAttachments").map(Json::take) {
            Some(Json::Array(interfaces)) => interfaces,
            _ => Vec::new(),
        },
    )
}

/// The text under a key; empty if there is none.
fn text<'a>(object: &'a Json, key: &str) -> &'a str {
    object.get(key).and_then(Json::as_str).unwrap_or_default()
}
