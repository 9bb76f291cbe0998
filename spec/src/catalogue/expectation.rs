//! Expectations: a complete answer as data.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What an answer must be.
///
/// Texts may hold names in braces (`{stack_name}`), which stand for what the scenario used.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The status.
    pub status: u16,
    /// Headers by name.
    #[serde(default)]
    pub headers: IndexMap<String, HeaderExpectation>,
    /// The row of the fault table that the body shows: `code`, `title` and `error.type` follow
    /// from it, and a message where the type shows one.
    #[serde(default)]
    pub fault: Option<String>,
    /// The fault's exact message.
    #[serde(default)]
    pub message: Option<String>,
    /// Whether the body must be empty.
    #[serde(default)]
    pub empty: bool,
    /// Points of the body.
    #[serde(default)]
    pub body: Vec<BodyExpectation>,
}

/// What a header must be.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderExpectation {
    /// Exactly this text.
    Equals(String),
    /// A regular expression that the whole value matches.
    Matches(String),
    /// Not there at all.
    Absent,
}

/// What one point of a body must be.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BodyExpectation {
    /// JSON pointer to the point; `*` as a segment stands for every item of a list.
    pub at: String,
    /// What is there.
    pub is: Matcher,
}

/// A test of one JSON value.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matcher {
    /// Equal, key order aside.
    Equals(serde_json::Value),
    /// Text that the regular expression matches as a whole.
    Matches(String),
    /// Text that holds this text.
    Contains(String),
    /// Valid by this JSON Schema.
    Schema(serde_json::Value),
    /// There, whatever it is.
    Present,
    /// Not there.
    Absent,
}
