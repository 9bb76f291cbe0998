//! From a request's method and path to the operation that it addresses.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::Operation;

/// A path with names in braces: `/v1/{project_id}/stacks/{stack_name}/{stack_id}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "String", into = "String")]
pub struct PathTemplate {
    text: String,
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Parameter(String),
}

/// What a request addresses.
#[derive(Clone, Debug)]
pub enum Match<'a> {
    /// An operation, with the decoded parameters of the path.
    Operation(&'a Operation, IndexMap<String, String>),
    /// A known path with a verb that it has not; the verbs that it has.
    MethodNotAllowed(Vec<&'a str>),
    /// Nothing that the catalogue knows.
    NotFound,
}

impl PathTemplate {
    /// The template as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of its parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Parameter(name) => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }

    /// The parameters of a path, decoded, if the path has this form.
    pub fn matches(&self, path: &str) -> Option<IndexMap<String, String>> {
        let mut parts = path.strip_prefix('/')?.split('/');
        let mut parameters = IndexMap::new();
        for segment in &self.segments {
            let part = parts.next()?;
            match segment {
                Segment::Literal(text) => (part == text).then_some(())?,
                Segment::Parameter(_) if part.is_empty() => return None,
                Segment::Parameter(name) => {
                    let value = percent_encoding::percent_decode_str(part)
                        .decode_utf8()
                        .ok()?;
                    parameters.insert(name.clone(), value.into_owned());
                }
            }
        }
        parts.next().is_none().then_some(parameters)
    }

    /// How many literal segments it has: the more, the more specific.
    fn literals(&self) -> usize {
        self.segments
            .iter()
            .filter(|segment| matches!(segment, Segment::Literal(_)))
            .count()
    }
}

impl From<String> for PathTemplate {
    fn from(text: String) -> Self {
        let segments = text
            .trim_start_matches('/')
            .split('/')
            .map(|part| {
                part.strip_prefix('{')
                    .and_then(|part| part.strip_suffix('}'))
                    .map_or_else(
                        || Segment::Literal(part.to_owned()),
                        |name| Segment::Parameter(name.to_owned()),
                    )
            })
            .collect();
        Self { text, segments }
    }
}

impl From<PathTemplate> for String {
    fn from(template: PathTemplate) -> Self {
        template.text
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

/// Finds the most specific operation that has this form and this verb.
///
/// A path whose most specific form lacks the verb falls to a less specific form that has it, as
/// in Heat, where `PUT /stacks/s1/resources` addresses the stack `s1` with the id `resources`.
pub(super) fn match_request<'a>(
    operations: impl Iterator<Item = &'a Operation>,
    method: &str,
    path: &str,
) -> Match<'a> {
    let mut candidates: Vec<_> = operations
        .filter_map(|operation| Some((operation, operation.path.matches(path)?)))
        .collect();
    candidates.sort_by_key(|(operation, _)| std::cmp::Reverse(operation.path.literals()));
    if let Some(index) = candidates
        .iter()
        .position(|(operation, _)| operation.methods.iter().any(|known| known == method))
    {
        let (operation, parameters) = candidates.swap_remove(index);
        return Match::Operation(operation, parameters);
    }
    let Some((first, _)) = candidates.first() else {
        return Match::NotFound;
    };
    let most_specific = first.path.literals();
    let methods = candidates
        .iter()
        .filter(|(operation, _)| operation.path.literals() == most_specific)
        .flat_map(|(operation, _)| operation.methods.iter().map(String::as_str))
        .collect();
    Match::MethodNotAllowed(methods)
}
