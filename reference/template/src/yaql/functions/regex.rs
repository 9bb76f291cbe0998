//! Regular expressions: `regex`, `matches`, `=~`, `!~`, `search`, `searchAll`, `escapeRegex`.

use std::rc::Rc;

use crate::python::regex::Flags;
use crate::yaql::call::arguments::Arguments;
use crate::yaql::call::definition::{Definition, Parameter, function, may, method, need};
use crate::yaql::call::kind::Kind::{Bool, Lambda, Pattern as PatternKind, Text};
use crate::yaql::context::Context;
use crate::yaql::datum::Datum;
use crate::yaql::lambda::Lambda as Function;
use crate::yaql::machine::Machine;
use crate::yaql::pattern::{Match, Pattern};
use crate::yaql::problem::Problem;
use crate::yaql::stream::Stream;

const REGEXP: &[Parameter] = &[need("string", Text), need("regexp", PatternKind)];
const PATTERN: &[Parameter] = &[need("string", Text), need("pattern", Text)];
const SEARCH: &[Parameter] = &[
    need("regexp", PatternKind),
    need("string", Text),
    may("selector", Lambda),
];

/// The functions.
pub(crate) const FUNCTIONS: &[Definition] = &[
    function(
        "regex",
        &[
            need("pattern", Text),
            may("ignoreCase", Bool),
            may("multiLine", Bool),
            may("dotAll", Bool),
        ],
        |_, given| {
            let flags = Flags {
                ignores_case: given.flag(1),
                has_lines: given.flag(2),
                has_all: given.flag(3),
            };
            Pattern::new(&given.text(0), flags).map(Datum::Pattern)
        },
    ),
    method(
        "matches",
        &[need("regexp", PatternKind), need("string", Text)],
        |machine, given| matches(machine, &pattern(given, 0)?, &given.text(1)).map(Datum::Bool),
    ),
    method(
        "matches",
        &[need("string", Text), need("regexp", Text)],
        |machine, given| matches(machine, &pattern(given, 1)?, &given.text(0)).map(Datum::Bool),
    ),
    function("#operator_=~", REGEXP, |machine, given| {
        matches(machine, &pattern(given, 1)?, &given.text(0)).map(Datum::Bool)
    }),
    function("#operator_=~", PATTERN, |machine, given| {
        matches(machine, &pattern(given, 1)?, &given.text(0)).map(Datum::Bool)
    }),
    function("#operator_!~", REGEXP, |machine, given| {
        matches(machine, &pattern(given, 1)?, &given.text(0)).map(|does| Datum::Bool(!does))
    }),
    function("#operator_!~", PATTERN, |machine, given| {
        matches(machine, &pattern(given, 1)?, &given.text(0)).map(|does| Datum::Bool(!does))
    }),
    method("search", SEARCH, |machine, given| {
        let (pattern, text) = (pattern(given, 0)?, given.text(1));
        match pattern.find(machine, &text, 0)? {
            Some(found) => {
                let selector = given.given_lambda(2);
                selected(machine, &found, &text, selector.as_ref(), &given.context)
            }
            None => Ok(Datum::Null),
        }
    }),
    method("searchAll", SEARCH, |_, given| {
        let (pattern, text) = (pattern(given, 0)?, given.text(1));
        let selector = given.given_lambda(2);
        let context = given.context.clone();
        let mut last: Option<Match> = None;
        Stream::over(context.depth(), move |machine| {
            let found = match &last {
                Some(last) => pattern.find_after(machine, &text, last)?,
                None => pattern.find(machine, &text, 0)?,
            };
            let Some(found) = found else {
                return Ok(None);
            };
            let value = selected(machine, &found, &text, selector.as_ref(), &context)?;
            last = Some(found);
            Ok(Some(value))
        })
    }),
    function("escapeRegex", &[need("string", Text)], |_, given| {
        let mut escaped = String::new();
        for character in given.text(0).chars() {
            if "()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c".contains(character) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        Ok(Datum::from(escaped))
    }),
];

/// The regular expression at a place, or that of the text there.
pub(crate) fn pattern(given: &Arguments, place: usize) -> Result<Rc<Pattern>, Problem> {
    match given.value(place) {
        Datum::Pattern(pattern) => Ok(pattern),
        _ => Pattern::new(&given.text(place), Flags::default()),
    }
}

/// What a selector makes of a match; without one its text.
pub(crate) fn selected(
    machine: &Machine<'_>,
    found: &Match,
    text: &str,
    selector: Option<&Function>,
    context: &Rc<Context>,
) -> Result<Datum, Problem> {
    machine.charge(found.groups.len())?;
    match selector {
        Some(selector) => {
            let context = context.with_arguments(&found.variables(text)?, Vec::new())?;
            selector.within(machine, &context)
        }
        None => Ok(found.text(text, 0).map_or(Datum::Null, Datum::text)),
    }
}

fn matches(machine: &Machine<'_>, pattern: &Rc<Pattern>, text: &str) -> Result<bool, Problem> {
    pattern.find(machine, text, 0).map(|found| found.is_some())
}
