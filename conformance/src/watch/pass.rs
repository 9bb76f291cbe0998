//! One request, passed on to the service, and its answer, passed back while it comes.

use std::fmt::Display;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, LOCATION, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures::stream;

use super::readdress::Readdress;
use super::recording::Recording;
use crate::client::root_cause;

/// No service takes more.
const MAX_REQUEST_BYTES: usize = 64 << 20;

/// Headers that are about one connection and not about the message.
const OF_CONNECTION: [HeaderName; 7] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// A way from a client to a service.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<'a> {
    pub(super) http: &'a reqwest::Client,
    /// The service's address.
    pub(super) root: &'a str,
    /// Addresses in answers, and what stands in their place.
    pub(super) pairs: &'a [(&'a str, &'a str)],
}

/// Passes a request on; `begin` is told verb, path, URL and headers, and keeps what comes if it
/// wants to.
pub(super) async fn pass(
    way: Way<'_>,
    request: Request,
    begin: impl FnOnce(&str, &str, &str, &HeaderMap) -> Option<Recording>,
) -> Response {
    let is_head = request.method() == Method::HEAD;
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_REQUEST_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let path_and_query = parts
        .uri
        .path_and_query()
        .map_or("/", |whole| whole.as_str());
    let url = format!("{}{path_and_query}", way.root);
    let mut recording = begin(
        parts.method.as_str(),
        parts.uri.path(),
        &url,
        &parts.headers,
    );
    let mut unanswered = |reason: &dyn Display| {
        if let Some(recording) = &mut recording {
            recording.end(Some(reason.to_string()));
        }
        let text = format!(
            "heat-conformance watch: no answer from {}: {reason}\n",
            way.root
        );
        (StatusCode::BAD_GATEWAY, text).into_response()
    };
    let url = match reqwest::Url::parse(&url) {
        Ok(url) => url,
        Err(error) => return unanswered(&error),
    };
    let mut sent = reqwest::Request::new(parts.method, url);
    *sent.headers_mut() = onward(&parts.headers);
    if !body.is_empty() || parts.headers.contains_key(CONTENT_LENGTH) {
        *sent.body_mut() = Some(body.into());
    }
    let answer = match way.http.execute(sent).await {
        Ok(answer) => answer,
        Err(error) => return unanswered(&root_cause(&error)),
    };
    if let Some(recording) = &mut recording {
        recording.answered(answer.status().as_u16(), answer.headers());
    }
    let status = answer.status();
    let is_text = is_text(answer.headers());
    let mut headers = without_connection(answer.headers());
    readdress_location(&mut headers, way.pairs);
    if is_text && !is_head {
        // Another address may have another length.
        headers.remove(CONTENT_LENGTH);
    }
    let readdress = Readdress::new(if is_text { way.pairs } else { &[] });
    let flow = Flow {
        answer,
        readdress,
        recording,
        is_over: false,
    };
    // Nobody takes the pieces of an answer that has none.
    let is_empty = is_head
        || matches!(status.as_u16(), 100..=199 | 204 | 304)
        || flow.answer.content_length() == Some(0);
    let mut response = Response::new(if is_empty {
        flow.without_body()
    } else {
        Body::from_stream(stream::try_unfold(flow, Flow::next))
    });
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// An answer that is passed back.
struct Flow {
    answer: reqwest::Response,
    readdress: Readdress,
    recording: Option<Recording>,
    is_over: bool,
}

impl Flow {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, reqwest::Error> {
        while !self.is_over {
            let out = match self.answer.chunk().await {
                Ok(Some(piece)) => {
                    if let Some(recording) = &mut self.recording {
                        recording.add(&piece);
                    }
                    self.readdress.push(&piece)
                }
                Ok(None) => {
                    self.end(None);
                    self.readdress.finish()
                }
                Err(error) => {
                    self.end(Some(root_cause(&error)));
                    return Err(error);
                }
            };
            if !out.is_empty() {
                return Ok(Some((out, self)));
            }
        }
        Ok(None)
    }

    fn without_body(mut self) -> Body {
        self.end(None);
        Body::empty()
    }

    fn end(&mut self, unanswered: Option<String>) {
        self.is_over = true;
        if let Some(recording) = &mut self.recording {
            recording.end(unanswered);
        }
    }
}

/// The headers of a request, as the service gets them.
fn onward(headers: &HeaderMap) -> HeaderMap {
    let mut headers = without_connection(headers);
    // What is compressed could not be read on its way.
    for name in [CONTENT_LENGTH, HOST, EXPECT, ACCEPT_ENCODING] {
        headers.remove(name);
    }
    headers
}

fn without_connection(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for name in OF_CONNECTION {
        headers.remove(name);
    }
    headers
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.contains("json") || kind.starts_with("text/"))
}

fn readdress_location(headers: &mut HeaderMap, pairs: &[(&str, &str)]) {
    if let Some(location) = headers.get(LOCATION) {
        let changed = Readdress::new(pairs).whole(location.as_bytes());
        if let Ok(changed) = HeaderValue::from_bytes(&changed) {
            headers.insert(LOCATION, changed);
        }
    }
}
