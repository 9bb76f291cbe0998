//! Numbers: what Python's `int` and `float` accept, how they compare and divide.

use std::cmp::Ordering;

use heat_spec::{Number, Value};
use num_bigint::BigInt;

use super::refusal::Refusal;

/// The most digits that `int` reads from a text.
const DIGITS: usize = 4300;

/// The number that `value` is or writes: an integer if it can be one, else a float.
///
/// Truth values pass as they are. This is how Heat reads numbers everywhere.
pub(crate) fn number(value: &Value) -> Result<Value, Refusal> {
    match value {
        Value::Bool(_) | Value::Number(_) => Ok(value.clone()),
        Value::String(text) => integer_of_text(text)
            .or_else(|| float_of_text(text).map(Number::Float))
            .map(Value::Number)
            .ok_or_else(|| {
                Refusal::Value(format!(
                    "could not convert string to float: {}",
                    value.python_repr()
                ))
            }),
        other => Err(Refusal::Type(not_a_number(other))),
    }
}

/// What `int(value)` gives: floats lose their fraction.
pub(crate) fn integer(value: &Value) -> Result<Value, Refusal> {
    match value {
        Value::Bool(truth) => Ok(Value::from(i64::from(*truth))),
        Value::Number(Number::Float(float)) => truncated(*float),
        Value::Number(_) => Ok(value.clone()),
        Value::String(text) => integer_of_text(text).map(Value::Number).ok_or_else(|| {
            Refusal::Value(format!(
                "invalid literal for int() with base 10: {}",
                value.python_repr()
            ))
        }),
        other => Err(Refusal::Type(not_a_number(other))),
    }
}

/// How two numbers (or truth values) compare; nothing if either is no number or `nan`.
pub(crate) fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => float(a)?.partial_cmp(&float(b)?),
    }
}

/// `value % step` with the sign of `step`; nothing if that is not defined.
pub(crate) fn modulo(value: &Value, step: &Value) -> Option<Value> {
    if let (Some(value), Some(step)) = (whole(value), whole(step)) {
        if step == BigInt::ZERO {
            return None;
        }
        let rest = value % &step;
        let rest = if rest != BigInt::ZERO && rest.sign() != step.sign() {
            rest + step
        } else {
            rest
        };
        return Some(Value::Number(Number::from(rest)));
    }
    let (value, step) = (float(value)?, float(step)?);
    let rest = value % step;
    let rest = if rest == 0.0 {
        rest.copysign(step)
    } else if rest.signum() == step.signum() {
        rest
    } else {
        rest + step
    };
    (step != 0.0).then(|| Value::from(rest))
}

/// The integer that a text writes: space around it and single underscores between digits.
pub(crate) fn integer_of_text(text: &str) -> Option<Number> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = without_underscores(digits)?;
    if plain.is_empty() || plain.len() > DIGITS || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    Number::parse_integer(&format!("{sign}{plain}"), 10)
}

fn float_of_text(text: &str) -> Option<f64> {
    let plain = without_underscores(text.trim())?;
    plain.parse().ok()
}

/// Underscores may stand between digits only.
fn without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let fine = bytes.iter().enumerate().all(|(place, byte)| {
        *byte != b'_'
            || (place > 0
                && bytes[place - 1].is_ascii_digit()
                && bytes.get(place + 1).is_some_and(u8::is_ascii_digit))
    });
    fine.then(|| text.replace('_', ""))
}

fn truncated(float: f64) -> Result<Value, Refusal> {
    if float.is_nan() {
        return Err(Refusal::Value(
            "cannot convert float NaN to integer".to_owned(),
        ));
    }
    if float.is_infinite() {
        return Err(Refusal::Type(
            "cannot convert float infinity to integer".to_owned(),
        ));
    }
    // Without an exponent Rust writes every digit of the integer part.
    Number::parse_integer(&format!("{:.0}", float.trunc()), 10)
        .map(Value::Number)
        .ok_or_else(|| Refusal::Type("cannot convert float to integer".to_owned()))
}

fn not_a_number(value: &Value) -> String {
    format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        value.python_type()
    )
}

fn whole(value: &Value) -> Option<BigInt> {
    match value {
        Value::Bool(truth) => Some(BigInt::from(i64::from(*truth))),
        Value::Number(Number::Integer(number)) => Some(BigInt::from(*number)),
        Value::Number(Number::Big(number)) => Some(number.clone()),
        _ => None,
    }
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        Value::Number(number) => Some(number.as_f64()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn texts_are_read_as_python_reads_them() {
        for (text, expected) in [
            ("1", "1"),
            (" -12 ", "-12"),
            ("1_000", "1000"),
            ("1.50", "1.5"),
            ("1e3", "1000.0"),
            ("1e400", "inf"),
            ("nan", "nan"),
            ("-Infinity", "-inf"),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567890",
            ),
            (".5", "0.5"),
        ] {
            let read = number(&Value::from(text)).unwrap();
            assert_eq!(read.python_repr(), expected, "{text}");
        }
        for text in ["", "abc", "0x10", "1__0", "_1", "1_", "--1", "1e"] {
            assert!(number(&Value::from(text)).is_err(), "{text}");
        }
        // `int` reads only so many digits; `float` reads them all.
        let digits = |n| number(&Value::from("1".repeat(n))).unwrap().python_repr();
        assert_eq!(digits(4300), "1".repeat(4300));
        assert_eq!(digits(4301), "inf");
    }

    #[test]
    fn int_truncates_and_refuses_what_is_no_integer() {
        assert_eq!(integer(&value!(-1.9)), Ok(value!(-1)));
        assert_eq!(
            integer(&value!(1e20)).unwrap().python_repr(),
            "100000000000000000000"
        );
        assert!(integer(&value!("1.5")).is_err());
        assert!(integer(&value!(f64::NAN)).is_err());
        assert!(integer(&value!([1])).is_err());
    }

    #[test]
    fn the_rest_has_the_sign_of_the_step() {
        assert_eq!(modulo(&value!(5), &value!(-3)), Some(value!(-1)));
        assert_eq!(modulo(&value!(-5), &value!(3)), Some(value!(1)));
        assert_eq!(modulo(&value!(5.5), &value!(2)), Some(value!(1.5)));
        assert_eq!(modulo(&value!(-6), &value!(3)), Some(value!(0)));
        assert_eq!(modulo(&value!(-5.5), &value!(2)), Some(value!(0.5)));
        assert_eq!(modulo(&value!(5.5), &value!(-2)), Some(value!(-0.5)));
        assert_eq!(modulo(&value!(true), &value!(2)), Some(value!(1)));
        assert_eq!(modulo(&value!(5), &value!(0)), None);
        assert_eq!(modulo(&value!(5.5), &value!(0)), None);
    }

    #[test]
    fn integers_and_floats_compare_by_size() {
        assert_eq!(compare(&value!(1), &value!(1.5)), Some(Ordering::Less));
        assert_eq!(compare(&value!(true), &value!(1)), Some(Ordering::Equal));
        assert_eq!(compare(&value!(f64::NAN), &value!(1)), None);
        assert_eq!(compare(&value!("1"), &value!(1)), None);
        assert_eq!(
            compare(&value!(true), &value!(0.5)),
            Some(Ordering::Greater)
        );
        let large = |last: u8| value!(90_071_992_547_409_920_i64 + i64::from(last));
        assert_eq!(compare(&large(1), &large(2)), Some(Ordering::Less));
    }
}
