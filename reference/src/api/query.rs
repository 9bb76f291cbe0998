//! The query of a URL as pairs, read and written.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

/// What stands for itself.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The pairs in order, `+` as a space, broken escapes as they stand.
///
/// Nothing if a name or a value is no UTF-8: the client is told so.
pub(crate) fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}

/// Writes pairs as a form has them: a blank becomes `+`.
pub(crate) fn encode<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    pairs
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// A text as one segment of a path.
pub(crate) fn encoded_segment(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

fn encoded(text: &str) -> String {
    text.split(' ')
        .map(|word| utf8_percent_encode(word, UNRESERVED).to_string())
        .collect::<Vec<_>>()
        .join("+")
}

fn decode(text: &str) -> Option<String> {
    let spaced = if text.contains('+') {
        Cow::Owned(text.replace('+', " "))
    } else {
        Cow::Borrowed(text)
    };
    let decoded = percent_decode(spaced.as_bytes()).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn pairs_are_decoded_in_order() {
        insta::assert_debug_snapshot!(
            super::pairs("limit=1&&a+b=%20c%2B&flag&limit=1;limit=2&bad=%zz&%C3%A9=%F0%9F%98%80"),
            @r#"
        Some(
            [
                (
                    "limit",
                    "1",
                ),
                (
                    "a b",
                    " c+",
                ),
                (
                    "flag",
                    "",
                ),
                (
                    "limit",
                    "1;limit=2",
                ),
                (
                    "bad",
                    "%zz",
                ),
                (
                    "é",
                    "😀",
                ),
            ],
        )
        "#
        );
        assert_eq!(super::pairs("limit=%ff"), None);
    }
}
