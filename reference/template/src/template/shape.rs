//! The shape of documents: depth, and keys that are no text.

use heat_spec::{Fault, Key, Value, fault};

/// How deeply templates and environments may be nested.
///
/// Everything in this crate walks documents recursively; this keeps it far from the end of a
/// thread's stack. Upstream runs out of Python's stack a little later.
pub(crate) const DEPTH: usize = 128;

/// Refuses a document that is nested too deeply.
pub(crate) fn check_depth(document: &Value) -> Result<(), Fault> {
    // Level by level, so that this itself needs no stack.
    let mut level = vec![document];
    let mut depth = 0;
    while !level.is_empty() {
        depth += 1;
        if depth > DEPTH {
            return Err(fault::template_too_deep(DEPTH));
        }
        level = level.into_iter().flat_map(children).collect();
    }
    Ok(())
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::List(items) => Box::new(items.iter()),
        Value::Map(map) => Box::new(map.values()),
        _ => Box::new(std::iter::empty()),
    }
}

/// The document with every key as text, as it arrives after Heat's internal JSON.
pub(crate) fn with_text_keys(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(with_text_keys).collect()),
        Value::Map(map) => Value::Map(
            map.into_iter()
                .map(|(key, item)| (text_key(key), with_text_keys(item)))
                .collect(),
        ),
        scalar => scalar,
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
        assert_eq!(with_text_keys(odd).to_json(), r#"{"true": null}"#);
    }
}
