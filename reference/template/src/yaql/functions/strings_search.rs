//! Parts of texts: `substring`, `indexOf`, `lastIndexOf`, `startsWith`, `endsWith`, `in`,
//! `characters`.

use crate::python::strings;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, function, many, may, method, need};
use crate::yaql::call::kind::Kind::{Bool, Int, Text};
use crate::yaql::datum::Datum;
use crate::yaql::machine::Machine;
use crate::yaql::problem::Problem;

const FROM: &[Parameter] = &[need("string", Text), need("sub", Text), may("start", Int)];
const BETWEEN: &[Parameter] = &[
    need("string", Text),
    need("sub", Text),
    need("start", Int),
    need("length", Int),
];

/// Classes of characters, by the names under which they are asked for.
const CLASSES: &[(&str, &str)] = &[
    ("digits", "0123456789"),
    ("hexdigits", "0123456789abcdefABCDEF"),
    ("asciiLowercase", "abcdefghijklmnopqrstuvwxyz"),
    ("asciiUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    (
        "asciiLetters",
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    ),
    ("letters", ""),
    ("octdigits", "01234567"),
    ("punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
    (
        "printable",
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c",
    ),
    ("lowercase", ""),
    ("uppercase", ""),
    ("whitespace", " \t\n\r\x0b\x0c"),
];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method(
        "substring",
        &[need("string", Text), need("start", Int), may("length", Int)],
        |_, given| {
            let string = given.text(0);
            let (mut start, mut length) = (given.integer(1, 0), given.integer(2, -1));
            let whole = length_of(&string);
            if length < 0 {
                length = whole;
            }
            if start < 0 {
                start = start.saturating_add(whole);
            }
            Ok(strings::slice(&string, start, start.saturating_add(length)).into())
        },
    ),
    method("indexOf", FROM, |_, given| Ok(find_from(given, false))),
    method("lastIndexOf", FROM, |_, given| Ok(find_from(given, true))),
    method("indexOf", BETWEEN, |_, given| {
        Ok(find_between(given, false))
    }),
    method("lastIndexOf", BETWEEN, |_, given| {
        Ok(find_between(given, true))
    }),
    method(
        "startsWith",
        &[need("string", Text), many("prefixes", Text)],
        |_, given| {
            let string = given.text(0);
            Ok(Datum::Bool(
                texts(given).any(|prefix| string.starts_with(&*prefix)),
            ))
        },
    ),
    method(
        "endsWith",
        &[need("string", Text), many("suffixes", Text)],
        |_, given| {
            let string = given.text(0);
            Ok(Datum::Bool(
                texts(given).any(|suffix| string.ends_with(&*suffix)),
            ))
        },
    ),
    function(
        "#operator_in",
        &[need("left", Text), need("right", Text)],
        |_, given| Ok(Datum::Bool(given.text(1).contains(&*given.text(0)))),
    ),
    function(
        "characters",
        &[
            may("digits", Bool),
            may("hexdigits", Bool),
            may("asciiLowercase", Bool),
            may("asciiUppercase", Bool),
            may("asciiLetters", Bool),
            may("letters", Bool),
            may("octdigits", Bool),
            may("punctuation", Bool),
            may("printable", Bool),
            may("lowercase", Bool),
            may("uppercase", Bool),
            may("whitespace", Bool),
        ],
        characters,
    ),
];

fn texts(given: &Arguments) -> impl Iterator<Item = std::rc::Rc<str>> {
    (1..given.values.len()).map(|place| given.text(place))
}

fn length_of(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

fn find_from(given: &Arguments, from_right: bool) -> Datum {
    let (text, part) = (given.text(0), given.text(1));
    Datum::integer(strings::find(
        &text,
        &part,
        given.integer(2, 0),
        i64::MAX,
        from_right,
    ))
}

fn find_between(given: &Arguments, from_right: bool) -> Datum {
    let (text, part) = (given.text(0), given.text(1));
    let (mut start, mut length) = (given.integer(2, 0), given.integer(3, 0));
    let whole = length_of(&text);
    if start < 0 {
        start = start.saturating_add(whole);
    }
    if length < 0 {
        length = whole.saturating_sub(start);
    }
    let end = start.saturating_add(length);
    Datum::integer(strings::find(&text, &part, start, end, from_right))
}

/// Every character of the classes once, in the order of the classes.
fn characters(_: &Machine<'_>, given: &Arguments) -> Result<Datum, Problem> {
    let mut found: Vec<char> = Vec::new();
    for (place, (name, members)) in CLASSES.iter().enumerate() {
        if given.flag(place) {
            if members.is_empty() {
                return Err(Problem::Other(format!(
                    "module 'string' has no attribute '{name}'"
                )));
            }
            found.extend(
                members
                    .chars()
                    .filter(|each| !found.contains(each))
                    .collect::<Vec<_>>(),
            );
        }
    }
    Datum::tuple(
        found
            .into_iter()
            .map(|each| Datum::from(each.to_string()))
            .collect(),
    )
}
