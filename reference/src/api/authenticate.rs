//! The token that a request carries.

use http::{HeaderMap, HeaderName};

static AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
/// Another name of the header, from the time when Swift had tokens of its own.
static STORAGE_TOKEN: HeaderName = HeaderName::from_static("x-storage-token");

/// The token; the second header counts only where the first is not sent at all.
pub(super) fn presented_token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(&AUTH_TOKEN)
        .or_else(|| headers.get(&STORAGE_TOKEN))
        .and_then(|token| token.to_str().ok())
        .filter(|token| !token.is_empty())
}
