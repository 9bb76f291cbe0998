//! Nova's errors as python-novaclient tells them.

use serde_json::Value;

use super::Response;
use super::error::ClientError;
use crate::cloud::service::Service;

/// Status, exception, and the text for answers without one.
const CLASSES: &[(u16, &str, &str)] = &[
    (400, "BadRequest", "Bad request"),
    (401, "Unauthorized", "Unauthorized"),
    (403, "Forbidden", "Forbidden"),
    (404, "NotFound", "Not found"),
    (405, "MethodNotAllowed", "Method Not Allowed"),
    (406, "NotAcceptable", "Not Acceptable"),
    (409, "Conflict", "Conflict"),
    (413, "OverLimit", "Over limit"),
    (429, "RateLimit", "Rate limit"),
    (501, "HTTPNotImplemented", "Not Implemented"),
];

pub(super) fn error(response: &Response) -> ClientError {
    let (class, default) = CLASSES
        .iter()
        .find(|(status, ..)| *status == response.status)
        .map_or(("ClientException", "Unknown Error"), |(_, class, text)| {
            (*class, *text)
        });
    let told = response.json().and_then(|body| message(&body));
    let mut message = format!(
        "{} (HTTP {})",
        told.as_deref().unwrap_or(default),
        response.status
    );
    if let Some(id) = response.header("x-compute-request-id") {
        message = format!("{message} (Request-ID: {id})");
    }
    ClientError {
        service: Service::Compute,
        class,
        status: Some(response.status),
        message,
    }
}

/// The message of an error body: at its top, or under its first key.
fn message(body: &Value) -> Option<String> {
    let body = body.as_object()?;
    let message = match body.get("message") {
        Some(message) => message,
        None => body.values().next()?.get("message")?,
    };
    message
        .as_str()
        .filter(|message| !message.is_empty())
        .map(ToOwned::to_owned)
}
