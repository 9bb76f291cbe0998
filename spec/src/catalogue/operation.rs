//! Operations: method, path, parameters, bodies and answers, each with its sources.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{PathTemplate, Source, source};

/// One operation of the API.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// The permanent id: `stacks.create`.
    pub id: String,
    /// The name in the API reference.
    pub title: String,
    /// The section of the API reference, which is also the folder of its features: `stacks`.
    pub section: String,
    /// The verbs; more than one only for look-ups.
    pub methods: Vec<String>,
    /// The verbs that the answer to OPTIONS names, where they are others than those of all
    /// operations at the path, or stand in an order of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<String>,
    /// The path.
    pub path: PathTemplate,
    /// Other paths that address the operation as well.
    #[serde(default)]
    pub also: Vec<PathTemplate>,
    /// Whether a token is needed.
    #[serde(default)]
    pub authentication: Authentication,
    /// The policy that guards it; none where no policy applies.
    #[serde(default)]
    pub policy: Option<Policy>,
    /// The policies of an operation whose body says what is to be done, by the body's word for it.
    #[serde(default)]
    pub policies: IndexMap<String, Policy>,
    /// Where it is documented.
    #[serde(deserialize_with = "source::read")]
    pub sources: Vec<Source>,
    /// Parameters in the path.
    #[serde(default)]
    pub path_parameters: Vec<Parameter>,
    /// Parameters in the query.
    #[serde(default)]
    pub query_parameters: Vec<Parameter>,
    /// The request's body; none where a body is ignored.
    #[serde(default)]
    pub request: Option<Request>,
    /// The answers by status.
    pub responses: IndexMap<u16, Response>,
    /// Where the sources contradict each other, or the running service.
    #[serde(default)]
    pub disagreements: Vec<Disagreement>,
}

impl Operation {
    /// The one success status that a client of upstream gets.
    pub fn success_status(&self) -> Option<u16> {
        let mut statuses = self.responses.keys().copied();
        statuses.find(|status| (200..400).contains(status))
    }
}

/// Whether an operation needs a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authentication {
    /// A token of the path's project.
    #[default]
    Required,
    /// None.
    None,
}

/// The policy rule that guards an operation and the roles that it admits.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The rule as the 403 names it: `stacks:create`.
    pub rule: String,
    /// Roles of which one suffices; a role implies others as in Keystone.
    pub roles: Vec<String>,
}

/// A parameter in the path or the query.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it does, in one sentence.
    pub description: String,
    /// JSON Schema of one value, as text in the URL.
    pub schema: serde_json::Value,
    /// Whether it must be there.
    #[serde(default)]
    pub required: bool,
    /// Whether it may be given several times.
    #[serde(default)]
    pub repeatable: bool,
    /// Where it is documented.
    #[serde(deserialize_with = "source::read")]
    pub sources: Vec<Source>,
}

/// The body of a request.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Whether there must be one.
    pub required: bool,
    /// The name of its schema.
    pub schema: String,
}

/// An answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// When this is the answer, in one sentence.
    pub description: String,
    /// Where it is documented.
    #[serde(deserialize_with = "source::read")]
    pub sources: Vec<Source>,
    /// Its headers, those that every answer has included; the content type follows from the media
    /// types.
    #[serde(default)]
    pub headers: Vec<Header>,
    /// The media types that the body may have; empty where there is no body.
    #[serde(default)]
    pub media_types: Vec<String>,
    /// The name of the body's schema, if the body is JSON.
    #[serde(default)]
    pub schema: Option<String>,
    /// The rows of the fault table that yield it.
    #[serde(default)]
    pub faults: Vec<String>,
    /// Whether this is a failure of the service: documented, yet no request is meant to get it.
    #[serde(default)]
    pub failure: bool,
    /// Upstream's status, if the profile has changed it; ids keep upstream's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upstream_status: Option<u16>,
}

/// A header of an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What it says, in one sentence.
    pub description: String,
    /// Whether it must be there.
    #[serde(default = "always")]
    pub required: bool,
    /// A regular expression that its whole value matches.
    #[serde(default)]
    pub pattern: Option<String>,
    /// Where it is documented.
    #[serde(deserialize_with = "source::read")]
    pub sources: Vec<Source>,
}

const fn always() -> bool {
    true
}

/// A contradiction between documents, or between a document and the running service.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// What it is about: a field, a status, a parameter.
    pub about: String,
    /// What each witness says, by the document's short name.
    pub says: IndexMap<String, String>,
    /// Which side this catalogue takes, and why.
    pub resolution: String,
}
