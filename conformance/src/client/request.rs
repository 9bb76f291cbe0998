//! Requests as scenarios make them.

use heat_spec::catalogue::Operation;
use indexmap::IndexMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::target::Role;

/// What is left as it is in a segment of a path: the unreserved characters of RFC 3986.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A request, not yet sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Who asks.
    pub(crate) role: Role,
    /// The verb.
    pub(crate) method: String,
    /// The path behind the endpoint's root, encoded: `/v1/PROJECT/stacks`.
    pub(crate) path: String,
    /// The query, encoded, without the question mark.
    pub(crate) query: String,
    /// Headers beyond those that every request has; they replace the usual ones of their name.
    pub(crate) headers: Vec<(String, String)>,
    /// The body.
    pub(crate) body: Body,
}

/// The body of a request.
#[derive(Clone, Debug, Default)]
pub(crate) enum Body {
    /// None.
    #[default]
    None,
    /// A JSON document.
    Json(Value),
    /// Any text.
    Text {
        /// Its media type; no header if none.
        media_type: Option<String>,
        /// The text.
        text: String,
    },
    /// Bytes that are said to be JSON.
    Bytes(Vec<u8>),
}

impl Request {
    /// A request of an operation; its first verb is used.
    ///
    /// Parameters of the path that are not given stand empty, which no operation accepts.
    pub(crate) fn of(
        operation: &Operation,
        role: Role,
        parameters: &IndexMap<String, String>,
    ) -> Self {
        let mut path = operation.path.as_str().to_owned();
        for name in operation.path.parameters() {
            let value = parameters.get(name).map_or("", String::as_str);
            path = path.replace(&format!("{{{name}}}"), &encoded_segment(value));
        }
        Self {
            role,
            method: operation.methods.first().cloned().unwrap_or_default(),
            path,
            query: String::new(),
            headers: Vec::new(),
            body: Body::None,
        }
    }

    /// The same request with a JSON body.
    #[must_use]
    pub(crate) fn with_json(mut self, body: Value) -> Self {
        self.body = Body::Json(body);
        self
    }

    /// The same request with a query, as it is.
    #[must_use]
    pub(crate) fn with_query(mut self, query: &str) -> Self {
        query.trim_start_matches('?').clone_into(&mut self.query);
        self
    }
}

/// A text as one segment of a path.
pub(crate) fn encoded_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_holds_any_text() {
        assert_eq!(encoded_segment("a b/c:ü~_-."), "a%20b%2Fc%3A%C3%BC~_-.");
    }
}
