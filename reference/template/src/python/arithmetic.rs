//! Arithmetic as Python does it: integers of any size, division downwards, Python's refusals.

use heat_spec::{Number, Value};
use num_bigint::{BigInt, Sign};

use super::number;

const TOO_LARGE: &str = "int too large to convert to float";

/// The sum.
pub(crate) fn add(a: &Number, b: &Number) -> Result<Number, String> {
    combine(a, b, |a, b| a + b, |a, b| a + b)
}

/// The difference.
pub(crate) fn subtract(a: &Number, b: &Number) -> Result<Number, String> {
    combine(a, b, |a, b| a - b, |a, b| a - b)
}

/// The product.
pub(crate) fn multiply(a: &Number, b: &Number) -> Result<Number, String> {
    combine(a, b, |a, b| a * b, |a, b| a * b)
}

/// The quotient: of integers the integer below it.
pub(crate) fn divide(a: &Number, b: &Number) -> Result<Number, String> {
    if let (Some(a), Some(b)) = (whole(a), whole(b)) {
        if b == BigInt::ZERO {
            return Err("integer division or modulo by zero".to_owned());
        }
        let quotient = &a / &b;
        let is_inexact = &quotient * &b != a;
        let is_below = is_inexact && a.sign() != b.sign();
        return Ok(Number::from(if is_below {
            quotient - BigInt::from(1)
        } else {
            quotient
        }));
    }
    let (a, b) = (float(a)?, float(b)?);
    if b == 0.0 {
        return Err("float division by zero".to_owned());
    }
    Ok(Number::Float(a / b))
}

/// The rest of the division, with the sign of `b`.
pub(crate) fn modulo(a: &Number, b: &Number) -> Result<Number, String> {
    let are_whole = a.is_integer() && b.is_integer();
    if !are_whole {
        float(a)?;
        float(b)?;
    }
    match number::modulo(&Value::Number(a.clone()), &Value::Number(b.clone())) {
        Some(Value::Number(rest)) => Ok(rest),
        _ if are_whole => Err("integer modulo by zero".to_owned()),
        _ => Err("float modulo".to_owned()),
    }
}

/// The number with the other sign.
pub(crate) fn negate(number: &Number) -> Number {
    match number {
        Number::Float(float) => Number::Float(-float),
        integer => Number::from(-whole(integer).unwrap_or_default()),
    }
}

/// Whether the number is below zero (or the zero that is written so).
pub(crate) fn is_negative(number: &Number) -> bool {
    match number {
        Number::Float(float) => float.is_sign_negative(),
        integer => whole(integer).is_some_and(|number| number.sign() == Sign::Minus),
    }
}

/// About how many bits the power of two integers has; nothing if it is a float.
pub(crate) fn power_bits(base: &Number, exponent: &Number) -> Option<u64> {
    let (base, exponent) = (whole(base)?, whole(exponent)?);
    if exponent < BigInt::ZERO || base.magnitude().bits() < 2 {
        return None;
    }
    let exponent = u64::try_from(exponent).unwrap_or(u64::MAX);
    Some((base.bits() - 1).saturating_mul(exponent))
}

/// The power; the caller has looked at [`power_bits`].
pub(crate) fn power(base: &Number, exponent: &Number) -> Result<Number, String> {
    if let (Some(whole_base), Some(whole_exponent)) = (whole(base), whole(exponent))
        && whole_exponent >= BigInt::ZERO
    {
        if whole_base.magnitude().bits() < 2 {
            // 0, 1 and -1 to whatever power.
            let is_odd = whole_exponent.bit(0);
            let is_plain = whole_exponent == BigInt::ZERO;
            return Ok(Number::from(match (is_plain, is_odd) {
                (true, _) => BigInt::from(1),
                (false, true) => whole_base,
                (false, false) => &whole_base * &whole_base,
            }));
        }
        let exponent = u32::try_from(whole_exponent).map_err(|_| TOO_LARGE.to_owned())?;
        return Ok(Number::from(whole_base.pow(exponent)));
    }
    let (base, exponent) = (float(base)?, float(exponent)?);
    if base == 0.0 && exponent < 0.0 {
        return Err("0.0 cannot be raised to a negative power".to_owned());
    }
    let power = base.powf(exponent);
    if base.is_finite() && exponent.is_finite() {
        if power.is_infinite() {
            return Err("(34, 'Numerical result out of range')".to_owned());
        }
        if power.is_nan() {
            return Err("the power is a complex number".to_owned());
        }
    }
    Ok(Number::Float(power))
}

/// The rest of the power of integers.
pub(crate) fn power_modulo(
    base: &Number,
    exponent: &Number,
    modulus: &Number,
) -> Result<Number, String> {
    let (Some(base), Some(exponent), Some(modulus)) =
        (whole(base), whole(exponent), whole(modulus))
    else {
        return Err("pow() 3rd argument not allowed unless all arguments are integers".to_owned());
    };
    if modulus == BigInt::ZERO {
        return Err("pow() 3rd argument cannot be 0".to_owned());
    }
    if exponent >= BigInt::ZERO {
        return Ok(Number::from(base.modpow(&exponent, &modulus)));
    }
    let inverse = base
        .modinv(&modulus)
        .ok_or("base is not invertible for the given modulus")?;
    Ok(Number::from(inverse.modpow(&-exponent, &modulus)))
}

/// The number to so many digits behind the point, halves to the even side.
pub(crate) fn round(number: &Number, n_digits: i64) -> Number {
    match number {
        Number::Float(float) => Number::Float(round_float(*float, n_digits)),
        integer => round_integer(integer, n_digits),
    }
}

fn round_float(float: f64, n_digits: i64) -> f64 {
    if !float.is_finite() || n_digits > 323 {
        return float;
    }
    if n_digits < -308 {
        return float * 0.0;
    }
    if let Ok(n_digits) = usize::try_from(n_digits) {
        // Rust rounds the exact decimal value, halves to even, as Python does.
        return format!("{float:.n_digits$}").parse().unwrap_or(float);
    }
    let power = 10_f64.powi(i32::try_from(-n_digits).unwrap_or(i32::MAX));
    (float / power).round_ties_even() * power
}

fn round_integer(number: &Number, n_digits: i64) -> Number {
    let Ok(n_zeros @ 1..) = u32::try_from(n_digits.saturating_neg()) else {
        return number.clone();
    };
    let whole = whole(number).unwrap_or_default();
    if u64::from(n_zeros) > whole.bits() {
        return Number::Integer(0);
    }
    let power = BigInt::from(10).pow(n_zeros);
    let half = &power / BigInt::from(2);
    let below = divide(&Number::from(whole.clone()), &Number::from(power.clone()));
    let below = below
        .ok()
        .as_ref()
        .and_then(self::whole)
        .unwrap_or_default();
    let rest = &whole - &below * &power;
    let goes_up = rest > half || (rest == half && below.bit(0));
    let multiple = if goes_up {
        below + BigInt::from(1)
    } else {
        below
    };
    Number::from(multiple * power)
}

fn combine(
    a: &Number,
    b: &Number,
    integers: fn(BigInt, BigInt) -> BigInt,
    floats: fn(f64, f64) -> f64,
) -> Result<Number, String> {
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => Ok(Number::from(integers(a, b))),
        _ => Ok(Number::Float(floats(float(a)?, float(b)?))),
    }
}

fn whole(number: &Number) -> Option<BigInt> {
    match number {
        Number::Integer(number) => Some(BigInt::from(*number)),
        Number::Big(number) => Some(number.clone()),
        Number::Float(_) => None,
    }
}

fn float(number: &Number) -> Result<f64, String> {
    let float = number.as_f64();
    if number.is_integer() && float.is_infinite() {
        return Err(TOO_LARGE.to_owned());
    }
    Ok(float)
}
