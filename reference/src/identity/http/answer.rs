//! Answers of the identity service.

use std::any::Any;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use super::KeystoneFault;

/// What a handler returns.
pub(super) type Answer = Result<Response, KeystoneFault>;

/// A JSON body.
pub(super) fn with_json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

/// 200 with a body.
pub(super) fn ok(body: &Value) -> Response {
    with_json(StatusCode::OK, body)
}

/// 201 with a body.
pub(super) fn created(body: &Value) -> Response {
    with_json(StatusCode::CREATED, body)
}

/// 204.
pub(super) fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

impl IntoResponse for KeystoneFault {
    fn into_response(self) -> Response {
        if let Self::Failed(error) = &self {
            let error: &dyn std::error::Error = error;
            tracing::error!(error, "the identity service failed");
        }
        let status =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut error = json!({
            "code": status.as_u16(),
            "message": self.to_string(),
            "title": status.canonical_reason(),
        });
        if matches!(self, Self::UnsupportedMethod) {
            error["identity"] = json!({ "methods": ["password", "token"] });
        }
        with_json(status, &json!({ "error": error }))
    }
}

/// The answer after a panic; the panic itself was reported where it happened.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    let error = json!({
        "code": 500,
        "message": "An unexpected error prevented the server from fulfilling your request.",
        "title": "Internal Server Error",
    });
    with_json(
        StatusCode::INTERNAL_SERVER_ERROR,
        &json!({ "error": error }),
    )
}
