//! Numbers of JSON.

use crate::{Number, value::MAX_DIGITS};

/// A number at the start of a text.
pub(super) enum Scanned {
    /// The number and its length in bytes.
    Number(Number, usize),
    /// An integer with this many digits, which is too many.
    TooLong(usize),
    /// No number at all.
    Nothing,
}

/// Reads the number at the start of the text; what follows it is not looked at.
pub(super) fn scan(text: &str) -> Scanned {
    let bytes = text.as_bytes();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let end = match bytes.get(sign) {
        Some(b'0') => sign + 1,
        Some(b'1'..=b'9') => sign + digits(&bytes[sign..]),
        _ => return Scanned::Nothing,
    };
    let (end, is_float) = fraction_and_exponent(bytes, end);
    let literal = &text[..end];
    if is_float {
        // Rust reads every literal of this form, with the same rounding as CPython.
        let number = literal.parse().unwrap_or(f64::NAN);
        return Scanned::Number(Number::Float(number), end);
    }
    if end - sign > MAX_DIGITS {
        return Scanned::TooLong(end - sign);
    }
    match Number::parse_integer(literal, 10) {
        Some(number) => Scanned::Number(number, end),
        None => Scanned::Nothing,
    }
}

/// The end of the literal whose integer part ends at `end`, and whether it is a float. A point or
/// an `e` without digits after it belongs to whatever follows.
fn fraction_and_exponent(bytes: &[u8], mut end: usize) -> (usize, bool) {
    let mut is_float = false;
    if bytes.get(end) == Some(&b'.') {
        let n_digits = digits(&bytes[end + 1..]);
        if n_digits > 0 {
            end += 1 + n_digits;
            is_float = true;
        }
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let n_digits = digits(&bytes[end + 1 + sign..]);
        if n_digits > 0 {
            end += 1 + sign + n_digits;
            is_float = true;
        }
    }
    (end, is_float)
}

/// How many digits the bytes start with.
fn digits(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}
