//! Headers that are missing, malformed, or say something else.

use heat_spec::catalogue::Expectation;
use indexmap::IndexMap;

use super::body::is_of_head_only;
use super::case::Case;
use crate::violation::{AnswerEdit, Violation};

/// What stands before the path of an address.
pub(super) const ORIGIN: &str = "^https?://[^/]+";

/// An address at which nobody is.
pub(super) const FOREIGN: &str = "http://192.0.2.1:8004";

pub(super) fn violations(case: &Case<'_>) -> Vec<Violation> {
    let mut all = Vec::new();
    for header in &case.response.headers {
        let name = header.name.as_str();
        let mut add = |kind: &str, what: &str, is_generated: bool, edit: AnswerEdit| {
            let mut breaks = case.requirements(|expectation| has(expectation, name));
            if is_generated || breaks.is_empty() {
                breaks.insert(0, case.generated("headers"));
            }
            let kind = format!("headers.{}.{kind}", name.to_lowercase());
            all.push(case.violation(&kind, what, breaks, vec![edit]));
        };
        if header.required {
            let edit = AnswerEdit::DropHeader(vec![name.to_owned()]);
            add("missing", &format!("without {name}"), true, edit);
        }
        if header.pattern.is_some() {
            let edit = set(name, "not as it should be");
            add("malformed", &format!("with a malformed {name}"), true, edit);
        }
        if name.eq_ignore_ascii_case("location") {
            let what = "with an address in Location that is relative";
            add("relative", what, true, replace(name, ORIGIN, ""));
            let what = "with an address in Location that is somewhere else";
            add("foreign", what, false, replace(name, ORIGIN, FOREIGN));
            if (300..400).contains(&case.status) {
                let what = "with an address in Location that has lost the query";
                add("query-lost", what, false, replace(name, r"\?.*$", ""));
            }
        }
    }
    if !case.response.media_types.is_empty() && !is_of_head_only(case) {
        let mut breaks = vec![case.generated("headers")];
        breaks.extend(case.requirements(|expectation| has(expectation, "content-type")));
        all.push(case.violation(
            "headers.content-type.wrong",
            "with another media type",
            breaks,
            vec![set("content-type", "application/octet-stream")],
        ));
    }
    all
}

/// An edit that gives a header another value.
pub(super) fn set(name: &str, value: &str) -> AnswerEdit {
    AnswerEdit::SetHeader(IndexMap::from([(name.to_owned(), value.to_owned())]))
}

fn replace(name: &str, pattern: &str, with: &str) -> AnswerEdit {
    AnswerEdit::ReplaceHeader {
        name: name.to_owned(),
        pattern: pattern.to_owned(),
        with: with.to_owned(),
    }
}

/// Whether an expectation says something of a header.
pub(super) fn has(expectation: &Expectation, name: &str) -> bool {
    let mut names = expectation.headers.keys();
    names.any(|known| known.eq_ignore_ascii_case(name))
}
