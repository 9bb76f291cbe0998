//! Values of templates, environments and bodies, as Heat holds them.
//!
//! JSON's data model is too narrow for what YAML templates hold, so this is a model of its own:
//! maps keep their order, integers have no size limit, and a map may have keys that are no
//! strings (Heat reads them, and refuses them only where it needs a name).

mod key;
mod macros;
mod number;
mod python;
mod serde_bridge;

pub use key::Key;
pub use number::Number;
pub(crate) use number::{MAX_DIGITS, too_many_digits};

use indexmap::IndexMap;

/// A map in document order.
pub type Map = IndexMap<Key, Value>;

/// One value of a template, an environment or a body.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer of any size, or a float.
    Number(Number),
    /// Text.
    String(String),
    /// A sequence.
    List(Vec<Value>),
    /// A mapping.
    Map(Map),
}

impl Value {
    /// The text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The mapping, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The sequence, if this is one.
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The truth value, if this is a boolean; no coercion.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// The integer, if this is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(Number::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value under a text key; nothing if this is no map.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.get(key)
    }

    /// The value that a JSON pointer (RFC 6901) leads to.
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, |value, token| {
                let token = token.replace("~1", "/").replace("~0", "~");
                match value {
                    Self::Map(map) => map.get(token.as_str()),
                    Self::List(items) => items.get(token.parse::<usize>().ok()?),
                    _ => None,
                }
            })
    }

    /// Python's truth of the value: empty text, lists and maps, zero and `null` are false.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(truth) => *truth,
            Self::Number(number) => !number.is_zero(),
            Self::String(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Map(map) => !map.is_empty(),
        }
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::String(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(Number::Float(number))
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Self {
        value.clone()
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value> + Clone> From<&[T]> for Value {
    fn from(items: &[T]) -> Self {
        Self::List(items.iter().cloned().map(Into::into).collect())
    }
}

macro_rules! from_integers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value {
            fn from(number: $kind) -> Self {
                Self::Number(Number::from(number))
            }
        }
    )*};
}

from_integers!(i32, i64, u16, u32, u64, usize);

impl<K: Into<Key>, V: Into<Value>> FromIterator<(K, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self::Map(
            pairs
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, Value};

    /// Each kind of value, with whether Python takes it for true.
    fn every_kind() -> [(&'static str, Value, bool); 6] {
        [
            ("null", Value::Null, false),
            ("bool", Value::from(true), true),
            ("number", Value::from(7), true),
            ("text", Value::from("word"), true),
            ("list", Value::from(vec!["one", "two"]), true),
            ("map", Value::from_iter([("key", 1)]), true),
        ]
    }

    #[test]
    fn a_value_is_of_one_kind_only() {
        for (kind, value, _) in every_kind() {
            assert_eq!(value.is_null(), kind == "null", "{kind}");
            assert_eq!(value.as_bool(), (kind == "bool").then_some(true), "{kind}");
            assert_eq!(value.as_i64(), (kind == "number").then_some(7), "{kind}");
            assert_eq!(value.as_str(), (kind == "text").then_some("word"), "{kind}");
            let items = [Value::from("one"), Value::from("two")];
            assert_eq!(value.as_list(), (kind == "list").then_some(&items[..]));
            let map = Map::from_iter([("key".into(), Value::from(1))]);
            assert_eq!(value.as_map(), (kind == "map").then_some(&map), "{kind}");
            assert_eq!(Value::from(&value), value, "{kind}");
        }
        assert_eq!(Value::from(false).as_bool(), Some(false));
        let map = Map::from_iter([("key".into(), Value::from(1))]);
        assert_eq!(Value::from(map.clone()).as_map(), Some(&map));
        assert_eq!(Value::from(Some(7)).as_i64(), Some(7));
        assert!(Value::from(None::<i64>).is_null());
        assert_eq!(Value::from(&["one"][..]).as_list().map(<[_]>::len), Some(1));
        assert_eq!(Value::from(0.5).as_i64(), None);
    }

    #[test]
    fn what_is_empty_or_nothing_is_not_true() {
        for (kind, value, truth) in every_kind() {
            assert_eq!(value.is_truthy(), truth, "{kind}");
        }
        let empty = [
            Value::from(false),
            Value::from(0),
            Value::from(0.0),
            Value::from(""),
            Value::List(Vec::new()),
            Value::Map(Map::new()),
        ];
        for value in empty {
            assert!(!value.is_truthy(), "{value:?}");
        }
    }

    #[test]
    fn a_pointer_leads_through_lists_and_maps() {
        let value = Value::from_iter([("a/b", Value::from(vec![Value::from_iter([("~", 1)])]))]);
        assert_eq!(value.pointer(""), Some(&value));
        assert_eq!(value.pointer("/a~1b/0/~0"), Some(&Value::from(1)));
        for nowhere in ["a~1b", "/a", "/a~1b/1", "/a~1b/x", "/a~1b/0/~0/x"] {
            assert_eq!(value.pointer(nowhere), None, "{nowhere}");
        }
    }
}
