//! Integers and floats of YAML 1.1, as Python makes them of the text.

use num_bigint::BigInt;

use super::scalar::ScalarError;
use crate::value::{MAX_DIGITS, too_many_digits};
use crate::{Number, Value};

/// How many parts a number to the base of 60 may have: about [`MAX_DIGITS`] decimal digits.
const MAX_PARTS: usize = 2400;

pub(super) fn integer(text: &str) -> Result<Number, ScalarError> {
    let digits = text.replace('_', "");
    let (is_negative, digits) = split_sign(&digits);
    let number = if let Some(digits) = digits.strip_prefix("0b") {
        python_int(digits, 2)?
    } else if let Some(digits) = digits.strip_prefix("0x") {
        python_int(digits, 16)?
    } else if digits.starts_with('0') {
        python_int(digits, 8)?
    } else if digits.contains(':') {
        sexagesimal_integer(digits)?
    } else {
        python_int(digits, 10)?
    };
    Ok(Number::from(if is_negative { -number } else { number }))
}

pub(super) fn float(text: &str) -> Result<f64, ScalarError> {
    let text = text.replace('_', "").to_lowercase();
    let (is_negative, digits) = split_sign(&text);
    let number = match digits {
        ".inf" => f64::INFINITY,
        ".nan" => return Ok(f64::NAN),
        _ => sexagesimal_float(digits)?,
    };
    Ok(if is_negative { -number } else { number })
}

/// Parts of one or two digits, each worth sixty times the next.
fn sexagesimal_integer(text: &str) -> Result<BigInt, ScalarError> {
    let n_parts = text.split(':').count();
    if n_parts > MAX_PARTS {
        return Err(ScalarError::Value(too_many_digits(2 * n_parts)));
    }
    text.split(':').try_fold(BigInt::ZERO, |number, part| {
        Ok(number * 60 + python_int(part, 10)?)
    })
}

/// Added up from the last part on, because that decides how the sum is rounded. There may be one
/// part only.
fn sexagesimal_float(text: &str) -> Result<f64, ScalarError> {
    let parts: Vec<f64> = text
        .split(':')
        .map(python_float)
        .collect::<Result<_, _>>()?;
    let (mut number, mut worth) = (0.0, 1.0_f64);
    for part in parts.into_iter().rev() {
        if worth.is_infinite() {
            let message = "int too large to convert to float";
            return Err(ScalarError::Value(message.to_owned()));
        }
        number += part * worth;
        worth *= 60.0;
    }
    Ok(number)
}

/// What Python's `int(text, base)` gives.
fn python_int(text: &str, base: u32) -> Result<BigInt, ScalarError> {
    let (is_negative, digits) = split_sign(text.trim());
    let digits = match base {
        8 => digits.strip_prefix("0o").unwrap_or(digits),
        _ => digits,
    };
    // Python reads more digits where the base is a power of two, but cannot print the number.
    if digits.len() > MAX_DIGITS {
        return Err(ScalarError::Value(too_many_digits(digits.len())));
    }
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(base)) {
        // Python shortens what it quotes here.
        let repr: String = Value::from(text).python_repr().chars().take(200).collect();
        let message = format!("invalid literal for int() with base {base}: {repr}");
        return Err(ScalarError::Value(message));
    }
    let number = BigInt::parse_bytes(digits.as_bytes(), base).unwrap_or_default();
    Ok(if is_negative { -number } else { number })
}

/// What Python's `float(text)` gives; Rust reads the same forms.
fn python_float(text: &str) -> Result<f64, ScalarError> {
    text.trim().parse().map_err(|_| {
        let repr = Value::from(text).python_repr();
        ScalarError::Value(format!("could not convert string to float: {repr}"))
    })
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_PARTS, ScalarError, integer};

    #[test]
    fn a_number_to_the_base_of_sixty_has_so_many_parts_at_most() {
        let of_parts = |n_parts: usize| integer(&vec!["1"; n_parts].join(":"));
        assert!(of_parts(MAX_PARTS).is_ok());
        let Err(ScalarError::Value(message)) = of_parts(MAX_PARTS + 1) else {
            panic!("one part too many was read");
        };
        assert!(message.contains("value has 4802 digits"), "{message}");
    }
}
