//! Requests and answers as the proxy sees them.
//!
//! What no edit touches leaves as it came, byte for byte.

use axum::body::Bytes;
use axum::http::HeaderMap;
use reqwest::Url;
use serde_json::Value;

/// A request on its way to the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The verb.
    pub(crate) method: String,
    /// The path, encoded, without what stands before `/v1` at the target.
    pub(crate) path: String,
    /// The query, encoded, without the question mark.
    pub(crate) query: String,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
}

/// An answer on its way to the suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body.
    pub(crate) body: Bytes,
}

impl Asked {
    /// The parameters of the query in order, decoded.
    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        let Ok(url) = Url::parse(&format!("http://any/?{}", self.query)) else {
            return Vec::new();
        };
        url.query_pairs().into_owned().collect()
    }

    /// Puts other parameters into the query.
    pub(crate) fn set_query_pairs(&mut self, pairs: &[(String, String)]) {
        if let Ok(mut url) = Url::parse("http://any/") {
            url.query_pairs_mut().extend_pairs(pairs);
            url.query().unwrap_or_default().clone_into(&mut self.query);
        }
    }

    /// The body as JSON, if it is.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Changes the body if it is JSON; it stays as it came if nothing changes.
    pub(crate) fn change_json(&mut self, change: impl FnOnce(&mut Value)) {
        change_json(&mut self.body, change);
    }
}

impl Answer {
    /// The body as JSON, if it is.
    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Changes the body if it is JSON; it stays as it came if nothing changes.
    pub(crate) fn change_json(&mut self, change: impl FnOnce(&mut Value)) {
        change_json(&mut self.body, change);
    }
}

fn change_json(body: &mut Bytes, change: impl FnOnce(&mut Value)) {
    let Ok(before) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    let mut after = before.clone();
    change(&mut after);
    if after != before {
        *body = after.to_string().into();
    }
}
