//! A template printed as JSON or YAML and read again means the same.

use std::fmt::Write as _;

use heat_spec::yaml::{Limits, read_template};
use heat_spec::{Key, Number, Value};
use proptest::prelude::*;

use crate::random::{body, told};
use crate::support::Operation;

/// Block style, texts in quotes.
fn yaml(value: &Value) -> String {
    let mut out = String::new();
    print(value, 0, &mut out);
    out
}

fn print(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Map(map) if !map.is_empty() => {
            for (key, item) in map {
                let key = match key {
                    Key::String(text) => quoted(text),
                    Key::Other(_) => quoted(&key.json_text()),
                };
                // A long key has to be announced.
                let _ = write!(out, "\n{indent}? {key}\n{indent}: ");
                print(item, depth + 1, out);
            }
        }
        Value::List(items) if !items.is_empty() => {
            for item in items {
                let _ = write!(out, "\n{indent}- ");
                print(item, depth + 1, out);
            }
        }
        Value::Map(_) => out.push_str("{}"),
        Value::List(_) => out.push_str("[]"),
        Value::Null => out.push('~'),
        Value::Bool(truth) => out.push_str(if *truth { "yes" } else { "off" }),
        Value::String(text) => out.push_str(&quoted(text)),
        Value::Number(Number::Float(float)) => out.push_str(&float_text(*float)),
        Value::Number(number) => out.push_str(&number.to_string()),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            ' '..='~' => out.push(character),
            _ => {
                let _ = write!(out, "\\U{:08x}", u32::from(character));
            }
        }
    }
    out.push('"');
    out
}

/// YAML 1.1 wants a point in a number and a sign in its exponent.
fn float_text(float: f64) -> String {
    if float.is_nan() {
        return ".nan".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = format!("{float:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap();
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_template_printed_and_read_again_means_the_same(body in body()) {
        let template = body.get("template").unwrap();
        let meaning = told(Operation::Preview, &body);
        for text in [template.to_json(), yaml(template)] {
            let again = read_template(&text, &Limits::default());
            let again = again.map_err(|error| TestCaseError::fail(format!("{error}: {text}")))?;
            let mut body = body.as_map().unwrap().clone();
            body.insert("template".into(), again);
            prop_assert_eq!(&told(Operation::Preview, &Value::Map(body)), &meaning, "{}", text);
        }
    }
}
