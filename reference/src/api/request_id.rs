//! The id that an answer carries, so that a client can name a request when it reports a problem.

use http::{HeaderName, HeaderValue};
use uuid::Uuid;

/// The header.
pub(crate) static HEADER: HeaderName = HeaderName::from_static("x-openstack-request-id");

/// A new id: `req-` and a UUID.
///
/// An id that the client sends is never taken over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestId(Uuid);

impl RequestId {
    /// A new id.
    pub(crate) fn new() -> Self {
        Self(Uuid::new_v4())
    }

    /// The header's value.
    pub(crate) fn header_value(self) -> HeaderValue {
        HeaderValue::try_from(self.to_string()).unwrap_or_else(|_| HeaderValue::from_static("req-"))
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "req-{}", self.0.hyphenated())
    }
}
