//! `/healthcheck`: whether the server answers; no token, no version, no request id.

use std::convert::Infallible;

use bytes::Bytes;
use http::{Method, Response, StatusCode};

use super::accept::{Form, preferred_form};
use super::render::{Body, with_body};

const PAGE: &str = "<HTML>\n<HEAD><TITLE>Healthcheck Status</TITLE></HEAD>\n<BODY>\n\n\
                    <H2>Result of 0 checks:</H2>\n<TABLE bgcolor=\"#ffffff\" border=\"1\">\n\
                    <TBODY>\n<TR>\n\n<TH>\nReason\n</TH>\n</TR>\n\n</TBODY>\n</TABLE>\n\
                    <HR></HR>\n\n</BODY>\n</HTML>";
const OBJECT: &str = "{\n    \"detailed\": false,\n    \"reasons\": []\n}";

/// Whether the path is the check's.
pub(super) fn is_healthcheck(path: &str) -> bool {
    path.strip_prefix("/healthcheck")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The answer: nothing is checked, so all is well.
pub(super) fn healthcheck(method: &Method, accept: Option<&str>) -> Response<Body> {
    if method == Method::HEAD {
        // A body of unknown length, so that no length is told where nothing may follow.
        let mut response = Response::new(Body::from_stream(futures::stream::empty::<
            Result<Bytes, Infallible>,
        >()));
        *response.status_mut() = StatusCode::NO_CONTENT;
        return response;
    }
    // A client that takes anything gets text here, unlike elsewhere.
    match accept
        .filter(|accept| !accept.starts_with('*'))
        .map(Some)
        .map(preferred_form)
    {
        Some(Form::Json) => with_body("application/json", Bytes::from_static(OBJECT.as_bytes())),
        Some(Form::Html) => with_body(
            "text/html; charset=UTF-8",
            Bytes::from_static(PAGE.as_bytes()),
        ),
        Some(Form::Text) | None => with_body("text/plain; charset=UTF-8", Bytes::new()),
    }
}
