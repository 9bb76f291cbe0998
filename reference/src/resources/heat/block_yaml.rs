//! YAML in block style, as cloud-init reads it: one entry a line, keys in order.
//!
//! Upstream's writer breaks long texts over several lines; here a text stays on one.

use std::fmt::Write as _;

use heat_spec::{Map, Value, yaml};

/// The document of a value.
pub(super) fn write(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Map(map) if !map.is_empty() => write_map(&mut text, map, 0),
        Value::List(items) if !items.is_empty() => write_list(&mut text, items, 0),
        scalar => {
            let _ = writeln!(text, "{}", inline(scalar));
        }
    }
    text
}

fn write_map(text: &mut String, map: &Map, indent: usize) {
    let mut entries: Vec<(String, &Value)> = map
        .iter()
        .map(|(key, value)| (inline(&key.to_value()), value))
        .collect();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    for (index, (key, value)) in entries.iter().enumerate() {
        // The first one stands where the caller left off.
        if index > 0 || !text.ends_with("- ") {
            let _ = write!(text, "{:indent$}", "");
        }
        let _ = write!(text, "{key}:");
        match value {
            Value::Map(map) if !map.is_empty() => {
                text.push('\n');
                write_map(text, map, indent + 2);
            }
            Value::List(items) if !items.is_empty() => {
                text.push('\n');
                write_list(text, items, indent);
            }
            scalar => {
                let _ = writeln!(text, " {}", inline(scalar));
            }
        }
    }
}

fn write_list(text: &mut String, items: &[Value], indent: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 || !text.ends_with("- ") {
            let _ = write!(text, "{:indent$}", "");
        }
        text.push_str("- ");
        match item {
            Value::Map(map) if !map.is_empty() => write_map(text, map, indent + 2),
            Value::List(items) if !items.is_empty() => write_list(text, items, indent + 2),
            scalar => {
                let _ = writeln!(text, "{}", inline(scalar));
            }
        }
    }
}

/// A value on one line.
fn inline(value: &Value) -> String {
    match value {
        Value::String(text) if is_plain(text) => text.clone(),
        Value::String(text) if text.chars().all(|sign| (' '..='~').contains(&sign)) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        // JSON is YAML as well.
        other => other.to_json(),
    }
}

/// Whether a text is read as itself without quotes.
fn is_plain(text: &str) -> bool {
    let may_begin = |sign: char| sign.is_ascii_alphanumeric() || "/_.$".contains(sign);
    let may_follow = |sign: char| may_begin(sign) || " -+=()@,;%^".contains(sign);
    text.starts_with(may_begin)
        && text.chars().all(may_follow)
        && !text.ends_with(' ')
        && yaml::read(text, &yaml::Limits::default())
            .is_ok_and(|document| document.value.as_str() == Some(text))
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let value = value!({
            "users": [{ "name": "u", "groups": ["a", "b"] }, [1, [2]], "x"],
            "true": "true",
            "packages": {},
            "runcmd": [["ls", "-l: #"], []],
            "text": "it's\na \"text\" ü",
            "n": 3,
            "nothing": null,
            "day": "2012-01-01",
        });
        let text = write(&value);
        insta::assert_snapshot!(text, @r#"
        'true': 'true'
        day: '2012-01-01'
        n: 3
        nothing: null
        packages: {}
        runcmd:
        - - ls
          - '-l: #'
        - []
        text: "it's\na \"text\" \u00fc"
        users:
        - groups:
          - a
          - b
          name: u
        - - 1
          - - 2
        - x
        "#);
        let read = yaml::read(&text, &yaml::Limits::default()).unwrap();
        assert_eq!(read.value, value);
        assert_eq!(write(&value!(null)), "null\n");
    }
}
