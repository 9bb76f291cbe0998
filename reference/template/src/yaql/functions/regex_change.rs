//! Texts changed by regular expressions: `split`, `replace`, `replaceBy`.

use super::regex::{pattern, selected};
use super::strings::bounded;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, may, method, need};
use crate::yaql::call::kind::Kind::{Int, Lambda, Pattern as PatternKind, Text};
use crate::yaql::datum::{Datum, size};
use crate::yaql::machine::Machine;
use crate::yaql::pattern::{Match, Pattern};
use crate::yaql::problem::Problem;

const REGEXP: Parameter = need("regexp", PatternKind);
const STRING: Parameter = need("string", Text);

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    method(
        "split",
        &[REGEXP, STRING, may("maxSplit", Int)],
        |machine, given| split(machine, given, 0, 1),
    ),
    method(
        "split",
        &[STRING, REGEXP, may("maxSplit", Int)],
        |machine, given| split(machine, given, 1, 0),
    ),
    method(
        "replace",
        &[REGEXP, STRING, need("repl", Text), may("count", Int)],
        |machine, given| replace(machine, given, 0, 1),
    ),
    method(
        "replace",
        &[STRING, REGEXP, need("repl", Text), may("count", Int)],
        |machine, given| replace(machine, given, 1, 0),
    ),
    method(
        "replaceBy",
        &[REGEXP, STRING, need("repl", Lambda), may("count", Int)],
        |machine, given| replace_by(machine, given, 0, 1),
    ),
    method(
        "replaceBy",
        &[STRING, REGEXP, need("repl", Lambda), may("count", Int)],
        |machine, given| replace_by(machine, given, 1, 0),
    ),
];

/// The matches in a text; at most so many, unless that is zero.
fn matches(
    machine: &Machine<'_>,
    pattern: &Pattern,
    text: &str,
    most: i64,
) -> Result<Vec<Match>, Problem> {
    let most = match usize::try_from(most) {
        Ok(0) => usize::MAX,
        Ok(most) => most,
        Err(_) => return Ok(Vec::new()),
    };
    let mut found: Vec<Match> = Vec::new();
    while found.len() < most {
        let next = match found.last() {
            Some(last) => pattern.find_after(machine, text, last)?,
            None => pattern.find(machine, text, 0)?,
        };
        match next {
            Some(next) => found.push(next),
            None => break,
        }
    }
    Ok(found)
}

/// The texts between the matches, and those of the groups.
fn split(
    machine: &Machine<'_>,
    given: &Arguments,
    regexp: usize,
    string: usize,
) -> Result<Datum, Problem> {
    let (pattern, text) = (pattern(given, regexp)?, given.text(string));
    let mut parts = Vec::new();
    let mut end = 0;
    for found in matches(machine, &pattern, &text, given.integer(2, 0))? {
        let (start, next) = found.whole();
        parts.push(Datum::text(&text[end..start]));
        for group in 1..found.groups.len() {
            parts.push(found.text(&text, group).map_or(Datum::Null, Datum::text));
        }
        end = next;
        size::within(size::list_size(parts.len()))?;
    }
    parts.push(Datum::text(&text[end..]));
    Datum::list(parts)
}

fn replace(
    machine: &Machine<'_>,
    given: &Arguments,
    regexp: usize,
    string: usize,
) -> Result<Datum, Problem> {
    let (pattern, text) = (pattern(given, regexp)?, given.text(string));
    let found = matches(machine, &pattern, &text, given.integer(3, 0))?;
    let template = given.text(2);
    replaced(&text, &found, |found| {
        expanded(&template, &pattern, found, &text)
    })
}

fn replace_by(
    machine: &Machine<'_>,
    given: &Arguments,
    regexp: usize,
    string: usize,
) -> Result<Datum, Problem> {
    let (pattern, text) = (pattern(given, regexp)?, given.text(string));
    let selector = given.lambda(2)?;
    let found = matches(machine, &pattern, &text, given.integer(3, 0))?;
    replaced(&text, &found, |found| {
        match selected(machine, found, &text, Some(&selector), &given.context)? {
            Datum::Text(text) => Ok(text.to_string()),
            Datum::Null => Ok(String::new()),
            other => Err(Problem::Other(format!(
                "expected str instance, {} found",
                other.python_type()
            ))),
        }
    })
}

fn replaced(
    text: &str,
    found: &[Match],
    mut by: impl FnMut(&Match) -> Result<String, Problem>,
) -> Result<Datum, Problem> {
    let mut out = String::new();
    let mut end = 0;
    for each in found {
        let (start, next) = each.whole();
        out.push_str(&text[end..start]);
        out.push_str(&by(each)?);
        bounded(out.len())?;
        end = next;
    }
    out.push_str(&text[end..]);
    Ok(Datum::from(out))
}

/// A replacement with its references to groups (`\1`, `\g<name>`) and escapes put in.
fn expanded(
    template: &str,
    pattern: &Pattern,
    found: &Match,
    text: &str,
) -> Result<String, Problem> {
    let mut out = String::new();
    let mut rest = template;
    while let Some(place) = rest.find('\\') {
        out.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        let Some(kind) = rest.chars().next() else {
            return Err(Problem::other("bad escape (end of pattern)"));
        };
        let (length, meant) = match kind {
            '1'..='9' => {
                let digits = rest
                    .chars()
                    .take(2)
                    .take_while(char::is_ascii_digit)
                    .count();
                let number = rest[..digits].parse().unwrap_or(usize::MAX);
                (digits, group(found, text, Some(number), &rest[..digits])?)
            }
            'g' => {
                let name = rest[1..]
                    .strip_prefix('<')
                    .and_then(|rest| rest.split_once('>'));
                let Some((name, _)) = name else {
                    return Err(Problem::other("missing group name"));
                };
                let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
                let number = if is_number {
                    name.parse().ok()
                } else {
                    pattern.group(name)
                };
                if !is_number && number.is_none() {
                    return Err(Problem::Index(format!("unknown group name '{name}'")));
                }
                (name.len() + 3, group(found, text, number, name)?)
            }
            '0' => (1, "\0"),
            'n' => (1, "\n"),
            't' => (1, "\t"),
            'r' => (1, "\r"),
            'a' => (1, "\x07"),
            'b' => (1, "\x08"),
            'f' => (1, "\x0c"),
            'v' => (1, "\x0b"),
            '\\' => (1, "\\"),
            other if other.is_ascii_alphabetic() => {
                return Err(Problem::Other(format!("bad escape \\{other}")));
            }
            other => {
                out.push('\\');
                (other.len_utf8(), &rest[..other.len_utf8()])
            }
        };
        out.push_str(meant);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Ok(out)
}

fn group<'t>(
    found: &Match,
    text: &'t str,
    number: Option<usize>,
    name: &str,
) -> Result<&'t str, Problem> {
    match number {
        Some(number) if number < found.groups.len() => {
            Ok(found.text(text, number).unwrap_or_default())
        }
        _ => Err(Problem::Other(format!("invalid group reference {name}"))),
    }
}
