//! The answer to a request without a valid token: neither a fault nor a plain answer, but the body
//! of the token middleware in front of upstream's API.

use bytes::Bytes;
use http::{HeaderValue, Response, header};

use super::render::{Body, json};

const BODY: &str = "{\"error\": {\"code\": 401, \"title\": \"Unauthorized\", \"message\": \
                    \"The request you have made requires authentication.\"}}";

/// 401, with the challenge that says where tokens come from.
pub(super) fn unauthorized(challenge: &HeaderValue) -> Response<Body> {
    let mut response = json(401, Bytes::from_static(BODY.as_bytes()));
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge.clone());
    response
}

/// The challenge for an identity service at that URL, which ends in `/v3`.
pub(super) fn challenge(identity_url: &str) -> HeaderValue {
    HeaderValue::try_from(format!("Keystone uri=\"{identity_url}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("Keystone"))
}
