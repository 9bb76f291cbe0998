//! Following a server's status.

use serde_json::{Value as Json, json};

use super::super::text;
use super::{own_path, path};
use crate::engine::Failure;
use crate::resources::Work;
use crate::resources::waiting::{Pauses, in_error, unknown_status};

/// What a server goes through on its way to `ACTIVE`.
const ON_THE_WAY: &[&str] = &[
    "BUILD",
    "HARD_REBOOT",
    "PASSWORD",
    "REBOOT",
    "RESCUE",
    "RESIZE",
    "REVERT_RESIZE",
    "SHUTOFF",
    "SUSPENDED",
    "VERIFY_RESIZE",
];

/// The server as Nova shows it; nothing if Nova is overloaded or broken, which may pass.
///
/// # Errors
///
/// If Nova refuses: there is no such server, say.
pub(super) async fn fetch(work: &Work, id: &str) -> Result<Option<Json>, Failure> {
    match work.nova_get(&path(id)).await {
        Ok(mut shown) => Ok(Some(
            shown.get_mut("server").map(Json::take).unwrap_or_default(),
        )),
        Err(error) if error.is_over_limit() || error.is_unavailable() => {
            tracing::debug!(id, %error, "the server is asked for again");
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The server of the work.
pub(super) async fn fetch_own(work: &Work) -> Result<Option<Json>, Failure> {
    fetch(work, work.physical_id().unwrap_or_default()).await
}

/// A server's status, without what some clouds append in parentheses.
pub(super) fn status(server: &Json) -> &str {
    let status = text(server, "status");
    status.split('(').next().unwrap_or(status)
}

/// Waits until the server of the work is active.
pub(super) async fn wait_active(work: &Work) -> Result<(), Failure> {
    let id = work.physical_id().unwrap_or_default();
    wait_active_of(work, id).await
}

/// Waits until a server is active.
pub(super) async fn wait_active_of(work: &Work, id: &str) -> Result<(), Failure> {
    let mut pauses = Pauses::new();
    loop {
        if let Some(server) = fetch(work, id).await? {
            match status(&server) {
                "ACTIVE" => return Ok(()),
                "ERROR" => return Err(error_of(&server)),
                waiting if ON_THE_WAY.contains(&waiting) => {}
                _ => {
                    let status = text(&server, "status");
                    return Err(unknown_status("Server is not active", status));
                }
            }
        }
        pauses.next(&work.app.clock).await;
    }
}

/// Fails if the server of the work is not active.
pub(super) async fn check(work: &Work) -> Result<(), Failure> {
    let mut shown = work.nova_get(&own_path(work)).await?;
    let server = shown.get_mut("server").map(Json::take).unwrap_or_default();
    match status(&server) {
        "ACTIVE" => Ok(()),
        other => Err(Failure::new(
            "Error",
            format!("'status': expected 'ACTIVE', got '{other}'"),
        )),
    }
}

/// Waits until the server of the work is suspended.
pub(super) async fn wait_suspended(work: &Work) -> Result<(), Failure> {
    let mut pauses = Pauses::new();
    loop {
        if let Some(server) = fetch_own(work).await? {
            match status(&server) {
                "SUSPENDED" => return Ok(()),
                waiting if waiting == "ACTIVE" || ON_THE_WAY.contains(&waiting) => {}
                other => {
                    let name = text(&server, "name");
                    return Err(unknown_status(
                        &format!("Suspend of server {name} failed"),
                        other,
                    ));
                }
            }
        }
        pauses.next(&work.app.clock).await;
    }
}

/// Waits until the server of the work is gone.
pub(super) async fn wait_gone(work: &Work) -> Result<(), Failure> {
    let mut pauses = Pauses::new();
    loop {
        let server = match work.nova_get(&own_path(work)).await {
            Ok(mut shown) => shown.get_mut("server").map(Json::take),
            Err(error) if error.is_not_found() => return Ok(()),
            Err(error) if error.is_over_limit() || error.is_unavailable() => None,
            Err(error) => return Err(error.into()),
        };
        // The status of a server says nothing until the deletion has ended.
        let settled = server.filter(|server| text(server, "OS-EXT-STS:task_state") != "deleting");
        match settled.as_ref().map(status) {
            Some("DELETED") => return Ok(()),
            Some("SOFT_DELETED") => {
                let path = format!("{}/action", own_path(work));
                work.nova_post(&path, &json!({ "forceDelete": null }))
                    .await?;
            }
            Some("ERROR") => {
                let server = settled.unwrap_or_default();
                let fault = server.get("fault").cloned().unwrap_or_default();
                let message = fault
                    .get("message")
                    .and_then(Json::as_str)
                    .unwrap_or("Unknown");
                let code = match fault.get("code") {
                    Some(code) if !code.is_null() => code.to_string(),
                    _ => "None".to_owned(),
                };
                let name = text(&server, "name");
                let reason = format!("Server {name} delete failed: ({code}) {message}");
                return Err(in_error("ERROR", &reason));
            }
            _ => {}
        }
        pauses.next(&work.app.clock).await;
    }
}

/// What is wrong with a server in `ERROR`.
fn error_of(server: &Json) -> Failure {
    let fault = server.get("fault");
    let member = |key: &str| match fault.and_then(|fault| fault.get(key)) {
        Some(Json::String(text)) => text.clone(),
        Some(other) if !other.is_null() => other.to_string(),
        _ => "Unknown".to_owned(),
    };
    let (message, code) = (member("message"), member("code"));
    in_error("ERROR", &format!("Message: {message}, Code: {code}"))
}
