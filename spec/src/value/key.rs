//! Keys of maps: text nearly always, any scalar in YAML.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

use indexmap::Equivalent;

use super::number::integral_digits;
use super::{Number, Value};

/// A key of a map.
///
/// Looked up by `&str`: a key that is no text equals no text.
#[derive(Clone, Debug)]
pub enum Key {
    /// Text.
    String(String),
    /// A scalar that YAML read as something else (`1`, `~`, `on`).
    Other(Box<Value>),
}

impl Key {
    /// The text, if the key is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Other(_) => None,
        }
    }

    /// The text that the key becomes in JSON, as Python's `json` module writes it.
    pub fn json_text(&self) -> String {
        match self {
            Self::String(text) => text.clone(),
            Self::Other(value) => value.to_json(),
        }
    }

    /// The text that two keys share exactly if they are the same key in Python, where `1`, `1.0`
    /// and `True` are one. (Unlike Python, `nan` equals itself, as Rust's maps require.)
    fn identity(&self) -> Cow<'_, str> {
        match self {
            Self::String(text) => Cow::Borrowed(text),
            Self::Other(value) => match &**value {
                Value::Bool(truth) => Cow::Borrowed(if *truth { "1" } else { "0" }),
                Value::Number(Number::Float(float)) if float.fract() == 0.0 => {
                    Cow::Owned(integral_digits(*float))
                }
                other => Cow::Owned(other.python_repr()),
            },
        }
    }

    /// The key as a value.
    pub fn to_value(&self) -> Value {
        match self {
            Self::String(text) => Value::String(text.clone()),
            Self::Other(value) => (**value).clone(),
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::String(_), Self::String(_)) | (Self::Other(_), Self::Other(_)) => {
                self.identity() == other.identity()
            }
            _ => false,
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As `str` hashes, so that look-ups by `&str` find it.
        self.identity().hash(state);
    }
}

impl Equivalent<Key> for str {
    fn equivalent(&self, key: &Key) -> bool {
        key.as_str() == Some(self)
    }
}

impl Equivalent<Key> for String {
    fn equivalent(&self, key: &Key) -> bool {
        key.as_str() == Some(self)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<&String> for Key {
    fn from(text: &String) -> Self {
        Self::String(text.clone())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<&Key> for Key {
    fn from(key: &Key) -> Self {
        key.clone()
    }
}

impl From<Value> for Key {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Self::String(text),
            other => Self::Other(Box::new(other)),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => out.write_str(text),
            Self::Other(value) => out.write_str(&value.python_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Map;

    #[test]
    fn keys_that_python_holds_equal_are_one() {
        let one = Key::from(Value::from(1));
        for same in [Value::from(1.0), Value::from(true)] {
            assert_eq!(one, Key::from(same.clone()));
            let map = Map::from_iter([
                (one.clone(), Value::Null),
                (Key::from(same), one.to_value()),
            ]);
            assert_eq!(map.len(), 1);
        }
        for other in [
            Value::from("1"),
            Value::from(false),
            Value::from(1.5),
            Value::Null,
        ] {
            assert_ne!(one, Key::from(other));
        }
        assert_ne!(Key::from(Value::from(2)), Key::from(Value::from(1.5)));
    }

    #[test]
    fn only_text_is_found_by_text() {
        let map = Map::from_iter([(Key::from(Value::from(true)), Value::Null)]);
        assert_eq!(map.get("True"), None);
        assert_eq!(map.get("1"), None);
        let map = Map::from_iter([(Key::from("True"), Value::Null)]);
        assert!(map.contains_key(&"True".to_owned()));
        assert!(!map.contains_key(&"true".to_owned()));
    }
}
