//! `yaql`: expressions and what the language's own library makes of them, `data/yaql.json`.

use heat_spec::{Map, Rendering, Value, json, value};
use heat_template::Initial;

use crate::support::{Operation, only, output, request};

/// Whether an expression is refused, fails, or has a value.
fn seen(expression: &str, data: &Value) -> Map {
    let template = value!({
        "heat_template_version": "2021-04-16",
        "outputs": {
            "o": { "value": { "yaql": { "expression": expression, "data": data.clone() } } },
        },
    });
    let body: Value = [("template", template)].into_iter().collect();
    match request(Operation::Preview, &body) {
        Err(fault) => only("bad", fault.message.into()),
        Ok(stack) => match stack.output("o", &Initial) {
            Ok(value) => only("is", value),
            Err(fault) => only("text", fault.text(Rendering::Once).into()),
        },
    }
}

/// Python tells of an end without a value by another error where it comes out of a generator, which
/// lists and maps are made by.
#[test]
fn the_first_of_nothing_fails_as_python_does() {
    let text = |value: Value| {
        let fault = output(value).unwrap_err();
        fault.text(Rendering::Once)
    };
    let first = value!({ "yaql": { "expression": "$.data.first()", "data": [] } });
    assert_eq!(text(first.clone()), "");
    let message = "generator raised StopIteration";
    assert_eq!(text(Value::List(vec![first.clone()])), message);
    assert_eq!(text(value!({ "k": { "l": first } })), message);
}

#[test]
fn expressions_give_what_the_library_gives() {
    let table = table();
    let data = table.get("data").unwrap();
    let rows = table.get("rows").and_then(Value::as_list).unwrap();
    let mut differences = Vec::new();
    for row in rows {
        let expression = row.get("expression").and_then(Value::as_str).unwrap();
        let seen = Value::Map(seen(expression, data));
        let is_same = match (row.get("bad"), row.get("is"), row.get("text")) {
            (Some(words), _, _) => {
                let words = format!("Bad expression {}.", words.python_str());
                seen.get("bad") == Some(&Value::from(words))
            }
            (None, Some(value), _) => seen.get("is").map(Value::to_json) == Some(value.to_json()),
            (None, None, Some(text)) => seen.get("text") == Some(text),
            // Python's words are not the same every time.
            (None, None, None) => seen.get("text").is_some(),
        };
        if !is_same {
            differences.push(format!("{}\n  gives {}", row.to_json(), seen.to_json()));
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {} rows differ:\n{}",
        differences.len(),
        rows.len(),
        differences.join("\n")
    );
}

/// What expressions are made of; some that need much, nest deeply or come to no end.
const WORDS: &[&str] = &[
    "$",
    "$.data",
    "$.data.l",
    "$.data.m",
    "$1",
    "$x",
    ".",
    "?.",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=>",
    "->",
    "+",
    "-",
    "*",
    "/",
    "mod",
    "=",
    "!=",
    "<",
    ">=",
    "=~",
    "in",
    "and",
    "or",
    "not ",
    "1",
    "-1",
    "0",
    "200",
    "99999999999999999999",
    "1.5",
    "'a'",
    "''",
    "'(a*)*b'",
    "`x`",
    "\"é\"",
    "null",
    "true",
    "false",
    "a",
    "where(",
    "select(",
    "selectMany(",
    "groupBy(",
    "orderBy(",
    "aggregate(",
    "sequence()",
    "range(199)",
    ".repeat()",
    ".cycle()",
    ".toList()",
    ".flatten()",
    ".sum()",
    ".len()",
    ".join(",
    "str(",
    "list(",
    "dict(",
    "set(",
    "let(",
    "with(",
    "def(f, ",
    "f(",
    "regex(",
    ".search(",
    ".replace(",
    "pow(",
    "shiftBitsLeft(",
    "generate(",
    "generateMany(",
    "mergeWith(",
    "switch(",
    "coalesce(",
    ".zip(",
    ".slice(",
    ".insert(",
    ".items()",
    ".memorize()",
    "\\",
    "'",
    "__a",
    "~",
    "\u{0}",
    " ",
];

#[test]
fn any_expression_is_answered() {
    let data = value!({ "l": [3, 1, 2], "m": { "a": { "b": [1] } } });
    // A fixed sequence (xorshift): a failure can be run again.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    let table = table();
    let known: Vec<&str> = table
        .get("rows")
        .and_then(Value::as_list)
        .unwrap()
        .iter()
        .filter_map(|row| row.get("expression")?.as_str())
        .collect();
    for round in 0..cases() {
        let expression: String = if round % 2 == 0 {
            (0..=random(12))
                .map(|_| WORDS[random(WORDS.len())])
                .collect()
        } else {
            // Known ones with a part put in or taken out.
            let known: Vec<char> = known[random(known.len())].chars().collect();
            let (start, end) = (random(known.len() + 1), random(known.len() + 1));
            let word = WORDS[random(WORDS.len())];
            let (before, behind) = (&known[..start], &known[end.max(start)..]);
            before
                .iter()
                .copied()
                .chain(word.chars())
                .chain(behind.iter().copied())
                .collect()
        };
        let first = seen(&expression, &data);
        assert_eq!(first.len(), 1, "{expression}");
        if round % 16 == 0 {
            assert_eq!(
                Value::Map(first).to_json(),
                Value::Map(seen(&expression, &data)).to_json(),
                "{expression}"
            );
        }
    }
}

/// The table; another one by hand: `YAQL_TABLE=FILE`.
fn table() -> Value {
    let other = std::env::var("YAQL_TABLE").map(|file| std::fs::read_to_string(file).unwrap());
    let text = other
        .as_deref()
        .unwrap_or(include_str!("../data/yaql.json"));
    json::read(text).unwrap()
}

/// How many expressions are tried; more by hand: `YAQL_CASES=1000000`.
fn cases() -> usize {
    std::env::var("YAQL_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(2_000)
}
