//! One request to a service of the cloud, without the HTTP.

use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// What need not be encoded in a path segment or a query.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A request that was authenticated.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The method.
    pub(crate) method: Method,
    /// The path as it was sent, without the query.
    pub(crate) path: String,
    /// The path's segments, decoded; empty ones are left out.
    pub(crate) segments: Vec<String>,
    /// The query's pairs, decoded, in order.
    pub(crate) query: Vec<(String, String)>,
    /// The project that asks.
    pub(crate) project: String,
    /// Scheme and authority of the service's endpoint, for links.
    pub(crate) base_url: String,
    /// The body, if there is one.
    pub(crate) body: Option<Value>,
}

impl Call {
    /// Takes a request apart.
    ///
    /// # Errors
    ///
    /// If there is a body that is no JSON.
    pub(crate) fn new(
        method: Method,
        path: &str,
        query: Option<&str>,
        project: &str,
        base_url: &str,
        body: &[u8],
    ) -> Result<Self, Refusal> {
        let body = if body.is_empty() {
            None
        } else {
            Some(
                serde_json::from_slice(body)
                    .map_err(|_| Refusal::new(400, "HTTPBadRequest", "Malformed request body"))?,
            )
        };
        Ok(Self {
            method,
            path: path.to_owned(),
            segments: path
                .split('/')
                .filter(|segment| !segment.is_empty())
                .map(decode)
                .collect(),
            query: query.map(pairs).unwrap_or_default(),
            project: project.to_owned(),
            base_url: base_url.to_owned(),
            body,
        })
    }

    /// The segments, for matching.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// The last value of a query parameter.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The map that the body holds under a name, if it does.
    pub(crate) fn member(&self, name: &str) -> Option<&Map<String, Value>> {
        self.body.as_ref()?.get(name)?.as_object()
    }
}

/// Text as it stands in a path segment or a query.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (
                decode(&name.replace('+', " ")),
                decode(&value.replace('+', " ")),
            )
        })
        .collect()
}

/// The text that was [encoded](encode), or encoded more than needed.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
