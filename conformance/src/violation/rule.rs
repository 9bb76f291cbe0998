//! Rules: which exchanges are changed, and how.

use heat_spec::catalogue::BodyExpectation;
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, Serialize};

use super::edit::{AnswerEdit, RequestEdit};
use crate::target::Role;

/// Edits of the exchanges that fit.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rule {
    /// Which exchanges fit.
    pub(crate) when: When,
    /// What is done to the request, in this order; not together with conditions on the answer.
    pub(crate) request: Vec<RequestEdit>,
    /// What is done to the answer, in this order.
    pub(crate) answer: Vec<AnswerEdit>,
}

/// In place of an operation: any of them, and addresses that no operation has.
pub(crate) const ANY: &str = "*";

/// Conditions, all of which an exchange has to meet.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct When {
    /// The request is for one of these operations; the violation's own if neither they nor a path
    /// are given.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) operation: Vec<String>,
    /// The request has one of these verbs.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) method: Vec<String>,
    /// The query has these parameters with these values; null stands for any value.
    pub(crate) query: IndexMap<String, Option<String>>,
    /// The query has these parameters, with values that these regular expressions match as a whole.
    pub(crate) query_matches: IndexMap<String, String>,
    /// The query has none of these parameters.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) without_query: Vec<String>,
    /// A regular expression that the path matches as a whole.
    pub(crate) path: Option<String>,
    /// The request has these headers with these values; null stands for any value.
    pub(crate) header: IndexMap<String, Option<String>>,
    /// The request comes from one of these: `member`, `other`, `reader`, `admin`, `stack-user`,
    /// `fresh`, `nobody`.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) role: Vec<Role>,
    /// A regular expression that the text of the request's body matches as a whole.
    pub(crate) body: Option<String>,
    /// What the request's body is like; no schemas.
    pub(crate) request: Vec<BodyExpectation>,
    /// The answer has one of these statuses.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) status: Vec<u16>,
    /// What the answer's body is like; no schemas.
    pub(crate) answer: Vec<BodyExpectation>,
    /// Only the exchange of this number, from 1, among those that meet the other conditions.
    pub(crate) nth: Option<u32>,
    /// Only after an exchange like this in the same scenario; neither a number nor what came
    /// before that one is looked at.
    pub(crate) after: Option<Box<When>>,
    /// Only before an exchange like this in the same scenario.
    pub(crate) not_after: Option<Box<When>>,
}

/// A list, or the one thing that would be in it.
pub(super) fn one_or_many<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany<T> {
        Many(Vec<T>),
        One(T),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::Many(many) => many,
        OneOrMany::One(one) => vec![one],
    })
}
