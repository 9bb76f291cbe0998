//! Paths with names in braces, and how a request's path is taken apart.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

/// A path with names in braces: `/v1/{project_id}/stacks/{stack_name}/{stack_id}`.
///
/// A name stands for one segment. The last one may stand for all that is left of the path, if that
/// starts in a certain way: `{stack_identity=arn:**}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "String", into = "String")]
pub struct PathTemplate {
    text: String,
    segments: Vec<Segment>,
}

/// One part of a [`PathTemplate`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// This text.
    Literal(String),
    /// Any text but none.
    Parameter(String),
    /// Everything to the end, if it starts with `prefix`.
    Rest {
        /// The parameter's name.
        name: String,
        /// What it starts with.
        prefix: String,
    },
}

impl PathTemplate {
    /// The template as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of its parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Parameter(name) | Segment::Rest { name, .. } => Some(name.as_str()),
            Segment::Literal(_) => None,
        })
    }

    /// The parameters of a request's path, decoded, if the path has this form.
    pub fn matches(&self, path: &str) -> Option<IndexMap<String, String>> {
        let path = decode(path)?;
        self.capture(&split(&path))
    }

    /// The parameters of a path that was taken apart, if it has this form.
    pub(super) fn capture(&self, parts: &[&str]) -> Option<IndexMap<String, String>> {
        let mut parameters = IndexMap::with_capacity(self.segments.len());
        for (index, segment) in self.segments.iter().enumerate() {
            let part = parts.get(index)?;
            match segment {
                Segment::Literal(text) if part == text => {}
                Segment::Parameter(name) if !part.is_empty() => {
                    parameters.insert(name.clone(), (*part).to_owned());
                }
                Segment::Rest { name, prefix } if part.starts_with(prefix.as_str()) => {
                    parameters.insert(name.clone(), parts[index..].join("/"));
                    return Some(parameters);
                }
                _ => return None,
            }
        }
        (parts.len() == self.segments.len()).then_some(parameters)
    }

    pub(super) fn segments(&self) -> &[Segment] {
        &self.segments
    }
}

/// Decodes the path of a request; nothing if it is not UTF-8.
///
/// The path is decoded before it is taken apart, as behind every WSGI server: `%2F` separates
/// segments like `/`.
pub(super) fn decode(path: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(path).decode_utf8().ok()
}

/// Takes a decoded path apart.
///
/// Slashes in a row count as one. A slash at the end makes an empty last segment, which no literal
/// and no parameter matches.
pub(super) fn split(path: &str) -> Vec<&str> {
    let mut parts = Vec::with_capacity(8);
    parts.extend(path.split('/').filter(|part| !part.is_empty()));
    if !parts.is_empty() && path.ends_with('/') {
        parts.push("");
    }
    parts
}

impl From<String> for PathTemplate {
    fn from(text: String) -> Self {
        let segments = text
            .split('/')
            .filter(|part| !part.is_empty())
            .map(segment)
            .collect();
        Self { text, segments }
    }
}

fn segment(part: &str) -> Segment {
    let Some(name) = part
        .strip_prefix('{')
        .and_then(|part| part.strip_suffix('}'))
    else {
        return Segment::Literal(part.to_owned());
    };
    match name
        .strip_suffix("**")
        .and_then(|name| name.split_once('='))
    {
        Some((name, prefix)) => Segment::Rest {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        },
        None => Segment::Parameter(name.to_owned()),
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
