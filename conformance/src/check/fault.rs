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
        (
            "/explanation",
            equals(json!(fault::explanation(fault_type.status))),
        ),
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
    use crate::check::sample::{contract, placeholders};

    const CONFLICT: &str = "There was a conflict when trying to complete your request.";

    fn conflict() -> Value {
        json!({
            "code": 409,
            "title": "Conflict",
            "explanation": CONFLICT,
            "error": {
                "type": "StackExists",
                "traceback": null,
                "message": "The Stack (web) already exists.",
            },
        })
    }

    fn wrong(row: &str, message: Option<&str>, body: &Value) -> Vec<String> {
        let exchange = Exchange::sample("stacks.create", 409, body);
        differences(row, message, &exchange, &placeholders(), &contract())
            .unwrap()
            .iter()
            .map(|difference| difference.at.to_string())
            .collect()
    }

    /// Asserts that a fault which has another value at one point is refused there alone.
    fn refused_at(at: &str, value: Value) {
        let mut body = conflict();
        *body.pointer_mut(at).unwrap() = value;
        assert_eq!(wrong("stack_exists", None, &body), [format!("body {at}")]);
    }

    #[test]
    fn each_part_follows_from_the_row() {
        assert_eq!(wrong("stack_exists", None, &conflict()), [""; 0]);
        refused_at("/code", json!("409"));
        refused_at("/code", json!(408));
        refused_at("/title", json!("conflict"));
        refused_at("/explanation", json!("There was a conflict."));
        refused_at("/error/type", json!("Stackexists"));
        refused_at("/error/message", json!("The stack (web) already exists."));
        refused_at("/error/message", json!("The Stack (web) already exists"));
        refused_at("/error/message", json!("The Stack (web) already exists.\n"));
        refused_at("/error/message", json!(null));
        assert_eq!(
            wrong("stack_exists", None, &json!({"error": conflict()})),
            [
                "body /code",
                "body /title",
                "body /explanation",
                "body /error/type",
                "body /error/message"
            ]
        );
    }

    #[test]
    fn an_exact_message_has_its_arguments() {
        let exact = Some("The Stack ({stack_name}) already exists.");
        assert_eq!(wrong("stack_exists", exact, &conflict()), [""; 0]);
        let mut other = conflict();
        other["error"]["message"] = json!("The Stack (db) already exists.");
        assert_eq!(wrong("stack_exists", None, &other), [""; 0]);
        assert_eq!(
            wrong("stack_exists", exact, &other),
            ["body /error/message"]
        );
    }

    #[test]
    fn a_type_that_hides_its_message_has_none() {
        let mut body = json!({
            "code": 400,
            "title": "Bad Request",
            "explanation": fault::explanation(400),
            "error": {"type": "ValueError", "traceback": null},
        });
        assert_eq!(wrong("value_error", None, &body), [""; 0]);
        body["error"]["message"] = json!(null);
        assert_eq!(wrong("value_error", None, &body), ["body /error/message"]);
    }

    #[test]
    fn an_answer_without_json_is_no_fault() {
        let mut exchange = Exchange::sample("stacks.create", 409, &Value::Null);
        exchange.json = None;
        exchange.body = "409 Conflict".to_owned();
        let placeholders = placeholders();
        let found = differences("stack_exists", None, &exchange, &placeholders, &contract());
        assert_eq!(
            found.unwrap()[0].to_string(),
            r#"body: expected a fault, seen "409 Conflict""#
        );
        let unknown = differences("nothing", None, &exchange, &placeholders, &contract());
        assert_eq!(
            unknown.unwrap_err().to_string(),
            "the fault table has no row `nothing`"
        );
    }

    #[test]
    fn arguments_of_a_row_stand_for_any_text() {
        let row = FaultRow {
            id: "x",
            error_type: "EntityNotFound",
            message: "The Stack ({name}) has {{no}} dot.",
            about: "",
        };
        let regex = Placeholders::default().pattern(&pattern_of(&row)).unwrap();
        for text in [
            "The Stack (a\nb) has {no} dot.",
            "The Stack () has {no} dot.",
        ] {
            assert!(regex.is_match(text), "{text}");
        }
        for near in [
            "The Stack (a) has {no} dots",
            "The Stack (a) has {no} dot",
            "The Stack (a) has no dot.",
            "The Stack (a) has {{no}} dot.",
            "The Stack a has {no} dot.",
            "A The Stack (a) has {no} dot.",
        ] {
            assert!(!regex.is_match(near), "{near}");
        }
    }
}
