//! Strings of JSON.

use super::{JsonError, JsonErrorKind};

/// Reads the string whose opening quote is at byte `quote`; gives it with the offset after its
/// closing quote.
pub(super) fn read(text: &str, quote: usize) -> Result<(String, usize), JsonError> {
    let bytes = text.as_bytes();
    let fail = |message, offset| JsonError::new(JsonErrorKind::Syntax, message, text, offset);
    let mut out = String::new();
    let mut start = quote + 1;
    loop {
        let stop = bytes[start..]
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))
            .map(|length| start + length)
            .ok_or_else(|| fail("Unterminated string starting at", quote))?;
        out.push_str(&text[start..stop]);
        match bytes[stop] {
            b'"' => return Ok((out, stop + 1)),
            b'\\' => {}
            _ => return Err(fail("Invalid control character at", stop)),
        }
        let escape = *bytes
            .get(stop + 1)
            .ok_or_else(|| fail("Unterminated string starting at", quote))?;
        start = stop + 2;
        out.push(match escape {
            b'"' | b'\\' | b'/' => char::from(escape),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let (character, end) = unicode_escape(bytes, stop)
                    .ok_or_else(|| fail("Invalid \\uXXXX escape", stop + 1))?;
                start = end;
                character
            }
            _ => return Err(fail("Invalid \\escape", stop)),
        });
    }
}

/// The character of the `\uXXXX` at byte `backslash`, or of the surrogate pair that starts there,
/// and the offset after it. A surrogate without its partner is U+FFFD.
fn unicode_escape(bytes: &[u8], backslash: usize) -> Option<(char, usize)> {
    let first = hex_digits(bytes, backslash + 2)?;
    let end = backslash + 6;
    if (0xd800..0xdc00).contains(&first)
        && bytes.get(end..end + 2) == Some(b"\\u")
        && let Some(second @ 0xdc00..0xe000) = hex_digits(bytes, end + 2)
    {
        let joined = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return Some((char::from_u32(joined)?, end + 6));
    }
    let character = char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((character, end))
}

/// The number that four hexadecimal digits write. CPython wants one more character after them,
/// if only to say that the escape is at fault rather than the string's end.
fn hex_digits(bytes: &[u8], start: usize) -> Option<u32> {
    bytes.get(start + 4)?;
    bytes[start..start + 4].iter().try_fold(0, |number, &byte| {
        Some(number * 16 + char::from(byte).to_digit(16)?)
    })
}
