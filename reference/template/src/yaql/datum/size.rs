//! How many bytes CPython takes for a value, its parts not counted; Heat limits that.

use heat_spec::Number;

use super::{Datum, Set};
use crate::yaql::limits::BYTES;
use crate::yaql::problem::Problem;

/// Refuses a value that is larger than the limit.
pub(crate) fn check(datum: &Datum) -> Result<(), Problem> {
    within(size(datum))
}

/// Refuses so many bytes if they are more than the limit.
pub(crate) fn within(bytes: usize) -> Result<(), Problem> {
    if bytes > BYTES {
        return Err(Problem::too_much_memory());
    }
    Ok(())
}

/// The bytes of a value.
pub(crate) fn size(datum: &Datum) -> usize {
    match datum {
        Datum::Text(text) => text_size(text),
        Datum::Tuple(items) => 40 + 8 * items.values.len(),
        Datum::List(items) => list_size(items.values.len()),
        Datum::Dict(dict) if !dict.is_frozen => dict_size(dict.entries.len()),
        Datum::Set(set) => set_size(set),
        Datum::Number(Number::Big(number)) => integer_size(number.bits()),
        _ => 0,
    }
}

/// The bytes of an integer of so many bits.
pub(crate) fn integer_size(bits: u64) -> usize {
    usize::try_from(bits / 30).map_or(usize::MAX, |digits| {
        digits
            .saturating_add(1)
            .saturating_mul(4)
            .saturating_add(24)
    })
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

/// The bytes of a map that Python could change: its table is a power of two, two thirds full.
pub(crate) fn dict_size(length: usize) -> usize {
    let slots = (8..usize::BITS)
        .map(|bits| 1_usize << (bits - 5))
        .find(|slots| slots * 2 / 3 >= length)
        .unwrap_or(usize::MAX / 64);
    let index = if slots > 256 { 2 } else { 1 };
    if length == 0 {
        64
    } else {
        72 + slots * index + slots * 2 / 3 * 24
    }
}

fn set_size(set: &Set) -> usize {
    members_size(set.members.len())
}

/// The bytes of a set: its table grows fourfold when three fifths are taken.
pub(crate) fn members_size(length: usize) -> usize {
    let mut slots = 8;
    while length * 5 >= (slots - 1) * 3 && slots < 1 << 20 {
        slots *= 4;
    }
    if slots == 8 { 216 } else { 216 + slots * 16 }
}
