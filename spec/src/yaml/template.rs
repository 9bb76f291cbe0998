//! Templates: JSON if the text is JSON, and else YAML.

use thiserror::Error;

use super::error::YamlErrorKind;
use super::{Limits, YamlError, read};
use crate::{Map, Value, json};

/// The keys of which a template must have one.
const VERSION_KEYS: [&str; 3] = [
    "HeatTemplateFormatVersion",
    "heat_template_version",
    "AWSTemplateFormatVersion",
];

/// Why a text is no template. Displays as Heat's message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateError {
    /// The text is longer than a template may be.
    #[error("Template size ({size} bytes) exceeds maximum allowed size ({limit} bytes).")]
    TooLong {
        /// How many characters it has (Heat says bytes, and counts characters).
        size: usize,
        /// How many it may have.
        limit: usize,
    },
    /// The text is no YAML, and no JSON either.
    #[error("{}{error}", yaml_prefix(error, url.as_deref()))]
    Yaml {
        /// Why it is no YAML.
        error: YamlError,
        /// Where the template came from; none for that of a request.
        url: Option<String>,
    },
    /// The text is no mapping.
    #[error("The template is not a JSON object or YAML mapping.")]
    NotMapping,
    /// There is no version key.
    #[error("Template format version not found.")]
    NoVersion,
}

impl TemplateError {
    /// Says where the template came from, which the message on YAML then names.
    #[must_use]
    pub fn at_url(self, url: &str) -> Self {
        match self {
            Self::Yaml { error, .. } => Self::Yaml {
                error,
                url: Some(url.to_owned()),
            },
            other => other,
        }
    }
}

/// Reads a template: a mapping with a version key, in a text that is not too long.
///
/// Heat wraps the message according to where the template came from: `Template not in valid
/// format: …` for a template in a request.
pub fn read_template(text: &str, limits: &Limits) -> Result<Value, TemplateError> {
    check_template_size(text.chars().count(), limits)?;
    let template = read_any_template(text, limits)?;
    if VERSION_KEYS.iter().any(|key| template.get(key).is_some()) {
        Ok(template)
    } else {
        Err(TemplateError::NoVersion)
    }
}

/// Reads a mapping of whatever length and without regard to its version, as Heat reads the data
/// to adopt a stack with.
///
/// No text at all, or nothing but comments, is a mapping without members.
pub fn read_any_template(text: &str, limits: &Limits) -> Result<Value, TemplateError> {
    let template = if let Ok(template) = json::read(text) {
        template
    } else {
        let limits = Limits {
            characters: usize::MAX,
            ..*limits
        };
        let document = read(text, &limits);
        match document
            .map_err(|error| TemplateError::Yaml { error, url: None })?
            .value
        {
            Value::Null => Value::Map(Map::new()),
            template => template,
        }
    };
    match template {
        Value::Map(_) => Ok(template),
        _ => Err(TemplateError::NotMapping),
    }
}

/// Refuses a template with too many characters.
///
/// A template that is no text but an object in the request is as long as its rendering by
/// [`Value::python_repr`].
pub fn check_template_size(size: usize, limits: &Limits) -> Result<(), TemplateError> {
    let limit = limits.characters;
    if size > limit {
        return Err(TemplateError::TooLong { size, limit });
    }
    Ok(())
}

/// What Heat puts before the message of PyYAML, but not before that of a number.
fn yaml_prefix(error: &YamlError, url: Option<&str>) -> String {
    match error.kind {
        YamlErrorKind::Scalar => String::new(),
        _ => format!("Error parsing template {} ", url.unwrap_or("[root stack]")),
    }
}
