//! What a service of the cloud answers.

use std::time::Duration;

use serde_json::Value;

use super::refusal::Refusal;

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: Content,
    /// Headers beside those that follow from the body.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// How long to hold the answer back.
    pub(crate) delay: Option<Duration>,
}

/// The body of an answer.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// No body.
    Empty,
    /// JSON.
    Json(Value),
    /// A page.
    Html(String),
}

/// What the rules of a service return.
pub(crate) type Answer = Result<Reply, Refusal>;

impl Reply {
    /// An answer without further headers.
    pub(crate) fn new(status: u16, body: Content) -> Self {
        Self {
            status,
            body,
            headers: Vec::new(),
            delay: None,
        }
    }

    /// 200 with a JSON body.
    pub(crate) fn ok(body: Value) -> Self {
        Self::json(200, body)
    }

    /// A JSON body.
    pub(crate) fn json(status: u16, body: Value) -> Self {
        Self::new(status, Content::Json(body))
    }

    /// No body.
    pub(crate) fn empty(status: u16) -> Self {
        Self::new(status, Content::Empty)
    }

    /// The same answer with one more header.
    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}
