//! The shape of documents: depth, and keys that are no text.

use heat_spec::{Fault, Key, Value, fault};

/// How deeply templates and environments may be nested.
///
/// Everything in this crate walks documents recursively; this keeps it far from the end of a
/// thread's stack. Upstream runs out of Python's stack a little later.
pub(crate) const DEPTH: usize = 128;

/// Refuses a document that is nested too deeply.
pub(crate) fn check_depth(document: &Value) -> Result<(), Fault> {
    // With a list of what is left, so that this itself needs no stack.
    let mut rest = vec![(document, 1)];
    while let Some((value, depth)) = rest.pop() {
        if depth > DEPTH {
            return Err(fault::template_too_deep(DEPTH));
        }
        match value {
            Value::List(items) => rest.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Map(map) => rest.extend(map.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Ok(())
}

/// The document with every key as text, as it arrives after Heat's internal JSON.
pub(crate) fn with_text_keys(value: Value) -> Value {
    // Large documents are not made anew for nothing.
    if has_text_keys(&value) {
        value
    } else {
        rebuilt(value)
    }
}

fn rebuilt(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(rebuilt).collect()),
        Value::Map(map) => Value::Map(
            map.into_iter()
                .map(|(key, item)| (text_key(key), rebuilt(item)))
                .collect(),
        ),
        scalar => scalar,
    }
}

fn has_text_keys(value: &Value) -> bool {
    match value {
        Value::List(items) => items.iter().all(has_text_keys),
        Value::Map(map) => map
            .iter()
            .all(|(key, item)| key.as_str().is_some() && has_text_keys(item)),
        _ => true,
    }
}

fn text_key(key: Key) -> Key {
    match key {
        Key::String(text) => Key::String(text),
        other @ Key::Other(_) => Key::String(other.json_text()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_limited() {
        let nested =
            |levels: usize| (1..levels).fold(Value::Null, |inner, _| Value::List(vec![inner]));
        assert!(check_depth(&nested(DEPTH)).is_ok());
        let around = |inner: Value| [("k", inner)].into_iter().collect();
        assert!(check_depth(&around(nested(DEPTH - 1))).is_ok());
        assert!(check_depth(&around(nested(DEPTH))).is_err());
        assert_eq!(
            check_depth(&nested(DEPTH + 1)).unwrap_err().id,
            "template_too_deep"
        );
    }

    #[test]
    fn keys_become_text() {
        let odd = Value::Map(
            [(Key::from(Value::from(true)), Value::Null)]
                .into_iter()
                .collect(),
        );
        let expected: Value = [("true", Value::Null)].into_iter().collect();
        assert_eq!(with_text_keys(odd.clone()), expected);
        let inside = Value::List(vec![Value::Null, odd]);
        let expected = Value::List(vec![Value::Null, expected]);
        assert_eq!(with_text_keys(inside.clone()), expected);
        let around = |inner| [("k", inner)].into_iter().collect();
        assert_eq!(with_text_keys(around(inside)), around(expected));
    }
}
