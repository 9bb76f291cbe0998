//! The hand-written requirements keep the rules of their ids, levels and expectations.

mod common;

use std::collections::HashSet;

use heat_spec::catalogue::{
    Expectation, HeaderExpectation, Kind, Level, Matcher, PLACEHOLDERS, Requirement,
};
use heat_spec::fault;
use heat_spec::schema::Schemas;

use common::upstream;

fn requirements() -> impl Iterator<Item = &'static Requirement> {
    upstream().requirements.values()
}

fn expectations(requirement: &Requirement) -> impl Iterator<Item = &Expectation> {
    requirement.expect.iter().chain(&requirement.alternatives)
}

#[test]
fn ids_start_with_the_operation_and_are_lower_case() {
    for (id, requirement) in &upstream().requirements {
        assert_eq!(*id, requirement.id);
        let rest = id.strip_prefix(&format!("{}.", requirement.operation));
        let rest = rest.unwrap_or_else(|| panic!("{id} is not {}'s", requirement.operation));
        for part in rest.split('.') {
            let good = part.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte)
            });
            assert!(good && !part.is_empty(), "{id}");
        }
    }
}

#[test]
fn statements_are_one_sentence_and_say_different_things() {
    let mut seen = HashSet::new();
    for requirement in requirements() {
        let Requirement { id, statement, .. } = requirement;
        assert!(statement.ends_with('.'), "{id}: {statement}");
        assert!(!statement.contains(". "), "{id}: {statement}");
        let key = (&requirement.operation, statement);
        assert!(seen.insert(key), "{id}: {statement}");
    }
}

#[test]
fn a_must_has_a_document_or_a_client_behind_it_and_a_should_has_none() {
    for requirement in requirements() {
        if requirement.level != Level::May {
            let level = upstream().level_of(&requirement.sources);
            assert_eq!(requirement.level, level, "{}", requirement.id);
        }
    }
}

#[test]
fn needs_are_capabilities_that_a_suite_can_find_out() {
    let plain = [
        "second-project",
        "fresh-project",
        "reachable-url",
        "injected-faults",
    ];
    for requirement in requirements() {
        for need in &requirement.needs {
            let known = match need.split_once(':') {
                Some((kind, what)) => {
                    ["type", "role", "config"].contains(&kind) && !what.is_empty()
                }
                None => plain.contains(&need.as_str()),
            };
            assert!(known, "{}: {need}", requirement.id);
        }
    }
}

#[test]
fn expected_answers_are_documented() {
    for requirement in requirements() {
        let operation = &upstream().operations[&requirement.operation];
        if let Some(expectation) = &requirement.expect {
            // Addresses that are near an operation, such as one with a slash at its end, have
            // answers of their own.
            let near = [200, 204, 404].contains(&expectation.status);
            assert!(
                near || operation.responses.contains_key(&expectation.status),
                "{}: {} is not documented",
                requirement.id,
                expectation.status
            );
        }
        let silent = requirement.expect.is_none() && !requirement.alternatives.is_empty();
        assert!(!silent, "{} has alternatives to nothing", requirement.id);
    }
}

#[test]
fn a_status_in_an_id_is_the_expected_one() {
    for requirement in requirements() {
        let rest = &requirement.id[requirement.operation.len() + 1..];
        let Ok(status) = rest.split('.').next().unwrap_or_default().parse::<u16>() else {
            continue;
        };
        if let Some(expectation) = &requirement.expect {
            assert_eq!(expectation.status, status, "{}", requirement.id);
        }
    }
}

#[test]
fn kinds_fit_expectations() {
    for requirement in requirements() {
        let Some(expectation) = &requirement.expect else {
            assert_ne!(requirement.kind, Kind::Error, "{}", requirement.id);
            continue;
        };
        let refused = expectation.status >= 400;
        match requirement.kind {
            Kind::Error => assert!(refused, "{}", requirement.id),
            Kind::Filter | Kind::Pagination | Kind::Semantics => {
                assert!(!refused, "{}", requirement.id);
            }
            Kind::Status | Kind::Header | Kind::Body | Kind::Auth | Kind::Slow => {}
        }
    }
}

#[test]
fn expected_faults_are_rows_with_this_status_and_this_message() {
    for requirement in requirements() {
        let operation = &upstream().operations[&requirement.operation];
        for expectation in expectations(requirement) {
            let Some(name) = &expectation.fault else {
                assert!(expectation.message.is_none(), "{}", requirement.id);
                continue;
            };
            let row = fault::row(name).unwrap_or_else(|| panic!("{}: {name}", requirement.id));
            let kind = fault::fault_type(row.error_type).unwrap();
            assert_eq!(kind.status, expectation.status, "{}", requirement.id);
            if let Some(message) = &expectation.message {
                assert!(kind.shows_message, "{}: {name} shows none", requirement.id);
                assert!(
                    has_form(message, row.message),
                    "{}: {message}",
                    requirement.id
                );
            }
            // What a 404 of a near-by address is, or of another verb, is not this operation's.
            if let Some(answer) = operation.responses.get(&expectation.status) {
                assert!(answer.faults.contains(name), "{}: {name}", requirement.id);
            }
        }
    }
}

/// Whether a message ends as a row of the fault table says, with anything for its arguments.
fn has_form(message: &str, row: &str) -> bool {
    let row = row.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut parts = Vec::new();
    let mut rest = row.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    parts.push(rest);
    let mut left = message;
    for part in parts
        .iter()
        .map(|part| part.replace('\u{1}', "{").replace('\u{2}', "}"))
    {
        let Some(at) = left.find(&part) else {
            return false;
        };
        left = &left[at + part.len()..];
    }
    left.is_empty() || parts.last().is_some_and(|part| part.is_empty())
}

#[test]
fn placeholders_are_known() {
    let known: HashSet<_> = PLACEHOLDERS.iter().map(|(name, _)| *name).collect();
    for requirement in requirements() {
        let operation = &upstream().operations[&requirement.operation];
        for expectation in expectations(requirement) {
            for text in texts(expectation) {
                for name in text
                    .split('{')
                    .skip(1)
                    .filter_map(|rest| rest.split_once('}'))
                {
                    let name = name.0;
                    let is_name = !name.is_empty()
                        && name
                            .bytes()
                            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                    assert!(
                        !is_name
                            || known.contains(name)
                            || operation.path.parameters().any(|known| known == name),
                        "{}: {name}",
                        requirement.id
                    );
                }
            }
        }
    }
}

fn texts(expectation: &Expectation) -> Vec<String> {
    let headers = expectation
        .headers
        .values()
        .filter_map(|header| match header {
            HeaderExpectation::Equals(text) | HeaderExpectation::Matches(text) => {
                Some(text.clone())
            }
            HeaderExpectation::Absent => None,
        });
    let bodies = expectation.body.iter().filter_map(|point| match &point.is {
        Matcher::Equals(value) => Some(value.to_string()),
        Matcher::Matches(text) | Matcher::Contains(text) => Some(text.clone()),
        Matcher::Schema(_) | Matcher::Present | Matcher::Absent => None,
    });
    headers
        .chain(bodies)
        .chain(expectation.message.clone())
        .collect()
}

#[test]
fn schemas_in_expectations_are_valid() {
    let schemas = Schemas::compile(upstream()).unwrap();
    for requirement in requirements() {
        for expectation in expectations(requirement) {
            for point in &expectation.body {
                assert!(
                    point.at.is_empty() || point.at.starts_with('/'),
                    "{}",
                    requirement.id
                );
                if let Matcher::Schema(schema) = &point.is {
                    schemas
                        .inline(schema)
                        .unwrap_or_else(|error| panic!("{}: {error}", requirement.id));
                }
            }
        }
    }
}
