//! Faults that lack their message, or say something else.

use heat_spec::catalogue::Expectation;
use heat_spec::fault;
use serde_json::{Value, json};

use super::body::is_of_head_only;
use super::case::Case;
use crate::violation::{AnswerEdit, Violation};

/// A type that no fault has.
pub(super) const NO_TYPE: &str = "SomethingElse";

pub(super) fn violations(case: &Case<'_>) -> Vec<Violation> {
    if case.response.schema.as_deref() != Some("fault") || is_of_head_only(case) {
        return Vec::new();
    }
    let with_fault = || case.requirements(|expectation| expectation.fault.is_some());
    let mut all = Vec::new();
    let mut add = |kind: &str, what: &str, breaks: Vec<String>, edit: AnswerEdit| {
        all.push(case.violation(&format!("body.fault.{kind}"), what, breaks, vec![edit]));
    };
    let mut messages = vec![case.generated("body")];
    messages.extend(case.requirements(shows_message));
    let types = with_fault();
    let edit = AnswerEdit::Remove(vec!["/error/message".to_owned()]);
    add("no-message", "without a message", messages, edit);
    if !types.is_empty() {
        let edit = set("/error/type", json!(NO_TYPE));
        add("other-type", "with a fault of another type", types, edit);
    }
    let mut codes = vec![case.generated("body")];
    codes.extend(with_fault());
    let edit = set("/code", json!(if case.status == 400 { 409 } else { 400 }));
    add("other-code", "with another code in the fault", codes, edit);
    all
}

/// Whether an expectation says what the message of a fault is.
fn shows_message(expectation: &Expectation) -> bool {
    let row = expectation.fault.as_deref().and_then(fault::row);
    let fault_type = row.and_then(|row| fault::fault_type(row.error_type));
    fault_type.is_some_and(|fault_type| fault_type.shows_message)
}

fn set(at: &str, to: Value) -> AnswerEdit {
    AnswerEdit::Set {
        at: at.to_owned(),
        to,
    }
}
