//! From what a handler returned to an HTTP response.

use std::sync::Arc;

use bytes::Bytes;
use heat_spec::{Fault, Rendering, fault};
use http::{HeaderValue, Response, StatusCode, header};

use super::fault_body;
use super::plain_body::plain;
use super::reply::{Answer, Refusal, Reply};
use super::request_id::RequestId;

pub(super) use axum::body::Body;

/// What of a request shapes the form of its answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    /// The `Accept` header, which chooses the form of plain answers.
    pub(super) accept: Option<&'a str>,
    /// Whether the request's own content type was XML, which chooses the form of faults.
    pub(super) sent_xml: bool,
    /// The id that the answer will carry, for the log.
    pub(super) request_id: RequestId,
}

impl Asked<'_> {
    /// The response to what a handler returned.
    pub(super) fn answer(self, answer: Answer) -> Response<Body> {
        match answer {
            Ok(Reply::Json {
                status,
                body,
                location,
            }) => {
                let mut response = json(status, Bytes::from(body.to_strict_json()));
                if let Some(url) = location.and_then(|url| HeaderValue::try_from(url).ok()) {
                    response.headers_mut().insert(header::LOCATION, url);
                }
                response
            }
            Ok(Reply::Rendered(text)) => json(200, Bytes::from_owner(Shared(text))),
            Ok(Reply::Plain { status, location }) => {
                plain(status, location.as_deref(), self.accept)
            }
            Err(Refusal::Fault(fault)) => self.fault(&fault),
            Err(refusal) => self.failure(&refusal),
        }
    }

    /// The response to a client's mistake.
    pub(super) fn fault(self, refused: &Fault) -> Response<Body> {
        let Some(kind) = fault::fault_type(refused.error_type) else {
            return self.failure(refused);
        };
        let message = kind.shows_message.then(|| refused.text(Rendering::Twice));
        self.fault_body(kind.status, kind.name, message.as_deref())
    }

    /// The response to a mistake of the server's own: the log has the reason, the client has not.
    pub(super) fn failure(self, reason: &(dyn std::error::Error + 'static)) -> Response<Body> {
        tracing::error!(request_id = %self.request_id, error = reason, "the request failed");
        self.fault_body(500, "HTTPInternalServerError", None)
    }

    fn fault_body(self, status: u16, kind: &str, message: Option<&str>) -> Response<Body> {
        if self.sent_xml {
            let mut response = with_body(
                "application/xml; charset=UTF-8",
                Bytes::from(fault_body::xml(status)),
            );
            set_status(&mut response, status);
            return response;
        }
        json(status, Bytes::from(fault_body::json(status, kind, message)))
    }
}

/// A response with a JSON body.
pub(super) fn json(status: u16, body: Bytes) -> Response<Body> {
    let mut response = with_body("application/json", body);
    set_status(&mut response, status);
    response
}

/// A 200 with a body of that type.
pub(super) fn with_body(content_type: &'static str, body: Bytes) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn set_status(response: &mut Response<Body>, status: u16) {
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
}

/// Text that is shared with a cache, as bytes.
struct Shared(Arc<str>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
