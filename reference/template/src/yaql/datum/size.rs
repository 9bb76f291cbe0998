//! How many bytes CPython takes for a value, its parts not counted; Heat limits that.

use heat_spec::Number;

use super::Datum;
use crate::yaql::limits::BYTES;
use crate::yaql::problem::Problem;

/// The most entries of a map that Python could change: with one more, its table doubles and is
/// larger than the limit.
const DICT: usize = 341;

/// The most members of a set, whose table grows fourfold.
const SET: usize = 306;

/// Refuses a value that is larger than the limit.
pub(crate) fn check(datum: &Datum) -> Result<(), Problem> {
    match datum {
        Datum::Text(text) => within(text_size(text)),
        Datum::Tuple(items) => within(tuple_size(items.values.len())),
        Datum::List(items) => within(list_size(items.values.len())),
        Datum::Dict(dict) if !dict.is_frozen => check_dict(dict.entries.len()),
        Datum::Set(set) => check_set(set.members.len()),
        Datum::Number(Number::Big(number)) => within(integer_size(number.bits())),
        _ => Ok(()),
    }
}

/// Refuses so many bytes if they are more than the limit.
pub(crate) fn within(bytes: usize) -> Result<(), Problem> {
    refuse_if(bytes > BYTES)
}

/// Refuses a map that Python could change if it has so many entries.
pub(crate) fn check_dict(n_entries: usize) -> Result<(), Problem> {
    refuse_if(n_entries > DICT)
}

/// Refuses a set of so many members.
pub(crate) fn check_set(n_members: usize) -> Result<(), Problem> {
    refuse_if(n_members > SET)
}

fn refuse_if(is_too_large: bool) -> Result<(), Problem> {
    if is_too_large {
        return Err(Problem::too_much_memory());
    }
    Ok(())
}

/// The bytes of an integer of so many bits.
pub(crate) fn integer_size(bits: u64) -> usize {
    usize::try_from(bits.div_ceil(30)).map_or(usize::MAX, |digits| {
        digits.saturating_mul(4).saturating_add(24)
    })
}

/// The bytes of a tuple.
pub(crate) fn tuple_size(length: usize) -> usize {
    8_usize.saturating_mul(length).saturating_add(40)
}

/// The bytes of a list.
pub(crate) fn list_size(length: usize) -> usize {
    8_usize.saturating_mul(length).saturating_add(56)
}

/// The bytes of a text: one, two or four for each character, as the widest needs.
pub(crate) fn text_size(text: &str) -> usize {
    let (length, widest) = text
        .chars()
        .fold((0_usize, 0), |(length, widest), character| {
            (length + 1, widest.max(u32::from(character)))
        });
    match widest {
        0..0x80 => 49 + length,
        0x80..0x100 => 73 + length,
        0x100..0x1_0000 => 74 + 2 * length,
        _ => 76 + 4 * length,
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::*;

    #[test]
    fn texts_and_integers_are_as_large_as_in_python() {
        // Said by `sys.getsizeof`.
        for (text, bytes) in [
            ("", 49),
            ("a\x7f", 51),
            ("\u{80}", 74),
            ("a\u{ff}", 75),
            ("\u{100}", 76),
            ("a\u{ffff}", 78),
            ("\u{10000}", 80),
            ("aa😀", 88),
        ] {
            assert_eq!(text_size(text), bytes, "{text:?}");
        }
        for (bits, bytes) in [(1, 28), (30, 28), (31, 32), (60, 32), (61, 36), (90, 36)] {
            assert_eq!(integer_size(bits), bytes, "{bits} bits");
        }
    }

    #[test]
    fn every_kind_has_its_limit() {
        let fits = |datum: Result<Datum, Problem>| check(&datum.unwrap()).is_ok();
        let text = |length: usize| Ok(Datum::from("a".repeat(length)));
        let items = |length: usize| vec![Datum::Null; length];
        let integer = |bits: usize| {
            let number = (BigInt::from(1) << bits) - BigInt::from(1);
            Ok(Datum::Number(Number::from(number)))
        };
        assert!(fits(text(9951)) && !fits(text(9952)));
        assert!(fits(integer(74_820)) && !fits(integer(74_821)));
        assert!(fits(Datum::tuple(items(1245))) && !fits(Datum::tuple(items(1246))));
        assert!(fits(Datum::list(items(1243))) && !fits(Datum::list(items(1244))));
        assert!(check_dict(341).is_ok() && check_dict(342).is_err());
        assert!(check_set(306).is_ok() && check_set(307).is_err());
    }
}
