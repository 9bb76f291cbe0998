//! Digests of JSON documents.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// SHA-256 over the canonical JSON of a value, in hexadecimal.
pub fn of(value: &Value) -> String {
    of_bytes(canonical(value))
}

/// SHA-256 over bytes, in hexadecimal.
pub fn of_bytes(bytes: impl AsRef<[u8]>) -> String {
    use std::fmt::Write;
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a text cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}

/// The canonical JSON of a value: no blanks, the keys of objects in the order of their code points.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

/// The canonical JSON of an object.
pub(crate) fn canonical_object(fields: &Map<String, Value>) -> String {
    let mut text = String::new();
    write_object(fields, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => write_object(fields, text),
        Value::String(content) => write_text(content, text),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::Null => text.push_str("null"),
        Value::Number(number) => text.push_str(&number.to_string()),
    }
}

fn write_object(fields: &Map<String, Value>, text: &mut String) {
    let mut fields: Vec<_> = fields.iter().collect();
    fields.sort_unstable_by_key(|(key, _)| *key);
    text.push('{');
    for (index, (key, item)) in fields.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write_text(key, text);
        text.push(':');
        write(item, text);
    }
    text.push('}');
}

fn write_text(content: &str, text: &mut String) {
    let plain = |byte: u8| byte >= 0x20 && byte != b'"' && byte != b'\\';
    if content.bytes().all(plain) {
        text.push('"');
        text.push_str(content);
        text.push('"');
    } else {
        text.push_str(&Value::from(content).to_string());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let one = json!({"b": [1, {"y": null, "x": "ü\n"}], "a": 1.5, "c\"": true});
        let other = json!({"a": 1.5, "c\"": true, "b": [1, {"x": "ü\n", "y": null}]});
        assert_eq!(
            canonical(&one),
            r#"{"a":1.5,"b":[1,{"x":"ü\n","y":null}],"c\"":true}"#
        );
        assert_eq!(of(&one), of(&other));
        assert_ne!(
            of(&json!([1, 2])),
            of(&json!([2, 1])),
            "the order of items does"
        );
    }

    #[test]
    fn canonical_json_is_json() {
        let value =
            json!({"text": "\u{7f}\u{1}\\ \"ü\"", "list": [null, false, -1, 1e300], "": {}});
        let read: Value = serde_json::from_str(&canonical(&value)).unwrap();
        assert_eq!(read, value);
    }

    #[test]
    fn each_text_is_quoted_as_it_needs() {
        for text in ["plain", "\u{1}", "\"", "\\", ""] {
            let fields = Map::from_iter([(text.to_owned(), text.into())]);
            let canonical = canonical_object(&fields);
            let read: Value = serde_json::from_str(&canonical).unwrap();
            assert_eq!(read[text], text, "{canonical}");
        }
    }

    #[test]
    fn it_is_the_usual_sha_256() {
        assert_eq!(
            of(&json!({})),
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        );
    }
}
