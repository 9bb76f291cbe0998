//! The host by which a client reached the server: what its links are made of.

use http::uri::Authority;
use http::{HeaderMap, header};

/// Host and port of the `Host` header, or `own` if the client sends none.
///
/// Nothing if the header is no host: links that hold whatever was sent would be a trap.
pub(crate) fn authority<'a>(headers: &'a HeaderMap, own: &'a str) -> Option<&'a str> {
    let Some(host) = headers.get(header::HOST).filter(|host| !host.is_empty()) else {
        return Some(own);
    };
    let host = host.to_str().ok()?;
    let is_host = host.parse::<Authority>().is_ok() && !host.contains('@');
    is_host.then_some(host)
}

/// The host alone.
pub(crate) fn without_port(authority: &str) -> String {
    let parsed = authority.parse::<Authority>();
    parsed.map_or_else(|_| authority.to_owned(), |parsed| parsed.host().to_owned())
}
