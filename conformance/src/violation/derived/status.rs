//! Another status, of the same class and of another one.

use heat_spec::catalogue::Operation;

use super::case::{Case, generated};
use crate::violation::{AnswerEdit, Violation};

pub(super) fn violations(case: &Case<'_>) -> Vec<Violation> {
    let statuses = [
        ("same-class", same_class(case.operation, case.status)),
        ("other-class", other_class(case.status)),
    ];
    let violations = statuses.into_iter().map(|(kind, other)| {
        let mut breaks = broken(case.operation, case.status, other);
        breaks.extend(case.requirements(|_| true));
        case.violation(
            &format!("status.{kind}"),
            &format!("with the status {other}"),
            breaks,
            vec![AnswerEdit::Status(other)],
        )
    });
    violations.collect()
}

/// A status of the same class: one that the operation documents, if it can.
pub(super) fn same_class(operation: &Operation, status: u16) -> u16 {
    let documented = operation.responses.iter().find(|(other, response)| {
        **other != status && **other / 100 == status / 100 && !response.failure
    });
    match (documented, status) {
        (Some((other, _)), _) => *other,
        (None, 200) => 202,
        (None, 302) => 301,
        (None, 300..400) => 302,
        (None, 400..) => 418,
        (None, _) => 200,
    }
}

/// A status of another class.
fn other_class(status: u16) -> u16 {
    match status {
        300..400 => 200,
        _ => 500,
    }
}

/// The generated requirements that an answer with another status breaks.
pub(super) fn broken(operation: &Operation, status: u16, other: u16) -> Vec<String> {
    let mut broken = vec![generated(operation, status, "status")];
    let documented = operation.responses.get(&other);
    if documented.is_some_and(|response| !response.failure) {
        // It is taken for the answer of that status, which looks otherwise.
        broken.push(generated(operation, other, "headers"));
        broken.push(generated(operation, other, "body"));
    } else if let Some(success) = operation.success_status() {
        broken.push(generated(operation, success, "status"));
    }
    broken.dedup();
    broken
}
