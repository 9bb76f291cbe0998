//! From what a fault says to the place in the document that it is about.

use heat_spec::{Fault, Value};

/// The segments of a fault's path, as far as the document has them.
///
/// A name may have dots in it, so that the document decides where it ends. Below a resource with a
/// stack inside the path goes on in another document, after the name of that in angle brackets;
/// this one is followed up to there.
pub(super) fn path(document: &Value, written: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut value = document;
    let mut rest = written;
    while !rest.is_empty() {
        rest = rest.trim_start_matches('.');
        let Some((segment, below, after)) = step(value, rest) else {
            break;
        };
        found.push(segment);
        value = below;
        rest = after;
    }
    found
}

/// The file inside of which a path goes on, and how it does.
pub(super) fn inside(written: &str) -> Option<(&str, &str)> {
    let (_, rest) = written.split_once("<file://")?;
    rest.split_once('>')
}

fn step<'v, 'p>(value: &'v Value, rest: &'p str) -> Option<(String, &'v Value, &'p str)> {
    match value {
        Value::Map(map) => {
            let fitting = map.iter().filter_map(|(key, below)| {
                let key = key.json_text();
                let after = rest.strip_prefix(key.as_str())?;
                let ends = after.is_empty() || after.starts_with(['.', '[', '<']);
                ends.then_some((key, below, after))
            });
            fitting.max_by_key(|(key, ..)| key.len())
        }
        Value::List(items) => {
            let (index, after) = rest.strip_prefix('[')?.split_once(']')?;
            let below = items.get(index.parse::<usize>().ok()?)?;
            Some((index.to_owned(), below, after))
        }
        _ => None,
    }
}

/// Where in the document, at a path or below it, the things are that a fault names.
pub(super) fn refine(document: &Value, mut path: Vec<String>, fault: &Fault) -> Vec<String> {
    let mut value = document;
    for segment in &path {
        let Some(below) = child(value, segment) else {
            return path;
        };
        value = below;
    }
    if fault.id == "property_unknown" || fault.id == "property_not_implemented" {
        let names = value.as_map().into_iter().flat_map(heat_spec::Map::keys);
        let mut names = names.map(heat_spec::Key::json_text);
        let wrong = names.find(|name| fault.message.split(' ').any(|word| word == name));
        path.extend(wrong);
        return path;
    }
    path.extend(quoted(value, &fault.message).unwrap_or_default());
    path
}

/// The path to the first key or text that a message has in quotes.
pub(super) fn quoted(value: &Value, message: &str) -> Option<Vec<String>> {
    let is_named = |text: &str| {
        text.chars().count() > 1
            && [("\"", "\""), ("'", "'"), ("(", ")"), ("(", " ")]
                .iter()
                .any(|(before, after)| message.contains(&format!("{before}{text}{after}")))
    };
    find(value, &is_named)
}

fn find(value: &Value, is_named: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let below = |segment: String, value: &Value| {
        let mut path = find(value, is_named)?;
        path.insert(0, segment);
        Some(path)
    };
    match value {
        Value::String(text) => is_named(text).then(Vec::new),
        Value::List(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| below(index.to_string(), item)),
        Value::Map(map) => map.iter().find_map(|(key, item)| {
            let key = key.json_text();
            if is_named(&key) {
                return Some(vec![key]);
            }
            below(key, item)
        }),
        _ => None,
    }
}

fn child<'v>(value: &'v Value, segment: &str) -> Option<&'v Value> {
    match value {
        Value::Map(map) => map.get(&heat_spec::Key::from(segment)),
        Value::List(items) => items.get(segment.parse::<usize>().ok()?),
        _ => None,
    }
}
