//! Texts: `toUpper`, `toLower`, `len`, `split`, `join`, `trim`, `norm`, `replace`, `concat`, `*`.

use super::conversion::text;
use crate::python::strings;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{
    Definition, Parameter, either, function, many, may, method, need,
};
use crate::yaql::call::kind::Kind::{Bool, Int, Iterable, Mapping, Text, TextOrNull};
use crate::yaql::datum::{Datum, size};
use crate::yaql::limits::BYTES;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

const STRING: &[Parameter] = &[need("string", Text)];
const TRIM: &[Parameter] = &[need("string", Text), may("chars", TextOrNull)];
const SPLIT: &[Parameter] = &[
    need("string", Text),
    may("separator", TextOrNull),
    may("maxSplits", Int),
];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method("toUpper", STRING, |_, given| {
        Ok(given.text(0).to_uppercase().into())
    }),
    method("toLower", STRING, |_, given| {
        Ok(given.text(0).to_lowercase().into())
    }),
    either("len", STRING, |_, given| {
        Ok(Datum::count(given.text(0).chars().count()))
    }),
    method("split", SPLIT, |_, given| split(given, strings::split)),
    method("rightSplit", SPLIT, |_, given| {
        split(given, strings::right_split)
    }),
    method(
        "join",
        &[need("sequence", Iterable), need("separator", Text)],
        |machine, given| join(machine, given, 0, 1),
    ),
    method(
        "join",
        &[need("separator", Text), need("sequence", Iterable)],
        |machine, given| join(machine, given, 1, 0),
    ),
    function("concat", &[many("args", Text)], concat),
    function("#operator_+", &[many("args", Text)], concat),
    method("trim", TRIM, |_, given| {
        let characters = given.given_text(1);
        Ok(Datum::text(strings::trim(
            &given.text(0),
            characters.as_deref(),
            true,
            true,
        )))
    }),
    method("trimLeft", TRIM, |_, given| {
        let characters = given.given_text(1);
        Ok(Datum::text(strings::trim(
            &given.text(0),
            characters.as_deref(),
            true,
            false,
        )))
    }),
    method("trimRight", TRIM, |_, given| {
        let characters = given.given_text(1);
        Ok(Datum::text(strings::trim(
            &given.text(0),
            characters.as_deref(),
            false,
            true,
        )))
    }),
    either(
        "norm",
        &[need("string", TextOrNull), may("chars", TextOrNull)],
        |_, given| {
            let (string, characters) = (given.text(0), given.given_text(1));
            let trimmed = strings::trim(&string, characters.as_deref(), true, true);
            Ok(if trimmed.is_empty() {
                Datum::Null
            } else {
                Datum::text(trimmed)
            })
        },
    ),
    either(
        "isEmpty",
        &[
            need("string", TextOrNull),
            may("trim", Bool),
            may("chars", TextOrNull),
        ],
        |_, given| {
            let (string, characters) = (given.text(0), given.given_text(2));
            let trims = given.given(1).is_none_or(|trims| trims.is_truthy());
            Ok(Datum::Bool(if trims {
                strings::trim(&string, characters.as_deref(), true, true).is_empty()
            } else {
                string.is_empty()
            }))
        },
    ),
    method(
        "replace",
        &[
            need("string", Text),
            need("old", Text),
            need("new", Text),
            may("count", Int),
        ],
        |_, given| {
            let (string, old, new) = (given.text(0), given.text(1), given.text(2));
            replace(&string, &old, &new, given.integer(3, -1)).map(Datum::from)
        },
    ),
    method(
        "replace",
        &[
            need("string", Text),
            need("replacements", Mapping),
            may("count", Int),
        ],
        |machine, given| {
            let mut string = given.text(0).to_string();
            for (old, new) in given.dict(1)?.entries.values() {
                let (old, new) = (text(machine, old)?, text(machine, new)?);
                string = replace(&string, &old, &new, given.integer(2, -1))?;
            }
            Ok(Datum::from(string))
        },
    ),
    function(
        "#operator_*",
        &[need("left", Text), need("right", Int)],
        |_, given| repeated(&given.text(0), given.integer(1, 0)),
    ),
    function(
        "#operator_*",
        &[need("left", Int), need("right", Text)],
        |_, given| repeated(&given.text(1), given.integer(0, 0)),
    ),
    method("toCharArray", STRING, |_, given| {
        let characters = given.text(0);
        let characters = characters.chars().map(|each| Datum::from(each.to_string()));
        Datum::tuple(characters.collect())
    }),
];

fn split(
    given: &Arguments,
    split: fn(&str, Option<&str>, i64) -> Option<Vec<String>>,
) -> Result<Datum, Problem> {
    let separator = given.given_text(1);
    let parts = split(&given.text(0), separator.as_deref(), given.integer(2, -1))
        .ok_or_else(|| Problem::other("empty separator"))?;
    Datum::list(parts.into_iter().map(Datum::from).collect())
}

fn join(
    machine: &Machine<'_>,
    given: &Arguments,
    sequence: usize,
    separator: usize,
) -> Result<Datum, Problem> {
    let separator = given.text(separator);
    let mut items = given.cursor(sequence);
    let mut joined = String::new();
    let mut is_first = true;
    while let Some(item) = items.next(machine)? {
        if !is_first {
            joined.push_str(&separator);
        }
        is_first = false;
        joined.push_str(&text(machine, &item)?);
        bounded(joined.len())?;
    }
    Ok(Datum::from(joined))
}

fn concat(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let parts = given.rest(0);
    let mut joined = String::new();
    for part in &parts {
        if let Datum::Text(part) = part {
            joined.push_str(part);
            bounded(joined.len())?;
        }
    }
    Ok(Datum::from(joined))
}

/// Refuses so many bytes of UTF-8 that they cannot be a value.
pub(crate) fn bounded(bytes: usize) -> Result<(), Problem> {
    if bytes > 4 * BYTES {
        return Err(Problem::too_much_memory());
    }
    Ok(())
}

fn replace(string: &str, old: &str, new: &str, count: i64) -> Result<String, Problem> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let found = if old.is_empty() {
        string.chars().count() + 1
    } else {
        string.matches(old).count()
    };
    // What is taken away makes room, but never more than there is.
    let grown = found
        .min(count)
        .saturating_mul(new.len().saturating_sub(old.len()));
    bounded(grown.saturating_add(string.len()))?;
    Ok(string.replacen(old, new, count))
}

fn repeated(text: &str, times: i64) -> Result<Datum, Problem> {
    let times = usize::try_from(times).unwrap_or_default();
    // What the text takes beyond an empty one is taken so many times.
    let grown = size::text_size(text).saturating_sub(size::text_size(""));
    size::within(times.saturating_mul(grown.max(1)))?;
    Ok(Datum::from(text.repeat(times)))
}
