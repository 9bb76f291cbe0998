//! Bodies with something missing, of another type, or in another form.

use heat_spec::catalogue::{Expectation, Kind, Match};
use heat_spec::schema::InvalidSchema;
use serde_json::Value;

use super::case::Case;
use super::headers::{FOREIGN, ORIGIN};
use super::places::{Place, places};
use super::wrong::Wrong;
use crate::violation::{AnswerEdit, Violation};

/// An answer of this status ends with its headers (RFC 9110, 15.3.5), whatever is sent behind them.
pub(super) const NO_CONTENT: u16 = 204;

pub(super) fn violations(
    case: &Case<'_>,
    wrong: &Wrong<'_>,
) -> Result<Vec<Violation>, InvalidSchema> {
    if is_of_head_only(case) || case.status == NO_CONTENT {
        return Ok(Vec::new());
    }
    if case.response.media_types.is_empty() {
        let edits = vec![AnswerEdit::Body("{}".to_owned())];
        let breaks = whole(case);
        return Ok(vec![case.violation(
            "body.there",
            "with a body",
            breaks,
            edits,
        )]);
    }
    let Some(schema) = &case.response.schema else {
        return Ok(Vec::new());
    };
    let wrapped = AnswerEdit::Wrap {
        at: String::new(),
        under: "data".to_owned(),
    };
    let no_json = AnswerEdit::Body("no JSON".to_owned());
    let mut all = vec![
        case.violation("body.wrapped", "in a wrapper", whole(case), vec![wrapped]),
        case.violation("body.no-json", "without JSON", whole(case), vec![no_json]),
    ];
    for (at, place) in places(case.catalogue, schema) {
        for (kind, what, breaks, edit) in of_place(case, &at, &place, wrong)? {
            let dotted = at
                .trim_start_matches('/')
                .replace('/', ".")
                .replace('*', "each");
            all.push(case.violation(
                &format!("body.{dotted}.{kind}"),
                &format!("with {at} {what}"),
                breaks,
                vec![edit],
            ));
        }
    }
    Ok(all)
}

/// Whether only HEAD is refused at the operation's address, so that the refusal has no body.
pub(super) fn is_of_head_only(case: &Case<'_>) -> bool {
    // PATCH is served wherever PUT is.
    const OTHERS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];
    let mut path = case.operation.path.as_str().to_owned();
    for name in case.operation.path.parameters() {
        path = path.replace(&format!("{{{name}}}"), "x");
    }
    let is_refused = |verb: &&str| {
        let found = case.catalogue.match_request(verb, &path);
        matches!(found, Match::MethodNotAllowed(_))
    };
    case.status == 405 && !OTHERS.iter().any(is_refused)
}

type Part = (&'static str, &'static str, Vec<String>, AnswerEdit);

fn of_place(
    case: &Case<'_>,
    at: &str,
    place: &Place,
    wrong: &Wrong<'_>,
) -> Result<Vec<Part>, InvalidSchema> {
    let looked_at = || case.requirements(|expectation| looks_at(expectation, at));
    let breaks = || {
        let mut breaks = vec![case.generated("body")];
        breaks.extend(looked_at());
        breaks
    };
    let set = |to: Value| AnswerEdit::Set {
        at: at.to_owned(),
        to,
    };
    let mut parts: Vec<Part> = Vec::new();
    if place.is_required {
        let edit = AnswerEdit::Remove(vec![at.to_owned()]);
        parts.push(("missing", "missing", breaks(), edit));
    }
    if let Some(value) = wrong.of_type(&place.layers, &place.types)? {
        parts.push(("type", "of another type", breaks(), set(value)));
    }
    if let Some(value) = wrong.null(&place.layers)? {
        parts.push(("null", "null", breaks(), set(value)));
    }
    if let Some(value) = wrong.in_form(&place.layers, &place.types)? {
        parts.push(("form", "in another form", breaks(), set(value)));
    }
    if is_list(place) {
        let mut breaks = vec![case.generated("body")];
        breaks.extend(about_contents(case, at));
        let clear = AnswerEdit::Clear(at.to_owned());
        let cut = AnswerEdit::DropLast(at.to_owned());
        parts.push(("emptied", "emptied", breaks.clone(), clear));
        parts.push(("truncated", "without its last item", breaks, cut));
    }
    if at.ends_with("/href") {
        let replace = |with: &str| AnswerEdit::Replace {
            at: at.to_owned(),
            pattern: ORIGIN.to_owned(),
            with: with.to_owned(),
        };
        parts.push(("relative", "relative", breaks(), replace("")));
        let mut breaks = breaks();
        breaks.extend(about_contents(case, at));
        parts.push(("foreign", "somewhere else", breaks, replace(FOREIGN)));
    }
    Ok(parts)
}

/// What a body that is no body breaks: whatever is said of it.
fn whole(case: &Case<'_>) -> Vec<String> {
    let mut breaks = vec![case.generated("body")];
    breaks.extend(case.requirements(|expectation| {
        expectation.empty || expectation.fault.is_some() || !expectation.body.is_empty()
    }));
    breaks
}

/// The requirements that a list with too little in it breaks: those that look at it, and those
/// that are about what a success holds without saying so in one expectation.
fn about_contents(case: &Case<'_>, at: &str) -> Vec<String> {
    let all = case.catalogue.requirements.values();
    all.filter(|requirement| requirement.operation == case.operation.id)
        .filter(|requirement| match &requirement.expect {
            Some(expectation) => expectation.status == case.status && looks_at(expectation, at),
            None => {
                case.status < 300
                    && matches!(
                        requirement.kind,
                        Kind::Body | Kind::Filter | Kind::Pagination | Kind::Semantics
                    )
            }
        })
        .map(|requirement| requirement.id.clone())
        .collect()
}

/// Whether there is a list that may have something in it, and nothing else.
fn is_list(place: &Place) -> bool {
    let mut types = place.types.iter();
    types.any(|name| name == "array")
        && !place.types.iter().any(|name| name == "object")
        && !place.layers.iter().any(|layer| layer["maxItems"] == 0)
}

/// Whether an expectation says something of a place, of what is in it, or of what it is in.
pub(super) fn looks_at(expectation: &Expectation, at: &str) -> bool {
    let is_of_fault = ["/code", "/title", "/error", "/error/type", "/error/message"];
    expectation.fault.is_some() && is_of_fault.contains(&at)
        || expectation.body.iter().any(|point| meet(&point.at, at))
}

/// Whether one of two pointers leads to the other.
fn meet(one: &str, other: &str) -> bool {
    let pairs = one.split('/').zip(other.split('/'));
    let mut pairs = pairs.skip(1);
    pairs.all(|(left, right)| left == right || left == "*" || right == "*")
}

#[cfg(test)]
mod tests {
    use super::meet;

    #[test]
    fn pointers_meet_where_one_leads_to_the_other() {
        assert!(meet("/stacks/0/id", "/stacks/*/id"));
        assert!(meet("/stacks", "/stacks/*/id"));
        assert!(meet("", "/stacks"));
        assert!(!meet("/stacks/0/id", "/stacks/*/links"));
        assert!(!meet("/count", "/stacks"));
    }
}
