//! Glance's errors as python-glanceclient tells them.

use serde_json::Value;

use super::Response;
use super::error::ClientError;
use crate::cloud::service::Service;

const CLASSES: &[(u16, &str)] = &[
    (300, "HTTPMultipleChoices"),
    (400, "HTTPBadRequest"),
    (401, "HTTPUnauthorized"),
    (403, "HTTPForbidden"),
    (404, "HTTPNotFound"),
    (405, "HTTPMethodNotAllowed"),
    (409, "HTTPConflict"),
    (413, "HTTPOverLimit"),
    (500, "HTTPInternalServerError"),
    (501, "HTTPNotImplemented"),
    (502, "HTTPBadGateway"),
    (503, "HTTPServiceUnavailable"),
];

pub(super) fn error(response: &Response) -> ClientError {
    let class = CLASSES
        .iter()
        .find(|(status, _)| *status == response.status)
        .map_or("HTTPException", |(_, class)| *class);
    let kind = response.header("content-type").unwrap_or_default();
    let details = if response.body.is_empty() {
        String::new()
    } else if kind.contains("json") {
        messages(&response.json().unwrap_or_default())
    } else if kind.contains("html") {
        words(&response.body)
    } else {
        response.body.replace("\n\n", "\n")
    };
    let details = if details.is_empty() { class } else { &details };
    ClientError {
        service: Service::Image,
        class,
        status: Some(response.status),
        message: format!("HTTP {details}"),
    }
}

/// The messages of the maps in a map.
fn messages(body: &Value) -> String {
    let messages: Vec<&str> = body
        .as_object()
        .into_iter()
        .flat_map(|body| body.values())
        .filter_map(|error| error.get("message")?.as_str())
        .collect();
    messages.join("\n")
}

/// The lines of a page without its tags, each once.
fn words(page: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in page.lines() {
        let line = without_tags(line.trim());
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join(": ")
}

fn without_tags(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<')
        && let Some((_, after)) = tag.split_once('>')
    {
        text.push_str(before);
        rest = after;
    }
    text + rest
}
