//! Keys of maps: text nearly always, any scalar in YAML.

use std::fmt;
use std::hash::{Hash, Hasher};

use indexmap::Equivalent;

use super::Value;

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
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Other(a), Self::Other(b)) => a.python_repr() == b.python_repr(),
            _ => false,
        }
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            // As `str` hashes, so that look-ups by `&str` find it.
            Self::String(text) => text.as_str().hash(state),
            Self::Other(value) => value.python_repr().hash(state),
        }
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
