//! Examples that the documents print.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Source, source};

/// An example that a document prints: a request or an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Its name within the operation; given by its file's name.
    #[serde(default)]
    pub name: String,
    /// The operation; given by the folder that the file stands in.
    #[serde(default)]
    pub operation: String,
    /// Where it is printed.
    #[serde(deserialize_with = "source::read")]
    pub sources: Vec<Source>,
    /// The request's body, if it is a request.
    #[serde(default)]
    pub request: Option<serde_json::Value>,
    /// The answer, if it is one.
    #[serde(default)]
    pub response: Option<ExampleResponse>,
    /// How it differs from what upstream takes or gives, if it does.
    #[serde(default)]
    pub deviates: Option<String>,
}

/// An answer that a document prints.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleResponse {
    /// The status.
    pub status: u16,
    /// The headers, as far as they are printed.
    #[serde(default)]
    pub headers: IndexMap<String, String>,
    /// The body, if one is printed.
    #[serde(default)]
    pub body: Option<serde_json::Value>,
}
