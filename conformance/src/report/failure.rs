//! A broken check as reports show it: what differs, and the exchange that shows it.

use serde::Serialize;

use crate::check::{At, Check};
use crate::client::Exchange;

/// A broken check.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// Where it differs.
    pub at: At,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub seen: String,
    /// The exchange in one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<String>,
    /// The request as a line for a shell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curl: Option<String>,
    /// The request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Message>,
    /// The answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Message>,
}

/// A request or an answer, redacted.
#[derive(Debug, Serialize)]
pub struct Message {
    /// Verb and URL, or the status.
    pub line: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
}

impl Failure {
    /// The failure behind a broken check; nothing if it is met.
    pub(crate) fn of(check: &Check) -> Option<Self> {
        let difference = check.difference.as_ref()?;
        let exchange = check.exchange.as_deref();
        Some(Self {
            at: difference.at.clone(),
            expected: difference.expected.clone(),
            seen: difference.seen.clone(),
            exchange: exchange.map(Exchange::to_string),
            curl: exchange.map(Exchange::curl),
            request: exchange.map(|exchange| Message {
                line: format!("{} {}", exchange.method, exchange.url),
                headers: exchange.request_headers.clone(),
                body: exchange.request_body.clone(),
            }),
            response: exchange.map(|exchange| Message {
                line: exchange.status.to_string(),
                headers: exchange.headers.clone(),
                body: Some(exchange.body.clone()),
            }),
        })
    }
}
