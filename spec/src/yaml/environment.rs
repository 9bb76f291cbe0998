//! Environments: YAML, of which JSON is a part.

use thiserror::Error;

use super::{Limits, YamlError, read};
use crate::{Map, Value};

/// Why a text is no environment. Displays as Heat's message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EnvironmentError {
    /// The text is no YAML.
    #[error(transparent)]
    Yaml(YamlError),
    /// The text is no mapping.
    #[error("The environment is not a valid YAML mapping data type.")]
    NotMapping,
}

/// Reads an environment, without regard to its sections.
///
/// No text at all, or nothing but comments, is a mapping without members. Heat wraps the message:
/// `Environment not in valid format: …` for an environment in a request.
pub fn read_environment(text: &str) -> Result<Value, EnvironmentError> {
    // How long an environment may be is limited by the body that it comes in.
    let document = read(text, &Limits::of_any_length()).map_err(EnvironmentError::Yaml)?;
    match document.value {
        environment @ Value::Map(_) => Ok(environment),
        Value::Null => Ok(Value::Map(Map::new())),
        _ => Err(EnvironmentError::NotMapping),
    }
}
