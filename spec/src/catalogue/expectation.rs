//! Expectations: a complete answer as data.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// The names that texts of expectations may hold in braces, and what they stand for.
///
/// A regular expression takes the value literally, with the signs of its syntax escaped.
pub const PLACEHOLDERS: &[(&str, &str)] = &[
    (
        "base_url",
        "the service's address without version and project, without a slash at its end",
    ),
    (
        "endpoint",
        "the service's address with version and project, without a slash at its end",
    ),
    ("project_id", "the project of the endpoint"),
    (
        "resource_name",
        "the resource's name as the request gave it",
    ),
    ("snapshot_id", "the snapshot's id as the request gave it"),
    ("stack_name", "the stack's name as the request gave it"),
    (
        "stack_identity",
        "the name or id by which the request asked for a stack",
    ),
    (
        "stack_id",
        "the id of the stack that the request is about, or that it made",
    ),
    ("no_id", "an id that nothing has"),
    ("name", "the name that the body of the request gives"),
    ("config_id", "the latest software configuration"),
    (
        "config_name",
        "the name of the latest software configuration",
    ),
    ("deployment_id", "the latest software deployment"),
    ("server_id", "the server of the latest software deployment"),
];

/// What an answer must be: everything that is named here, and nothing else is required.
///
/// Texts may hold names in braces (`{stack_name}`), which stand for what the scenario used; they
/// are listed in [`PLACEHOLDERS`]; those of the path's parameters stand for these.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The status.
    pub status: u16,
    /// Headers by name, in any case.
    #[serde(default)]
    pub headers: IndexMap<String, HeaderExpectation>,
    /// The row of the fault table that the body shows: `code`, `title`, `explanation` and
    /// `error.type` follow from it, and a message of the row's form where the type shows one.
    #[serde(default)]
    pub fault: Option<String>,
    /// The fault's exact message, with what stands before the row's text if the fault has a place
    /// in a template.
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
    /// JSON pointer to the point, empty for the whole body; `*` as a segment stands for every item
    /// of a list and every value of an object.
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
