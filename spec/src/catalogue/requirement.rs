//! Requirements: one sentence each that an implementation keeps or breaks.

use serde::{Deserialize, Serialize};

use super::{Expectation, Source, source};

/// One hand-written requirement.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The permanent id: `stacks.create.409.name-conflict`. A status in it is upstream's.
    pub id: String,
    /// The operation that it is about; given by the file that it stands in.
    #[serde(default)]
    pub operation: String,
    /// How binding it is.
    pub level: Level,
    /// What is promised, in one sentence.
    pub statement: String,
    /// What kind of property it is.
    pub kind: Kind,
    /// Where it comes from.
    #[serde(deserialize_with = "source::read")]
    pub sources: Vec<Source>,
    /// Capabilities that a target needs before this can be judged: `type:OS::Nova::Server`,
    /// `second-project`, `role:reader`.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The answer that is right, for requirements that one answer decides.
    #[serde(default)]
    pub expect: Option<Expectation>,
    /// Other complete answers that are right as well.
    #[serde(default)]
    pub alternatives: Vec<Expectation>,
    /// Where the sources contradict each other on this point.
    #[serde(default)]
    pub disagreement: Option<String>,
}

/// How binding a requirement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A document states it, or a real client breaks without it.
    Must,
    /// Only observed on the real service.
    Should,
    /// Anything else that is good to know.
    May,
}

/// What kind of property a requirement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A status code.
    Status,
    /// A header.
    Header,
    /// The shape or content of a body.
    Body,
    /// What an operation brings about.
    Semantics,
    /// A refusal.
    Error,
    /// A filter of a list.
    Filter,
    /// Pages of a list.
    Pagination,
    /// Who may do it.
    Auth,
    /// Anything that needs real time to pass; left out unless selected.
    Slow,
}
