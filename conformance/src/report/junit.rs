//! The report as JUnit XML: a suite for each operation, a case for each requirement.

use indexmap::IndexMap;
use quick_junit::{
    NonSuccessKind, Property, Report as Document, TestCase, TestCaseStatus, TestSuite,
};

use super::{Failure, Report, ReportError, RequirementResult};
use crate::verdict::Verdict;

/// The report as JUnit XML.
pub(super) fn text(report: &Report) -> Result<String, ReportError> {
    let text = document(report).to_string();
    text.map_err(|error| ReportError::unmade("junit", &error))
}

fn document(report: &Report) -> Document {
    let mut suites: IndexMap<&str, TestSuite> = IndexMap::new();
    let seen = report
        .generated
        .requirements
        .iter()
        .filter(|result| result.verdict != Verdict::Untested);
    for result in report.requirements.iter().chain(seen) {
        suites
            .entry(&result.operation)
            .or_insert_with(|| TestSuite::new(&result.operation))
            .add_test_case(case(result));
    }
    let mut document = Document::new("heat-conformance");
    document.add_test_suites(suites.into_values());
    document
}

fn case(result: &RequirementResult) -> TestCase {
    let mut case = TestCase::new(&result.id, status(result));
    case.set_classname(&result.operation);
    let level = word(&result.level);
    let kind = word(&result.kind);
    for (name, value) in [
        ("requirement", result.id.as_str()),
        ("level", &level),
        ("kind", &kind),
        ("verdict", result.verdict.name()),
    ] {
        case.properties.push(Property::new(name, value));
    }
    for scenario in &result.scenarios {
        case.properties
            .push(Property::new("scenario", scenario.as_str()));
    }
    case
}

fn status(result: &RequirementResult) -> TestCaseStatus {
    let reason = result.reason.clone().unwrap_or_default();
    let mut status = match result.verdict {
        Verdict::Pass => return TestCaseStatus::success(),
        Verdict::Fail | Verdict::UnexpectedPass | Verdict::Flaky => {
            TestCaseStatus::non_success(NonSuccessKind::Failure)
        }
        // Not skipped: whoever counts failures and errors must not take these for well.
        Verdict::Error | Verdict::Blocked | Verdict::Aborted => {
            TestCaseStatus::non_success(NonSuccessKind::Error)
        }
        Verdict::Warn | Verdict::Waived | Verdict::Unsupported | Verdict::Untested => {
            TestCaseStatus::skipped()
        }
    };
    status.set_type(result.verdict.name());
    status.set_message(format!("{}: {reason}", result.verdict));
    if !result.failures.is_empty() {
        let lines: Vec<String> = result.failures.iter().map(description).collect();
        status.set_description(lines.join("\n"));
    }
    status
}

fn description(failure: &Failure) -> String {
    let mut text = format!(
        "{}: expected {}, seen {}",
        failure.at, failure.expected, failure.seen
    );
    for line in [&failure.exchange, &failure.curl].into_iter().flatten() {
        text.push('\n');
        text.push_str(line);
    }
    text
}

/// A word of the catalogue as its files write it.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
