//! From a request's method and path to the operation that it addresses.

use indexmap::IndexMap;

use super::path::{Segment, decode, split};
use super::{Operation, PathTemplate};

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

/// What the first segment of a path says about the version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathVersion {
    /// Nothing: the path has to be chosen by the `Accept` header, or is not known.
    Unversioned,
    /// The path asks for the list of versions: it is empty, starts with `versions`, or with a
    /// version other than 1 or 1.0.
    List,
    /// Version 1, however it is spelled: `v1`, `v1.0`, `v01`, `v1x`.
    One,
}

impl PathVersion {
    /// Reads the first segment of a decoded path.
    ///
    /// Only the start of the segment counts, as in Heat, which searches for
    /// `^v(\d+)\.?(\d+)?`.
    pub fn of(segment: &str) -> Self {
        if segment.is_empty() || segment == "versions" {
            return Self::List;
        }
        let Some(rest) = segment.strip_prefix('v') else {
            return Self::Unversioned;
        };
        let (major, rest) = digits(rest);
        let (minor, _) = digits(rest.strip_prefix('.').unwrap_or(rest));
        match (major.trim_start_matches('0'), minor.trim_start_matches('0')) {
            _ if major.is_empty() => Self::Unversioned,
            ("1", "") => Self::One,
            _ => Self::List,
        }
    }
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// The operations' paths as a tree of segments.
///
/// Operations stand in it by their position in the catalogue.
#[derive(Clone, Debug, Default)]
pub(super) struct Router {
    root: Node,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// The paths that end here: operation and place of the path among its paths.
    ends: Vec<(usize, usize)>,
    literals: Vec<(String, Node)>,
    rests: Vec<(String, Vec<(usize, usize)>)>,
    parameter: Option<Box<Node>>,
}

impl Router {
    pub(super) fn new<'a>(operations: impl Iterator<Item = &'a Operation>) -> Self {
        let mut router = Self::default();
        for (operation, paths) in operations.map(paths).enumerate() {
            for (place, path) in paths.enumerate() {
                router.root.insert(path.segments(), (operation, place));
            }
        }
        router
    }

    /// Finds the most specific operation that has this form and this verb.
    ///
    /// A path whose most specific form lacks the verb falls to a less specific form that has it,
    /// as in Heat, where `PUT /stacks/s1/resources` addresses the stack `s1` with the id
    /// `resources`.
    pub(super) fn find<'a>(
        &self,
        operations: &'a IndexMap<String, Operation>,
        method: &str,
        path: &str,
    ) -> Match<'a> {
        let Some(path) = decode(path) else {
            return Match::NotFound;
        };
        let parts = normalise(split(&path));
        let has_method = |ends: &[(usize, usize)]| {
            ends.iter().copied().find_map(|(index, place)| {
                let (_, operation) = operations.get_index(index)?;
                let known = operation.methods.iter().any(|known| known == method);
                known.then_some((operation, place))
            })
        };
        let mut best = None;
        let found = self.root.walk(&parts, &mut |ends| {
            best.get_or_insert_with(|| ends.to_vec());
            has_method(ends)
        });
        if let Some((operation, place)) = found {
            let parameters = paths(operation)
                .nth(place)
                .and_then(|path| path.capture(&parts))
                .unwrap_or_default();
            return Match::Operation(operation, parameters);
        }
        match best {
            Some(ends) => Match::MethodNotAllowed(methods(at(operations, &ends))),
            None => Match::NotFound,
        }
    }

    /// The operations of the most specific form that a path has, whatever their verbs.
    pub(super) fn operations_at<'a>(
        &self,
        operations: &'a IndexMap<String, Operation>,
        path: &str,
    ) -> Vec<&'a Operation> {
        let Some(path) = decode(path) else {
            return Vec::new();
        };
        let parts = normalise(split(&path));
        self.root
            .walk(&parts, &mut |ends| Some(ends.to_vec()))
            .map(|ends| at(operations, &ends).collect())
            .unwrap_or_default()
    }
}

fn at<'a>(
    operations: &'a IndexMap<String, Operation>,
    ends: &[(usize, usize)],
) -> impl Iterator<Item = &'a Operation> {
    ends.iter()
        .filter_map(|(index, _)| operations.get_index(*index).map(|(_, operation)| operation))
}

/// The verbs of operations as `Allow` names them.
fn methods<'a>(operations: impl Iterator<Item = &'a Operation>) -> Vec<&'a str> {
    let operations: Vec<_> = operations.collect();
    if let Some(own) = operations.iter().find(|one| !one.allow.is_empty()) {
        return own.allow.iter().map(String::as_str).collect();
    }
    let mut methods: Vec<_> = operations
        .into_iter()
        .flat_map(|operation| operation.methods.iter().map(String::as_str))
        .collect();
    methods.sort_by_key(|method| {
        let usual = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        usual.iter().position(|known| known == method)
    });
    methods
}

fn paths(operation: &Operation) -> impl Iterator<Item = &PathTemplate> {
    std::iter::once(&operation.path).chain(&operation.also)
}

/// Spells the version as the templates do, and drops what stands behind a list of versions.
fn normalise(mut parts: Vec<&str>) -> Vec<&str> {
    match PathVersion::of(parts.first().copied().unwrap_or_default()) {
        PathVersion::List => parts.clear(),
        PathVersion::One => parts[0] = "v1",
        PathVersion::Unversioned => {}
    }
    parts
}

impl Node {
    fn insert(&mut self, segments: &[Segment], end: (usize, usize)) {
        let Some((segment, rest)) = segments.split_first() else {
            self.ends.push(end);
            return;
        };
        match segment {
            Segment::Literal(text) => {
                let index = self
                    .literals
                    .iter()
                    .position(|(known, _)| known == text)
                    .unwrap_or_else(|| {
                        self.literals.push((text.clone(), Self::default()));
                        self.literals.len() - 1
                    });
                self.literals[index].1.insert(rest, end);
            }
            Segment::Parameter(_) => self.parameter.get_or_insert_default().insert(rest, end),
            Segment::Rest { prefix, .. } => self.rests.push((prefix.clone(), vec![end])),
        }
    }

    /// Shows `visit` the ends that the parts lead to, the most specific first, until it returns
    /// something.
    fn walk<R>(
        &self,
        parts: &[&str],
        visit: &mut impl FnMut(&[(usize, usize)]) -> Option<R>,
    ) -> Option<R> {
        let Some((part, rest)) = parts.split_first() else {
            return if self.ends.is_empty() {
                None
            } else {
                visit(&self.ends)
            };
        };
        if let Some((_, node)) = self.literals.iter().find(|(text, _)| text == part)
            && let Some(found) = node.walk(rest, visit)
        {
            return Some(found);
        }
        for (prefix, ends) in &self.rests {
            if part.starts_with(prefix.as_str())
                && let Some(found) = visit(ends)
            {
                return Some(found);
            }
        }
        match &self.parameter {
            Some(node) if !part.is_empty() => node.walk(rest, visit),
            _ => None,
        }
    }
}
