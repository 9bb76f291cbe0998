//! Values from the texts of scalars, by tag.

use super::binary::binary;
use super::number::{float, integer};
use crate::Value;
use crate::yaml::compose::node::Tag;
use crate::yaml::cursor::Mark;
use crate::yaml::error::{Problem, YamlErrorKind};

/// Why a text does not fit its tag.
pub(super) enum ScalarError {
    /// In the words of Python's `ValueError`, which has no place.
    Value(String),
    /// In the words of PyYAML.
    Constructor(String),
}

impl ScalarError {
    pub(super) fn at(self, mark: Mark) -> Problem {
        match self {
            Self::Value(message) => Problem::new(YamlErrorKind::Scalar, message, mark),
            Self::Constructor(message) => Problem::new(YamlErrorKind::Node, message, mark),
        }
    }
}

/// Constructs a scalar.
pub(super) fn construct(tag: &Tag, text: &str) -> Result<Value, ScalarError> {
    match tag {
        Tag::Null => Ok(Value::Null),
        Tag::Bool => boolean(text),
        Tag::Int => integer(text).map(Value::Number),
        Tag::Float => float(text).map(Value::from),
        Tag::Binary => binary(text).map(Value::String),
        _ => Ok(Value::from(text)),
    }
}

fn boolean(text: &str) -> Result<Value, ScalarError> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "on" => Ok(Value::Bool(true)),
        "no" | "false" | "off" => Ok(Value::Bool(false)),
        // PyYAML fails here without a message.
        _ => {
            let repr = Value::from(text).python_repr();
            Err(ScalarError::Value(format!("invalid boolean: {repr}")))
        }
    }
}
