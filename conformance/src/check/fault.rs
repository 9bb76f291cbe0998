//! Faults against rows of the fault table.

use heat_spec::catalogue::Matcher;
use heat_spec::fault::{self, FaultRow};
use serde_json::{Value, json};

use super::body::text_seen;
use super::matcher::compare;
use super::placeholder::Placeholders;
use super::{At, Difference, ExpectationError};
use crate::client::Exchange;
use crate::contract::Contract;

/// What differs between an answer and the fault of a row.
///
/// `message` is the exact text; without one the row's own has to fit, its arguments being any
/// text.
pub(super) fn differences(
    row_id: &str,
    message: Option<&str>,
    exchange: &Exchange,
    placeholders: &Placeholders,
    contract: &Contract,
) -> Result<Vec<Difference>, ExpectationError> {
    let row = fault::row(row_id).ok_or_else(|| ExpectationError::Fault(row_id.to_owned()))?;
    let fault_type = fault::fault_type(row.error_type)
        .ok_or_else(|| ExpectationError::Fault(row_id.to_owned()))?;
    let Some(body) = &exchange.json else {
        let whole = At::Body(String::new());
        return Ok(vec![Difference::new(whole, "a fault", text_seen(exchange))]);
    };
    let equals = |value: Value| Matcher::Equals(value);
    let message = match (fault_type.shows_message, message) {
        (_, Some(text)) => equals(json!(text)),
        (true, None) => Matcher::Matches(pattern_of(row)),
        (false, None) => Matcher::Absent,
    };
    let points = [
        ("/code", equals(json!(fault_type.status))),
        ("/title", equals(json!(fault::title(fault_type.status)))),
        ("/error/type", equals(json!(fault_type.name))),
        ("/error/message", message),
    ];
    let mut differences = Vec::new();
    for (at, matcher) in points {
        let value = body.pointer(at);
        differences.extend(compare(&matcher, at, value, placeholders, contract)?);
    }
    Ok(differences)
}

/// The row's message as a regular expression; an argument stands for any text.
pub(crate) fn pattern_of(row: &FaultRow) -> String {
    let mut pattern = String::from("(?s)");
    let mut rest = row.message;
    while let Some(start) = rest.find(['{', '}']) {
        pattern.push_str(&literal(&rest[..start]));
        let brace = &rest[start..=start];
        let after = &rest[start + 1..];
        rest = if after.starts_with(brace) {
            // A doubled brace is a brace.
            pattern.push_str(&literal(brace));
            &after[1..]
        } else {
            pattern.push_str(".*");
            after.find('}').map_or("", |end| &after[end + 1..])
        };
    }
    pattern.push_str(&literal(rest));
    pattern
}

/// Escaped for a regular expression, and without anything that looks like a placeholder.
fn literal(text: &str) -> String {
    regex::escape(text).replace(r"\{", r"\x7b")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_a_row_stand_for_any_text() {
        let row = FaultRow {
            id: "x",
            error_type: "EntityNotFound",
            message: "The Stack ({name}) has {{no}} dot.",
            about: "",
        };
        let regex = Placeholders::default().pattern(&pattern_of(&row)).unwrap();
        assert!(regex.is_match("The Stack (a\nb) has {no} dot."));
        assert!(!regex.is_match("The Stack (a) has {no} dots"));
    }
}
