//! Values as text, in the renderings of Python that clients see: `str`, `repr`, `json.dumps`.

use std::fmt::Write as _;

use super::{Map, Number, Value};

impl Value {
    /// What Python's `str` gives: text as it is, everything else as `repr`.
    pub fn python_str(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            other => other.python_repr(),
        }
    }

    /// What Python's `repr` gives: `None`, `True`, `'text'`, `[1, 2]`, `{'a': 1}`.
    pub fn python_repr(&self) -> String {
        let mut out = String::new();
        write_repr(&mut out, self);
        out
    }

    /// The name of the Python type: `NoneType`, `bool`, `int`, `float`, `str`, `list`, `dict`.
    pub fn python_type(&self) -> &'static str {
        match self {
            Self::Null => "NoneType",
            Self::Bool(_) => "bool",
            Self::Number(Number::Float(_)) => "float",
            Self::Number(_) => "int",
            Self::String(_) => "str",
            Self::List(_) => "list",
            Self::Map(_) => "dict",
        }
    }

    /// JSON text as Python's `json.dumps` writes it: `", "` and `": "` between, ASCII only.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        write_json(&mut out, self, NonFinite::AsPython);
        out
    }

    /// The same, but JSON to everybody: numbers that JSON has not, such as `NaN`, become `null`.
    pub fn to_strict_json(&self) -> String {
        let mut out = String::new();
        write_json(&mut out, self, NonFinite::AsNull);
        out
    }
}

/// How numbers are written that JSON has not.
#[derive(Clone, Copy)]
enum NonFinite {
    /// `NaN`, `Infinity`, `-Infinity`.
    AsPython,
    /// `null`.
    AsNull,
}

fn write_repr(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("None"),
        Value::Bool(truth) => out.push_str(if *truth { "True" } else { "False" }),
        Value::Number(number) => drop(write!(out, "{number}")),
        Value::String(text) => write_text_repr(out, text),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_repr(out, item);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_repr(out, &key.to_value());
                out.push_str(": ");
                write_repr(out, item);
            }
            out.push('}');
        }
    }
}

/// Single quotes, unless the text holds one and no double quote.
fn write_text_repr(out: &mut String, text: &str) {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ if is_printable(character) => out.push(character),
            _ => drop(match u32::from(character) {
                code @ ..0x100 => write!(out, "\\x{code:02x}"),
                code @ ..0x1_0000 => write!(out, "\\u{code:04x}"),
                code => write!(out, "\\U{code:08x}"),
            }),
        }
    }
    out.push(quote);
}

/// What Python calls printable: no control, format, separator, private or unassigned character.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    // The standard library keeps the same table for its own escapes. It also escapes a combining
    // mark, unless something comes before it.
    let text: String = ['a', character].iter().collect();
    text.escape_debug().nth(1) != Some('\\')
}

fn write_json(out: &mut String, value: &Value, non_finite: NonFinite) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Number(Number::Float(number))
            if !number.is_finite() && matches!(non_finite, NonFinite::AsNull) =>
        {
            out.push_str("null");
        }
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(Number::Float(number)) if number.is_nan() => out.push_str("NaN"),
        Value::Number(Number::Float(number)) if number.is_infinite() => {
            let is_positive = number.is_sign_positive();
            out.push_str(if is_positive { "Infinity" } else { "-Infinity" });
        }
        Value::Number(number) => drop(write!(out, "{number}")),
        Value::String(text) => write_json_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_json(out, item, non_finite);
            }
            out.push(']');
        }
        Value::Map(map) => write_json_map(out, map, non_finite),
    }
}

fn write_json_map(out: &mut String, map: &Map, non_finite: NonFinite) {
    out.push('{');
    for (index, (key, item)) in map.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        match key.as_str() {
            Some(text) => write_json_text(out, text),
            None => write_json_text(out, &key.json_text()),
        }
        out.push_str(": ");
        write_json(out, item, non_finite);
    }
    out.push('}');
}

fn write_json_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use crate::{Value, value};

    #[test]
    fn types_have_pythons_names() {
        let values = value!([null, true, 1, 1.5, "text", [], {}]);
        let names = values.as_list().unwrap().iter().map(Value::python_type);
        let names: Vec<&str> = names.collect();
        let expected = ["NoneType", "bool", "int", "float", "str", "list", "dict"];
        assert_eq!(names, expected);
    }

    #[test]
    fn repr_is_pythons() {
        let sample = value!({ "a": [1, 1.5, true, null], "it's": "say \"hi\"\n" });
        insta::assert_snapshot!(
            sample.python_repr(),
            @r#"{'a': [1, 1.5, True, None], "it's": 'say "hi"\n'}"#
        );
    }

    #[test]
    fn repr_escapes_what_python_cannot_print() {
        let sample =
            value!("\u{7f}\u{a0}\u{ad}é\u{301}\u{200b}\u{2028}\u{3000}\u{e000}\u{1f600}\u{f0000}");
        insta::assert_snapshot!(
            sample.python_repr(),
            @r"'\x7f\xa0\xadé́\u200b\u2028\u3000\ue000😀\U000f0000'"
        );
    }

    #[test]
    fn strict_json_has_no_number_that_json_has_not() {
        let sample = value!({ "a": [f64::NAN, f64::INFINITY, 1.5] });
        insta::assert_snapshot!(sample.to_json(), @r#"{"a": [NaN, Infinity, 1.5]}"#);
        insta::assert_snapshot!(sample.to_strict_json(), @r#"{"a": [null, null, 1.5]}"#);
    }

    #[test]
    fn what_would_end_a_text_is_escaped() {
        let text = Value::from("it's \"said\"\n\r\t\u{8}\u{c}");
        // Each was printed by CPython 3.11.
        assert_eq!(text.python_repr(), r#"'it\'s "said"\n\r\t\x08\x0c'"#);
        assert_eq!(text.to_json(), r#""it's \"said\"\n\r\t\b\f""#);
    }

    #[test]
    fn json_is_ascii_with_pythons_separators() {
        let sample = value!({ "a": ["é", "😀", "\u{7f}"], "b": {} });
        insta::assert_snapshot!(
            sample.to_json(),
            @r#"{"a": ["\u00e9", "\ud83d\ude00", "\u007f"], "b": {}}"#
        );
    }
}
