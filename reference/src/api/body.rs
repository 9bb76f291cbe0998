//! The body of a request, under upstream's rules about which bodies are read at all.
//!
//! A body counts only if its length is declared, its type is JSON, plain text or absent, and its
//! first byte is `{`. Any other body is as good as none; an operation that needs one then refuses
//! the request with the general sentence.

use std::time::Duration;

use heat_spec::{Fault, Map, Value, fault, json};
use http::{HeaderMap, Method, header};
use http_body_util::BodyExt;

use super::render::Body;

/// How long a client may take to send a body.
const TIME_LIMIT: Duration = Duration::from_mins(1);
/// How long a client may pause while it sends a body that does not matter.
const PATIENCE: Duration = Duration::from_secs(1);
/// How much of a body that is too long is read, so that the client gets to see the refusal; the
/// connection of one that is longer is cut.
const DRAIN_LIMIT: u64 = 64 << 20;

/// The JSON object in the body; nothing if there is no body that is read.
pub(super) async fn read(
    method: &Method,
    headers: &HeaderMap,
    query: &[(String, String)],
    body: &mut Body,
    max_size: usize,
) -> Result<Option<Map>, Fault> {
    if http_body::Body::is_end_stream(body) {
        return Ok(None);
    }
    let is_wanted = declared_length(headers) > 0 && is_json(content_type(method, headers, query));
    let received = tokio::time::timeout(TIME_LIMIT, receive(body, is_wanted, max_size));
    let Ok(Some(Received { kept, length })) = received.await else {
        return Err(fault::bad_request());
    };
    if kept.first() != Some(&b'{') {
        return Ok(None);
    }
    if length > max_size as u64 {
        return Err(fault::body_too_large(length, max_size));
    }
    let text = std::str::from_utf8(&kept).map_err(|error| undecodable(&kept, error))?;
    match json::read(text) {
        Ok(Value::Map(map)) => Ok(Some(map)),
        // Text that starts with `{` is an object or an error.
        Ok(_) => Ok(None),
        Err(error) => Err(fault::malformed_json(error)),
    }
}

/// Reads what is left of a body that did not matter, so that the client gets to see the answer: a
/// connection that is closed with something unread is reset.
pub(super) async fn drain(headers: &HeaderMap, body: &mut Body) {
    // Who asks before sending is answered before sending.
    if headers.contains_key(header::EXPECT) {
        return;
    }
    let mut left = DRAIN_LIMIT;
    while let Ok(Some(Ok(frame))) = tokio::time::timeout(PATIENCE, body.frame()).await {
        let length = frame.data_ref().map_or(0, |data| data.len() as u64);
        left = left.saturating_sub(length);
        if left == 0 {
            break;
        }
    }
}

/// Whether a request's own content type is XML, which chooses the form of faults.
pub(super) fn is_xml(headers: &HeaderMap) -> bool {
    media_type(headers) == "application/xml"
}

struct Received {
    /// The bytes, or nothing if they are of no use: not wanted, too many, or not an object.
    kept: Vec<u8>,
    /// How many there were.
    length: u64,
}

/// Reads the body to its end; nothing if it breaks off or never ends.
async fn receive(body: &mut Body, is_wanted: bool, max_size: usize) -> Option<Received> {
    let mut received = Received {
        kept: Vec::new(),
        length: 0,
    };
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.ok()?.into_data() else {
            continue;
        };
        received.length += data.len() as u64;
        if is_wanted && received.kept.len() <= max_size {
            received.kept.extend_from_slice(&data);
        }
        if received.length > DRAIN_LIMIT {
            *body = Body::empty();
            break;
        }
    }
    Some(received)
}

fn declared_length(headers: &HeaderMap) -> u64 {
    headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok())
        .unwrap_or(0)
}

fn is_json(content_type: &str) -> bool {
    content_type.is_empty()
        || content_type.starts_with("text/plain")
        || content_type == "application/json"
        || content_type == "JSON"
}

/// The header without its parameters, or on GET the query parameter that AWS clients send.
fn content_type<'a>(
    method: &Method,
    headers: &'a HeaderMap,
    query: &'a [(String, String)],
) -> &'a str {
    let in_query = query.iter().rev().find(|(name, _)| name == "ContentType");
    match in_query {
        Some((_, value)) if method == Method::GET && !value.is_empty() => value,
        _ => media_type(headers),
    }
}

fn media_type(headers: &HeaderMap) -> &str {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map_or("", |value| {
            value.split_once(';').map_or(value, |(kind, _)| kind).trim()
        })
}

/// Python's sentence about bytes that are no UTF-8.
fn undecodable(bytes: &[u8], error: std::str::Utf8Error) -> Fault {
    let start = error.valid_up_to();
    let length = error.error_len().unwrap_or(bytes.len() - start);
    let reason = match error.error_len() {
        None => "unexpected end of data",
        Some(1) if !is_leading(bytes[start]) => "invalid start byte",
        Some(_) => "invalid continuation byte",
    };
    let place = if length == 1 {
        format!("byte 0x{:02x} in position {start}", bytes[start])
    } else {
        format!("bytes in position {start}-{}", start + length - 1)
    };
    fault::malformed_json(format_args!("'utf-8' codec can't decode {place}: {reason}"))
}

/// Whether the byte may start a character of several bytes.
fn is_leading(byte: u8) -> bool {
    (0xc2..=0xf4).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undecodable_bytes_are_described_as_cpython_does() {
        // Each message was printed by CPython 3.11.
        for (bytes, message) in [
            (
                &b"{\"\xff"[..],
                "byte 0xff in position 2: invalid start byte",
            ),
            (
                b"{\xc3(",
                "byte 0xc3 in position 1: invalid continuation byte",
            ),
            (
                b"{\xe2\x82(",
                "bytes in position 1-2: invalid continuation byte",
            ),
            (
                b"{\xe2\x82",
                "bytes in position 1-2: unexpected end of data",
            ),
            (b"{\xc3", "byte 0xc3 in position 1: unexpected end of data"),
            (b"{\x80", "byte 0x80 in position 1: invalid start byte"),
            (b"{\xc0\x80", "byte 0xc0 in position 1: invalid start byte"),
            (
                b"{\xed\xa0\x80",
                "byte 0xed in position 1: invalid continuation byte",
            ),
            (b"{\xf5\x80", "byte 0xf5 in position 1: invalid start byte"),
        ] {
            let error = std::str::from_utf8(bytes).unwrap_err();
            let expected = format!("'utf-8' codec can't decode {message}");
            assert_eq!(undecodable(bytes, error).message, expected);
        }
    }
}
