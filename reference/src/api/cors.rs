//! Cross-origin requests, as upstream's CORS middleware answers them.
//!
//! It is outside everything else: it sees the finished answer, adds headers for the origins that
//! the configuration names, and makes an empty 200 of every refusal of an OPTIONS request.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header};

use super::render::Body;

/// Verbs that a preflight may ask for.
const METHODS: [&str; 5] = ["GET", "PUT", "POST", "DELETE", "PATCH"];
/// Headers that a preflight may ask for.
const HEADERS: [&str; 15] = [
    "accept",
    "accept-language",
    "cache-control",
    "content-language",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
    "x-auth-token",
    "x-identity-status",
    "x-roles",
    "x-service-catalog",
    "x-user-id",
    "x-tenant-id",
    "x-openstack-request-id",
];
/// Headers that scripts may read.
const EXPOSED: &str = "X-Auth-Token,X-Subject-Token,X-Service-Token,X-OpenStack-Request-ID";
/// Seconds for which a browser may remember a preflight.
const MAX_AGE: &str = "3600";

/// An answer to an OPTIONS request: refusals become an empty 200, which has no request id either.
pub(super) fn preflight(
    origins: &[String],
    request: &HeaderMap,
    answer: Response<Body>,
) -> Response<Body> {
    let mut response = if answer.status().is_success() {
        answer
    } else {
        Response::new(Body::default())
    };
    let Some(origin) = allowed_origin(origins, request) else {
        return response;
    };
    let Some(method) = request.get(header::ACCESS_CONTROL_REQUEST_METHOD) else {
        return response;
    };
    if !METHODS
        .iter()
        .any(|known| known.as_bytes() == method.as_bytes())
    {
        return response;
    }
    let asked = request
        .get(header::ACCESS_CONTROL_REQUEST_HEADERS)
        .and_then(|names| names.to_str().ok())
        .unwrap_or_default();
    let asked: Vec<&str> = asked
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    if !asked
        .iter()
        .all(|name| HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name)))
    {
        return response;
    }
    let headers = response.headers_mut();
    admit(headers, origin);
    headers.insert(
        header::ACCESS_CONTROL_MAX_AGE,
        HeaderValue::from_static(MAX_AGE),
    );
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, method.clone());
    if let Ok(asked) = HeaderValue::try_from(asked.join(","))
        && !asked.is_empty()
    {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked);
    }
    response
}

/// Adds the headers that let a script of an allowed origin read the answer.
pub(super) fn expose(origins: &[String], request: &HeaderMap, response: &mut Response<Body>) {
    if let Some(origin) = allowed_origin(origins, request) {
        admit(response.headers_mut(), origin);
        response.headers_mut().insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(EXPOSED),
        );
    }
}

/// Whether the request is a question about what is allowed.
pub(super) fn is_preflight(method: &Method) -> bool {
    method == Method::OPTIONS
}

fn admit(headers: &mut HeaderMap, origin: HeaderValue) {
    let insert = |headers: &mut HeaderMap, name: HeaderName, value| headers.insert(name, value);
    insert(headers, header::VARY, HeaderValue::from_static("Origin"));
    insert(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    insert(
        headers,
        header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
        HeaderValue::from_static("true"),
    );
}

/// The request's origin, or `*`, if the configuration allows it.
fn allowed_origin(origins: &[String], request: &HeaderMap) -> Option<HeaderValue> {
    if origins.is_empty() {
        return None;
    }
    let origin = request.get(header::ORIGIN)?;
    if origins
        .iter()
        .any(|known| known.as_bytes() == origin.as_bytes())
    {
        return Some(origin.clone());
    }
    origins
        .iter()
        .any(|known| known == "*")
        .then(|| HeaderValue::from_static("*"))
}
