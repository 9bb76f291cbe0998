//! Answers that are right but for one part of what a requirement expects of them.

use heat_spec::Catalogue;
use heat_spec::catalogue::{
    BodyExpectation, Expectation, HeaderExpectation, Matcher, Operation, Requirement,
};
use heat_spec::fault;
use heat_spec::schema::InvalidSchema;
use regex::Regex;
use serde_json::{Value, json};

use super::body::{NO_CONTENT, looks_at};
use super::case::{generated, requirements, robust};
use super::fault::NO_TYPE;
use super::places::places;
use super::wrong::Wrong;
use super::{headers, status};
use crate::check::pattern_of;
use crate::violation::{ANY, AnswerEdit, Family, Rule, Violation, When};

/// A part of an expectation, with what is done to it and who else is broken by that.
struct Part {
    name: String,
    what: String,
    edits: Vec<AnswerEdit>,
    breaks: Vec<String>,
}

pub(super) fn violations(
    catalogue: &Catalogue,
    requirement: &Requirement,
    wrong: &Wrong<'_>,
) -> Result<Vec<Violation>, InvalidSchema> {
    let (Some(expectation), Some(operation)) = (
        &requirement.expect,
        catalogue.operation(&requirement.operation),
    ) else {
        return Ok(Vec::new());
    };
    // Some requirements are about answers of other operations, or of addresses that none has.
    let is_own = operation.responses.contains_key(&expectation.status);
    let any = (!is_own).then(|| ANY.to_owned());
    let when = When {
        operation: any.into_iter().collect(),
        status: vec![expectation.status],
        answer: conditions(expectation),
        ..When::default()
    };
    let parts = parts(catalogue, operation, expectation, wrong)?;
    let violations = parts.into_iter().map(|part| {
        let mut breaks = vec![requirement.id.clone()];
        breaks.extend(part.breaks.into_iter().filter(|id| *id != requirement.id));
        breaks.extend(robust(catalogue, &requirement.operation));
        Violation {
            id: format!("{}.expect.{}", requirement.id, part.name),
            operation: requirement.operation.clone(),
            family: Family::Derived,
            what: format!("Where {} is met, {}.", requirement.id, part.what),
            breaks,
            rules: vec![Rule {
                when: when.clone(),
                request: Vec::new(),
                answer: part.edits,
            }],
        }
    });
    Ok(violations.collect())
}

fn parts(
    catalogue: &Catalogue,
    operation: &Operation,
    expectation: &Expectation,
    wrong: &Wrong<'_>,
) -> Result<Vec<Part>, InvalidSchema> {
    let due = expectation.status;
    let siblings = |fits: &dyn Fn(&Expectation) -> bool| {
        requirements(catalogue, &operation.id, |other| {
            let is_same_fault = expectation.fault.is_none()
                || other.fault.is_none()
                || other.fault == expectation.fault;
            other.status == due && is_same_fault && fits(other)
        })
    };
    let answering = answering(catalogue, operation, expectation);
    let with = |aspect: &str, mut breaks: Vec<String>| {
        let answering = answering.iter();
        breaks.extend(answering.map(|operation| generated(operation, due, aspect)));
        breaks
    };
    let set = |at: &str, to: Value| AnswerEdit::Set {
        at: at.to_owned(),
        to,
    };
    let other = status::same_class(operation, due);
    let mut breaks = siblings(&|_| true);
    for operation in &answering {
        breaks.extend(status::broken(operation, due, other));
    }
    let mut parts = vec![Part {
        name: "status".to_owned(),
        what: format!("the status is {other}"),
        edits: vec![AnswerEdit::Status(other)],
        breaks,
    }];
    for (name, expected) in &expectation.headers {
        let value = match expected {
            HeaderExpectation::Absent => "there",
            _ => "something else",
        };
        parts.push(Part {
            name: format!("header.{}", name.to_lowercase()),
            what: format!("{name} says `{value}`"),
            edits: vec![headers::set(name, value)],
            breaks: with("headers", siblings(&|other| headers::has(other, name))),
        });
    }
    if expectation.fault.is_some() {
        let breaks = with("body", siblings(&|other| looks_at(other, "/error/message")));
        parts.push(Part {
            name: "type".to_owned(),
            what: "the fault has another type".to_owned(),
            edits: vec![set("/error/type", json!(NO_TYPE))],
            breaks: breaks.clone(),
        });
        parts.push(Part {
            name: "message".to_owned(),
            what: "the fault has another message".to_owned(),
            edits: vec![set("/error/message", json!("¿"))],
            breaks,
        });
    }
    if expectation.empty && due != NO_CONTENT {
        parts.push(Part {
            name: "empty".to_owned(),
            what: "there is a body".to_owned(),
            edits: vec![AnswerEdit::Body("{}".to_owned())],
            breaks: with("body", siblings(&|other| other.empty)),
        });
    }
    for (index, BodyExpectation { at, is }) in expectation.body.iter().enumerate() {
        let is_near = |other: &Expectation| looks_at(other, at);
        let name = at
            .trim_start_matches('/')
            .replace('/', ".")
            .replace('*', "each");
        // Several things may be expected of one place.
        let before = expectation.body[..index].iter();
        let name = match before.filter(|other| other.at == *at).count() {
            0 => name,
            n => format!("{name}.{}", n + 1),
        };
        parts.push(Part {
            name: format!("body.{name}"),
            what: format!("{at} is otherwise"),
            edits: vec![otherwise(at, is, wrong)?],
            breaks: with("body", siblings(&is_near)),
        });
    }
    Ok(parts)
}

/// The operations that an expected answer may come from: the requirement's own, or else those whose
/// answers have what is expected in them.
fn answering<'a>(
    catalogue: &'a Catalogue,
    operation: &'a Operation,
    expectation: &Expectation,
) -> Vec<&'a Operation> {
    if operation.responses.contains_key(&expectation.status) {
        return vec![operation];
    }
    if expectation.body.is_empty() {
        return Vec::new();
    }
    let has_all = |operation: &&Operation| {
        let response = operation.responses.get(&expectation.status);
        let Some(schema) = response.and_then(|response| response.schema.as_deref()) else {
            return false;
        };
        let places = places(catalogue, schema);
        let mut expected = expectation.body.iter();
        expected.all(|BodyExpectation { at, .. }| places.contains_key(&of_any_item(at)))
    };
    catalogue.operations.values().filter(has_all).collect()
}

/// A pointer with `*` in place of the numbers of items.
fn of_any_item(at: &str) -> String {
    let parts = at.split('/').map(|part| match part.parse::<usize>() {
        Ok(_) => "*",
        Err(_) => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// An edit after which a place no longer is what it should be.
fn otherwise(at: &str, is: &Matcher, wrong: &Wrong<'_>) -> Result<AnswerEdit, InvalidSchema> {
    let set = |to: Value| AnswerEdit::Set {
        at: at.to_owned(),
        to,
    };
    // Items of a list come and go at its end.
    let item = at
        .rsplit_once('/')
        .and_then(|(list, last)| Some((list.to_owned(), last.parse::<usize>().ok()?)));
    Ok(match (is, item) {
        (Matcher::Equals(value), _) => set(another(value)),
        (Matcher::Matches(_), _) if fits(&loose(is), "¿") => set(json!("")),
        (Matcher::Matches(_) | Matcher::Contains(_), _) | (Matcher::Absent, None) => {
            set(json!("¿"))
        }
        (Matcher::Schema(schema), _) => match wrong.any(schema)? {
            Some(value) => set(value),
            None => AnswerEdit::Remove(vec![at.to_owned()]),
        },
        (Matcher::Present, Some((at, n))) => AnswerEdit::KeepFirst { at, n },
        (Matcher::Present, None) => AnswerEdit::Remove(vec![at.to_owned()]),
        (Matcher::Absent, Some((at, 0))) => AnswerEdit::Set {
            at,
            to: json!([{}]),
        },
        (Matcher::Absent, Some((at, _))) => AnswerEdit::DoubleFirst(at),
    })
}

/// Whether a text is what a matcher looks for.
fn fits(is: &Matcher, text: &str) -> bool {
    let Matcher::Matches(pattern) = is else {
        return false;
    };
    Regex::new(&format!(r"\A(?s:{pattern})\z")).is_ok_and(|regex| regex.is_match(text))
}

/// Another value of the same type.
fn another(value: &Value) -> Value {
    match value {
        Value::Null => json!("¿"),
        Value::Bool(value) => json!(!value),
        Value::Number(number) => json!(number.as_i64().map_or(7, |number| number + 1)),
        Value::String(text) => json!(format!("{text}¿")),
        Value::Array(items) if items.is_empty() => json!(["¿"]),
        Value::Array(_) => json!([]),
        Value::Object(fields) if fields.is_empty() => json!({"¿": "¿"}),
        Value::Object(_) => json!({}),
    }
}

/// What an answer that is as expected is like, as far as a proxy can tell that does not know what
/// the scenario used.
fn conditions(expectation: &Expectation) -> Vec<BodyExpectation> {
    let mut conditions: Vec<BodyExpectation> = expectation
        .body
        .iter()
        .map(|BodyExpectation { at, is }| BodyExpectation {
            at: at.clone(),
            is: loose(is),
        })
        .collect();
    let row = expectation.fault.as_deref().and_then(fault::row);
    if let Some((row, known)) = row.and_then(|row| Some((row, fault::fault_type(row.error_type)?)))
    {
        conditions.push(BodyExpectation {
            at: "/error/type".to_owned(),
            is: Matcher::Equals(json!(known.name)),
        });
        if known.shows_message {
            let is = match &expectation.message {
                Some(message) => loose_text(message),
                None => Matcher::Matches(pattern_of(row)),
            };
            conditions.push(BodyExpectation {
                at: "/error/message".to_owned(),
                is,
            });
        }
    }
    conditions
}

/// The matcher with any text where the scenario's own stands.
fn loose(is: &Matcher) -> Matcher {
    match is {
        Matcher::Equals(Value::String(text)) => loose_text(text),
        Matcher::Equals(value) if !has_name(&value.to_string()) => is.clone(),
        Matcher::Matches(pattern) => Matcher::Matches(any_for_names(pattern, str::to_owned)),
        Matcher::Contains(text) if !has_name(text) => is.clone(),
        Matcher::Absent => Matcher::Absent,
        _ => Matcher::Present,
    }
}

fn loose_text(text: &str) -> Matcher {
    if has_name(text) {
        Matcher::Matches(any_for_names(text, regex::escape))
    } else {
        Matcher::Equals(json!(text))
    }
}

/// Whether a text has a name in braces.
fn has_name(text: &str) -> bool {
    name_in(text).is_some()
}

/// A pattern in which every name in braces is any text.
fn any_for_names(text: &str, render: impl Fn(&str) -> String) -> String {
    let mut pattern = String::new();
    let mut rest = text;
    while let Some((start, end)) = name_in(rest) {
        pattern.push_str(&render(&rest[..start]));
        pattern.push_str(".*");
        rest = &rest[end..];
    }
    pattern.push_str(&render(rest));
    pattern
}

/// Where the first name in braces stands: from the one brace to behind the other.
fn name_in(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(start) = text[from..].find('{').map(|found| from + found) {
        let inside = &text[start + 1..];
        let end = inside.find(|sign: char| !is_of_name(sign))?;
        let is_name = inside.starts_with(|sign: char| sign.is_ascii_lowercase());
        if is_name && inside[end..].starts_with('}') {
            return Some((start, start + end + 2));
        }
        from = start + 1;
    }
    None
}

fn is_of_name(sign: char) -> bool {
    sign.is_ascii_lowercase() || sign.is_ascii_digit() || "_:-".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_stand_for_any_text() {
        let pattern = any_for_names("The Stack ({stack_name}) {8}.", regex::escape);
        assert_eq!(pattern, r"The Stack \(.*\) \{8\}\.");
        assert!(!has_name("{get_param: x} {}"));
        assert_eq!(any_for_names("a{3}{stack_id}", str::to_owned), "a{3}.*");
    }
}
