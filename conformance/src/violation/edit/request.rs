//! Edits of requests: what the target is asked in place of what the suite asks.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Context, document, fill, items, query, replaced};
use crate::target::Role;
use crate::violation::message::{Answer, Asked};
use crate::violation::rule::one_or_many;

/// One change of a request.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RequestEdit {
    /// Without these parameters of the query.
    DropQuery(#[serde(deserialize_with = "one_or_many")] Vec<String>),
    /// With these parameters of the query, each once.
    SetQuery(IndexMap<String, String>),
    /// Of these repeated parameters of the query only the first.
    KeepFirstQuery(#[serde(deserialize_with = "one_or_many")] Vec<String>),
    /// Of these repeated parameters of the query only the last.
    KeepLastQuery(#[serde(deserialize_with = "one_or_many")] Vec<String>),
    /// Another name for a parameter of the query.
    RenameQuery {
        /// The name that it has.
        from: String,
        /// The name that it gets.
        to: String,
    },
    /// Another text for what a regular expression finds in a parameter of the query.
    ReplaceQuery {
        /// The parameter.
        name: String,
        /// What is looked for.
        pattern: String,
        /// What stands there then; `$1` is the first group.
        with: String,
    },
    /// Without these places of the body.
    DropField(#[serde(deserialize_with = "one_or_many")] Vec<String>),
    /// With another value at a place of the body.
    SetField {
        /// The place.
        at: String,
        /// The value.
        to: Value,
    },
    /// Another text for what a regular expression finds in the texts at a place of the body.
    ReplaceField {
        /// The place.
        at: String,
        /// What is looked for.
        pattern: String,
        /// What stands there then; `$1` is the first group.
        with: String,
    },
    /// With the list at a place of the body, its last item first.
    ReverseField(String),
    /// With the fields of one object of the body in another one, over those that are there.
    MergeField {
        /// Where they are.
        from: String,
        /// Where they go.
        into: String,
    },
    /// Without a body.
    DropBody,
    /// Without these headers.
    DropHeader(#[serde(deserialize_with = "one_or_many")] Vec<String>),
    /// With these headers, each once.
    SetHeader(IndexMap<String, String>),
    /// With another verb.
    Method(String),
    /// At another path.
    Path(String),
    /// With the token of another identity, at that identity's project.
    As(Role),
    /// Answered in this way, without the target.
    Instead(Instead),
    /// Together with another request.
    Also(Also),
}

/// An answer that the target has no part in.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instead {
    /// The status.
    pub(crate) status: u16,
    /// Headers beside the content type and the request id.
    #[serde(default)]
    pub(crate) headers: IndexMap<String, String>,
    /// The body, if there is one.
    #[serde(default)]
    pub(crate) body: Option<Value>,
}

/// One more request to the target.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Also {
    /// Its verb.
    pub(crate) method: String,
    /// Its path: `/v1/{project_id}/stacks/{stack_name}/{stack_id}`.
    pub(crate) path: String,
    /// Whose token it has, and in whose project it is; those of the request if nobody is named.
    #[serde(default, rename = "as")]
    pub(crate) role: Option<Role>,
    /// Its query, encoded.
    #[serde(default)]
    pub(crate) query: String,
    /// Its body; that of the request if nothing is given.
    #[serde(default)]
    pub(crate) body: Option<Value>,
    /// What is done to it then.
    #[serde(default)]
    pub(crate) edits: Vec<RequestEdit>,
    /// Whether it comes before or after the request.
    #[serde(default)]
    pub(crate) order: Order,
}

/// Before or after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Order {
    /// Before the request.
    Before,
    /// After it.
    #[default]
    After,
}

impl Instead {
    /// The answer, with the headers that every answer has.
    pub(crate) fn answer(&self, path_parameters: &IndexMap<String, String>) -> Answer {
        let mut headers = HeaderMap::new();
        let id = ("x-openstack-request-id", format!("req-{}", Uuid::new_v4()));
        let json = ("content-type", "application/json".to_owned());
        let own = self.headers.iter();
        let all = [id]
            .into_iter()
            .chain(self.body.as_ref().map(|_| json))
            .chain(own.map(|(name, value)| (name.as_str(), fill(value, path_parameters))));
        for (name, value) in all {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse()) {
                headers.insert(name, value);
            }
        }
        let body = self.body.as_ref().map(Value::to_string).unwrap_or_default();
        Answer {
            status: self.status,
            headers,
            body: fill(&body, path_parameters).into(),
        }
    }
}

impl RequestEdit {
    /// Changes a request; those that need the target ([`Self::As`], [`Self::Instead`],
    /// [`Self::Also`]) are the proxy's work.
    pub(crate) fn apply(&self, asked: &mut Asked, context: &Context<'_>) {
        match self {
            Self::DropQuery(names) => {
                let mut pairs = asked.query_pairs();
                let n_before = pairs.len();
                pairs.retain(|(name, _)| !names.contains(name));
                if pairs.len() != n_before {
                    asked.set_query_pairs(&pairs);
                }
            }
            Self::SetQuery(wanted) => {
                let mut pairs = asked.query_pairs();
                pairs.retain(|(name, _)| !wanted.contains_key(name));
                let filled = wanted.iter();
                pairs.extend(filled.map(|(name, value)| (name.clone(), context.fill(value))));
                asked.set_query_pairs(&pairs);
            }
            Self::KeepFirstQuery(names) => query::change(asked, |pairs| query::once(pairs, names)),
            Self::KeepLastQuery(names) => query::change(asked, |pairs| {
                pairs.reverse();
                query::once(pairs, names);
                pairs.reverse();
            }),
            Self::RenameQuery { from, to } => query::change(asked, |pairs| {
                for (name, _) in pairs.iter_mut().filter(|(name, _)| name == from) {
                    name.clone_from(to);
                }
            }),
            Self::ReplaceQuery {
                name,
                pattern,
                with,
            } => query::change(asked, |pairs| {
                for (_, value) in pairs.iter_mut().filter(|(known, _)| known == name) {
                    *value = replaced(value, pattern, with);
                }
            }),
            Self::DropField(places) => asked.change_json(|json| {
                for place in places {
                    document::remove(json, place);
                }
            }),
            Self::SetField { at, to } => {
                let to = context.fill_json(to);
                asked.change_json(|json| document::put(json, at, &to));
            }
            Self::ReplaceField { at, pattern, with } => asked.change_json(|json| {
                document::each(json, at, &mut |value| {
                    if let Value::String(text) = value {
                        *text = replaced(text, pattern, &context.fill(with));
                    }
                });
            }),
            Self::ReverseField(at) => asked.change_json(|json| {
                document::each_list(json, at, &mut |items| items.reverse());
            }),
            Self::MergeField { from, into } => {
                asked.change_json(|json| items::merge(json, from, into));
            }
            Self::DropBody => {
                asked.body = axum::body::Bytes::new();
                asked.headers.remove(axum::http::header::CONTENT_LENGTH);
                asked.headers.remove(axum::http::header::CONTENT_TYPE);
            }
            Self::DropHeader(names) => {
                for name in names {
                    asked.headers.remove(name.as_str());
                }
            }
            Self::SetHeader(headers) => {
                for (name, value) in headers {
                    let parsed = (name.parse::<HeaderName>(), value.parse::<HeaderValue>());
                    if let (Ok(name), Ok(value)) = parsed {
                        asked.headers.insert(name, value);
                    }
                }
            }
            Self::Method(method) => asked.method.clone_from(method),
            Self::Path(path) => asked.path = context.fill(path),
            Self::As(_) | Self::Instead(_) | Self::Also(_) => {}
        }
    }
}
