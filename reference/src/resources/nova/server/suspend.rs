//! Suspending a server, and resuming it.

use serde_json::{Value as Json, json};

use super::own_path;
use super::status::{status, wait_active, wait_suspended};
use crate::engine::Failure;
use crate::resources::Work;

/// Suspends the server, unless it is suspended already, and waits until it is.
pub(super) async fn suspend(work: &Work) -> Result<(), Failure> {
    act(work, "suspend", "SUSPENDED").await?;
    wait_suspended(work).await
}

/// Resumes the server, unless it is active already, and waits until it is.
pub(super) async fn resume(work: &Work) -> Result<(), Failure> {
    act(work, "resume", "ACTIVE").await?;
    wait_active(work).await
}

/// Asks for an action, unless the server has the status that it leads to, or the action goes on.
async fn act(work: &Work, action: &str, wanted: &str) -> Result<(), Failure> {
    let Some(id) = work.physical_id() else {
        let name = &work.record.name;
        let message = format!("Cannot {action} {name}, resource_id not set");
        return Err(Failure::new("Error", message));
    };
    let mut shown = match work.nova_get(&own_path(work)).await {
        Err(error) if error.is_not_found() => {
            let message = format!("Failed to find server {id}");
            return Err(Failure::new("NotFound", message));
        }
        result => result?,
    };
    let server = shown.get_mut("server").map(Json::take).unwrap_or_default();
    // A server that ended in the middle may have asked already.
    let task = match action {
        "suspend" => "suspending",
        _ => "resuming",
    };
    if status(&server) == wanted || server["OS-EXT-STS:task_state"] == task {
        return Ok(());
    }
    let path = format!("{}/action", own_path(work));
    let body = json!({ action: null });
    work.nova_post(&path, &body).await?;
    Ok(())
}
