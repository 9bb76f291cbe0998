//! Why a service of the cloud did not do what it was asked.

use std::borrow::Cow;

use serde_json::json;

use super::reply::{Content, Reply};
use super::service::Service;

/// An error reply, before it takes the shape that its service gives to errors.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The status.
    pub(crate) status: u16,
    /// Neutron's name for the error; the other services do not show it.
    pub(crate) kind: &'static str,
    /// What the client is told.
    pub(crate) message: Cow<'static, str>,
}

impl Refusal {
    /// A refusal.
    pub(crate) fn new(
        status: u16,
        kind: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            kind,
            message: message.into(),
        }
    }

    /// There is nothing under the path.
    pub(crate) fn no_route() -> Self {
        Self::new(404, "HTTPNotFound", "The resource could not be found.")
    }

    /// The reply, as the service words it.
    pub(crate) fn render(&self, service: Service) -> Reply {
        let body = match service {
            Service::Compute => Content::Json(json!({
                compute_key(self.status): { "code": self.status, "message": self.message },
            })),
            Service::Network => Content::Json(json!({
                "NeutronError": { "type": self.kind, "message": self.message, "detail": "" },
            })),
            Service::Image => Content::Html(image_page(self.status, &self.message)),
        };
        Reply::new(self.status, body)
    }
}

/// The key under which Nova's error bodies hold code and message.
fn compute_key(status: u16) -> &'static str {
    match status {
        400 => "badRequest",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "itemNotFound",
        405 => "badMethod",
        409 => "conflictingRequest",
        413 | 429 => "overLimit",
        415 => "badMediaType",
        501 => "notImplemented",
        503 => "serviceUnavailable",
        _ => "computeFault",
    }
}

/// Glance answers errors with a page.
fn image_page(status: u16, message: &str) -> String {
    let reason = http::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("Error");
    let message = message
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(
        "<html>\n <head>\n  <title>{status} {reason}</title>\n </head>\n <body>\n  \
         <h1>{status} {reason}</h1>\n  {message}<br /><br />\n\n\n </body>\n</html>"
    )
}
