//! What a plain scalar without a tag is, by YAML 1.1 as PyYAML reads it.

use super::node::Tag;

/// The tag of a plain scalar.
///
/// Dates are not looked for: Heat keeps them as text.
pub(super) fn resolve(text: &str) -> Tag {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Tag::Null,
        "yes" | "Yes" | "YES" | "no" | "No" | "NO" | "true" | "True" | "TRUE" | "false"
        | "False" | "FALSE" | "on" | "On" | "ON" | "off" | "Off" | "OFF" => Tag::Bool,
        "<<" => Tag::Merge,
        "=" => Tag::Value,
        _ if is_float(text) => Tag::Float,
        _ if is_integer(text) => Tag::Int,
        _ => Tag::String,
    }
}

fn is_float(text: &str) -> bool {
    let (is_signed, unsigned) = split_sign(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return true,
        ".nan" | ".NaN" | ".NAN" => return !is_signed,
        _ => {}
    }
    let Some((whole, rest)) = unsigned.split_once('.') else {
        return false;
    };
    let (fraction, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let has_good_exponent = exponent
        .is_none_or(|exponent| exponent.strip_prefix(['+', '-']).is_some_and(is_all_digits));
    if whole.is_empty() {
        return !is_signed && is_number(fraction) && has_good_exponent;
    }
    if !fraction.bytes().all(is_digit_or_underscore) {
        return false;
    }
    match whole.split_once(':') {
        None => is_number(whole) && has_good_exponent,
        Some((first, parts)) => is_number(first) && is_sexagesimal(parts) && exponent.is_none(),
    }
}

fn is_integer(text: &str) -> bool {
    let (_, unsigned) = split_sign(text);
    if let Some(digits) = unsigned.strip_prefix("0b") {
        return consists_of(digits, |byte| matches!(byte, b'0' | b'1'));
    }
    if let Some(digits) = unsigned.strip_prefix("0x") {
        return consists_of(digits, |byte| byte.is_ascii_hexdigit());
    }
    match unsigned.strip_prefix('0') {
        Some("") => true,
        Some(digits) => consists_of(digits, |byte| matches!(byte, b'0'..=b'7')),
        None => match unsigned.split_once(':') {
            None => is_number(unsigned),
            Some((first, parts)) => is_number(first) && is_sexagesimal(parts),
        },
    }
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['+', '-']) {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    }
}

/// A digit, then digits and underscores.
fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.bytes().all(is_digit_or_underscore)
}

/// Parts after the first of a number to the base of 60: one or two digits each, below 60.
fn is_sexagesimal(parts: &str) -> bool {
    parts.split(':').all(|part| match part.as_bytes() {
        [digit] => digit.is_ascii_digit(),
        [tens, digit] => (b'0'..=b'5').contains(tens) && digit.is_ascii_digit(),
        _ => false,
    })
}

fn is_all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_digit_or_underscore(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'_'
}

/// At least one digit of a kind or underscore, and nothing else.
fn consists_of(digits: &str, is_digit: impl Fn(u8) -> bool) -> bool {
    !digits.is_empty() && digits.bytes().all(|byte| is_digit(byte) || byte == b'_')
}
