//! Numbers: integers of any size and floats, written as Python writes them.

use std::fmt;

use num_bigint::BigInt;

/// How many decimal digits an integer may have when it becomes text or is read from text.
///
/// CPython's limit (`sys.get_int_max_str_digits`): the conversion takes quadratic time.
pub(crate) const MAX_DIGITS: usize = 4300;

/// What CPython says of an integer that exceeds [`MAX_DIGITS`].
pub(crate) fn too_many_digits(n_digits: usize) -> String {
    format!(
        "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has \
         {n_digits} digits; use sys.set_int_max_str_digits() to increase the limit"
    )
}

/// A number of a template.
#[derive(Clone, Debug)]
pub enum Number {
    /// An integer that fits 64 bits.
    Integer(i64),
    /// An integer that does not.
    Big(BigInt),
    /// A float, `nan` and the infinities included.
    Float(f64),
}

impl Number {
    /// The integer that `digits` (an optional sign and digits of the base) writes.
    pub fn parse_integer(digits: &str, base: u32) -> Option<Self> {
        i64::from_str_radix(digits, base)
            .map(Self::Integer)
            .ok()
            .or_else(|| BigInt::parse_bytes(digits.as_bytes(), base).map(Self::from))
    }

    /// Whether the number is zero.
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Integer(number) => *number == 0,
            Self::Big(_) => false,
            Self::Float(number) => *number == 0.0,
        }
    }

    /// Whether the number is an integer (by type, as in Python: `1.0` is not).
    pub fn is_integer(&self) -> bool {
        !matches!(self, Self::Float(_))
    }

    /// Whether this integer is exactly the float's value. As in Python, 1 equals 1.0, and
    /// 2**53 + 1 does not equal the float that it rounds to.
    fn equals_float(&self, float: f64) -> bool {
        float.fract() == 0.0 && self.to_string() == integral_digits(float)
    }

    /// The nearest float.
    #[expect(
        clippy::cast_precision_loss,
        reason = "Python's float() rounds likewise"
    )]
    pub fn as_f64(&self) -> f64 {
        match self {
            Self::Integer(number) => *number as f64,
            Self::Big(number) => number.to_string().parse().unwrap_or(f64::INFINITY),
            Self::Float(number) => *number,
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Big(a), Self::Big(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a == b,
            (Self::Float(float), integer) | (integer, Self::Float(float)) => {
                integer.equals_float(*float)
            }
            _ => false,
        }
    }
}

impl From<BigInt> for Number {
    fn from(number: BigInt) -> Self {
        i64::try_from(&number).map_or(Self::Big(number), Self::Integer)
    }
}

macro_rules! from_integers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Number {
            fn from(number: $kind) -> Self {
                i64::try_from(number).map_or_else(|_| Self::Big(BigInt::from(number)), Self::Integer)
            }
        }
    )*};
}

from_integers!(i32, i64, u16, u32, u64, usize);

impl fmt::Display for Number {
    /// Writes the number as Python's `repr` does.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => write!(out, "{number}"),
            Self::Big(number) => write!(out, "{number}"),
            Self::Float(number) => out.write_str(&python_float(*number)),
        }
    }
}

/// The digits of a float that has no fraction, as an integer's text.
pub(super) fn integral_digits(number: f64) -> String {
    // Adding zero turns -0.0 into 0.0.
    format!("{:.0}", number + 0.0)
}

/// The shortest text that reads back as the float, in Python's layout: an exponent below 1e-4
/// and from 1e16 on, always a point or an exponent.
fn python_float(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        let is_positive = number.is_sign_positive();
        return if is_positive { "inf" } else { "-inf" }.to_owned();
    }
    let magnitude = number.abs();
    if number != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let text = format!("{number:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, digits) = exponent
            .strip_prefix('-')
            .map_or(("+", exponent), |digits| ("-", digits));
        return format!("{mantissa}e{sign}{digits:0>2}");
    }
    let text = format!("{number}");
    if text.contains('.') {
        text
    } else {
        format!("{text}.0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_python_writes_them() {
        // Each pair was printed by CPython 3.11.
        for (number, text) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (123_456_789.125, "123456789.125"),
            (1.5e-5, "1.5e-05"),
            (0.0001, "0.0001"),
            (-2.5e300, "-2.5e+300"),
            (0.0, "0.0"),
            (-0.0, "-0.0"),
        ] {
            assert_eq!(Number::Float(number).to_string(), text);
        }
    }

    #[test]
    fn integers_equal_floats_only_if_exactly() {
        let exact = Number::Integer(1 << 53);
        let rounded = Number::Integer((1 << 53) + 1);
        let float = Number::Float(9_007_199_254_740_992.0);
        assert_eq!(exact, float);
        assert_ne!(rounded, float);
        assert_eq!(Number::Integer(0), Number::Float(-0.0));
        assert_ne!(Number::Integer(1), Number::Float(1.5));
        assert_ne!(Number::Integer(i64::MAX), Number::Float(f64::INFINITY));
        let big = Number::parse_integer("1208925819614629174706176", 10).unwrap();
        assert_eq!(big, Number::Float(80_f64.exp2()));
    }

    #[test]
    fn zero_is_zero_and_floats_are_no_integers_whatever_their_value() {
        let big = Number::parse_integer("1208925819614629174706176", 10).unwrap();
        for (number, is_integer, float) in [
            (Number::Integer(0), true, 0.0),
            (Number::Integer(7), true, 7.0),
            (big, true, 80_f64.exp2()),
            (Number::Float(0.0), false, 0.0),
            (Number::Float(2.0), false, 2.0),
        ] {
            assert_eq!(number.is_zero(), float == 0.0, "{number}");
            assert_eq!(number.is_integer(), is_integer, "{number}");
            assert_eq!(number.as_f64().to_bits(), float.to_bits(), "{number}");
        }
    }

    #[test]
    fn integers_have_no_size_limit() {
        let big = Number::parse_integer("123456789012345678901234567890", 10).unwrap();
        assert_eq!(big.to_string(), "123456789012345678901234567890");
        assert_eq!(Number::parse_integer("-17", 8), Some(Number::Integer(-15)));
    }
}
