//! Headers against what an expectation says of them.

use heat_spec::catalogue::HeaderExpectation;
use indexmap::IndexMap;

use super::placeholder::Placeholders;
use super::{At, Difference, ExpectationError};
use crate::client::Exchange;

/// What differs in the expected headers.
pub(super) fn differences(
    expected: &IndexMap<String, HeaderExpectation>,
    exchange: &Exchange,
    placeholders: &Placeholders,
) -> Result<Vec<Difference>, ExpectationError> {
    let mut differences = Vec::new();
    for (name, expectation) in expected {
        let seen = exchange.header(name);
        let differs = |expected: String| {
            Difference::new(
                At::Header(name.clone()),
                expected,
                seen.unwrap_or("no such header"),
            )
        };
        match expectation {
            HeaderExpectation::Equals(text) => {
                let text = placeholders.fill(text)?;
                if seen != Some(text.as_str()) {
                    differences.push(differs(text));
                }
            }
            HeaderExpectation::Matches(pattern) => {
                let regex = placeholders.pattern(pattern)?;
                if !seen.is_some_and(|value| regex.is_match(value)) {
                    let filled = placeholders.fill(pattern)?;
                    differences.push(differs(format!("a value that matches {filled}")));
                }
            }
            HeaderExpectation::Absent => {
                if seen.is_some() {
                    differences.push(differs("no such header".to_owned()));
                }
            }
        }
    }
    Ok(differences)
}
