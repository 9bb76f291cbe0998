//! Binary data in base 64, which must be text here.

use super::scalar::ScalarError;

/// Decodes a scalar with the tag `!!binary`.
pub(super) fn binary(text: &str) -> Result<String, ScalarError> {
    let fail = |message: String| Err(ScalarError::Constructor(message));
    if !text.is_ascii() {
        return fail("failed to convert base64 data into ascii".to_owned());
    }
    match decode(text) {
        Ok(bytes) => String::from_utf8(bytes)
            .or_else(|_| fail("binary data that is no text is not supported".to_owned())),
        Err(reason) => fail(format!("failed to decode base64 data: {reason}")),
    }
}

/// Decodes as Python does: what is not of the alphabet is skipped, and nothing is read after the
/// padding.
fn decode(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut n_digits = 0_usize;
    let mut n_padding = 0;
    // The last digit, of which some bits may be left.
    let mut last = 0_u8;
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' if n_digits % 4 >= 2 => {
                n_padding += 1;
                if n_digits % 4 + n_padding >= 4 {
                    return Ok(bytes);
                }
                continue;
            }
            _ => continue,
        };
        n_padding = 0;
        match n_digits % 4 {
            0 => {}
            1 => bytes.push((last << 2) + (digit >> 4)),
            2 => bytes.push((last << 4) + (digit >> 2)),
            _ => bytes.push((last << 6) + digit),
        }
        last = digit;
        n_digits += 1;
    }
    match n_digits % 4 {
        0 => Ok(bytes),
        1 => Err(format!(
            "Invalid base64-encoded string: number of data characters ({n_digits}) cannot be 1 \
             more than a multiple of 4"
        )),
        _ => Err("Incorrect padding".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::binary;

    #[test]
    fn every_digit_counts_and_padding_only_at_an_end() {
        assert_eq!(binary("fn4+").ok().as_deref(), Some("~~>"));
        assert_eq!(binary("Pz8/").ok().as_deref(), Some("???"));
        assert_eq!(binary("====QUJD").ok().as_deref(), Some("ABC"));
        assert_eq!(binary("QUI=QUJD").ok().as_deref(), Some("AB"));
        assert!(binary("QQ=").is_err());
    }
}
