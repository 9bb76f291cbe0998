//! Picking an item of a collection, as Python's `collection[key]`.

use heat_spec::{Key, Value};

use super::refusal::{Refusal, unhashable};

/// The item under `key`: of a map by its key, of a list or a text by position.
///
/// Positions count from the end if negative; truth values are positions too.
pub(crate) fn item(collection: &Value, key: &Value) -> Option<Value> {
    match collection {
        Value::Map(map) => match key {
            Value::String(text) => map.get(text.as_str()).cloned(),
            other => map.get(&Key::from(other.clone())).cloned(),
        },
        Value::List(items) => items.get(position(key, items.len())?).cloned(),
        Value::String(text) => {
            let position = position(key, text.chars().count())?;
            text.chars()
                .nth(position)
                .map(|c| Value::from(c.to_string()))
        }
        _ => None,
    }
}

/// The same, with what Python says of what is not there.
pub(crate) fn subscript(collection: &Value, key: &Value) -> Result<Value, Refusal> {
    let is_position = matches!(key, Value::Bool(_)) || key.as_i64().is_some();
    match collection {
        Value::Map(_) if matches!(key, Value::List(_) | Value::Map(_)) => {
            Err(Refusal::Type(unhashable(key)))
        }
        Value::Map(_) => item(collection, key).ok_or_else(|| Refusal::Value(key.python_repr())),
        Value::List(_) if !is_position => Err(Refusal::Type(format!(
            "list indices must be integers or slices, not {}",
            key.python_type()
        ))),
        Value::List(_) => item(collection, key)
            .ok_or_else(|| Refusal::Value("list index out of range".to_owned())),
        Value::String(_) if !is_position => Err(Refusal::Type(format!(
            "string indices must be integers, not '{}'",
            key.python_type()
        ))),
        Value::String(_) => item(collection, key)
            .ok_or_else(|| Refusal::Value("string index out of range".to_owned())),
        other => Err(Refusal::Type(format!(
            "'{}' object is not subscriptable",
            other.python_type()
        ))),
    }
}

/// The place in a sequence of `length` items that an integer stands for.
pub(crate) fn position(key: &Value, length: usize) -> Option<usize> {
    let number = match key {
        Value::Bool(truth) => i64::from(*truth),
        other => other.as_i64()?,
    };
    let place = if number < 0 {
        i64::try_from(length).ok()?.checked_add(number)?
    } else {
        number
    };
    usize::try_from(place).ok().filter(|place| *place < length)
}

#[cfg(test)]
mod tests {
    use heat_spec::value;

    use super::*;

    #[test]
    fn lists_and_texts_go_by_position_and_maps_by_key() {
        let list = value!(["a", "b"]);
        assert_eq!(item(&list, &value!(-1)), Some(value!("b")));
        assert_eq!(item(&list, &value!(true)), Some(value!("b")));
        assert_eq!(item(&list, &value!(-3)), None);
        assert_eq!(item(&list, &value!(i64::MIN)), None);
        assert_eq!(item(&value!("häh"), &value!(1)), Some(value!("ä")));
        assert_eq!(item(&value!({ "0": 1 }), &value!(0)), None);
        assert_eq!(item(&value!(5), &value!(0)), None);
        assert_eq!(position(&value!(1), 2), Some(1));
        assert_eq!(position(&value!(2), 2), None);
    }

    #[test]
    fn python_says_what_is_not_there() {
        let refused = |collection: &Value, key: &Value| match subscript(collection, key) {
            Err(Refusal::Value(text) | Refusal::Type(text)) => text,
            Ok(found) => panic!("{} is there", found.python_repr()),
        };
        let (list, text) = (value!(["a", "b"]), value!("ab"));
        for place in [value!(1), value!(true), value!(-1)] {
            assert_eq!(subscript(&list, &place), Ok(value!("b")));
            assert_eq!(subscript(&text, &place), Ok(value!("b")));
        }
        assert_eq!(refused(&list, &value!(2)), "list index out of range");
        assert_eq!(
            refused(&list, &value!("0")),
            "list indices must be integers or slices, not str"
        );
        assert_eq!(refused(&text, &value!(-3)), "string index out of range");
        assert_eq!(
            refused(&text, &value!(0.0)),
            "string indices must be integers, not 'float'"
        );
        let map = value!({ "a": 1 });
        assert_eq!(refused(&map, &value!("b")), "'b'");
        assert_eq!(refused(&map, &value!(["a"])), "unhashable type: 'list'");
        assert_eq!(
            refused(&value!(5), &value!(0)),
            "'int' object is not subscriptable"
        );
    }
}
