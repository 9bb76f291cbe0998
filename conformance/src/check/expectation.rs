//! Answers against a requirement's expectation and its alternatives.

use std::sync::Arc;

use heat_spec::catalogue::{Expectation, Level, Requirement};

use super::placeholder::{PatternError, Placeholders, UnknownPlaceholder};
use super::{At, Check, Difference, body, fault, headers};
use crate::client::Exchange;
use crate::contract::{Contract, ContractError};

/// Why an expectation cannot be looked at; always a mistake of the catalogue or of a feature.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExpectationError {
    /// The requirement has none.
    #[error("requirement `{0}` has no expectation, so no single answer decides it")]
    None(String),
    /// A name in braces stands for nothing.
    #[error(transparent)]
    Placeholder(#[from] UnknownPlaceholder),
    /// A regular expression is none.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// The fault table has no such row.
    #[error("the fault table has no row `{0}`")]
    Fault(String),
    /// A schema or a pattern is none.
    #[error(transparent)]
    Contract(#[from] ContractError),
}

/// Looks at an answer: one check that is met, or those that are broken.
///
/// An answer is right if it is the expected one or one of the alternatives. If it is none of
/// them, the differences to the nearest are reported.
pub(crate) fn evaluate(
    requirement: &Requirement,
    exchange: &Arc<Exchange>,
    placeholders: &Placeholders,
    contract: &Contract,
) -> Result<Vec<Check>, ExpectationError> {
    let first = requirement
        .expect
        .as_ref()
        .ok_or_else(|| ExpectationError::None(requirement.id.clone()))?;
    let choices = || std::iter::once(first).chain(&requirement.alternatives);
    let mut nearest: Option<Vec<Difference>> = None;
    for (index, expectation) in choices().enumerate() {
        let found = differences(expectation, exchange, placeholders, contract)?;
        if found.is_empty() {
            let mut met = Check::met(&requirement.id, Some(exchange));
            met.alternative = index.checked_sub(1);
            return Ok(vec![met]);
        }
        if nearest.as_ref().is_none_or(|best| is_nearer(&found, best)) {
            nearest = Some(found);
        }
    }
    let mut checks: Vec<Check> = nearest
        .unwrap_or_default()
        .into_iter()
        .map(|difference| Check::broken(&requirement.id, difference, Some(exchange)))
        .collect();
    // What is only recommended does not say which status is due.
    let is_due = requirement.level == Level::Must;
    if is_due && choices().all(|choice| choice.status != exchange.status) {
        checks.extend(status_check(first.status, exchange));
    }
    Ok(checks)
}

/// An answer of the right status is nearer than one of another, whatever else differs in it.
fn is_nearer(found: &[Difference], best: &[Difference]) -> bool {
    let rank = |differences: &[Difference]| {
        let is_other_status = differences.iter().any(|one| one.at == At::Status);
        (is_other_status, differences.len())
    };
    rank(found) < rank(best)
}

/// An answer with a wrong status breaks the generated requirement that the operation answers with
/// the right one, too.
fn status_check(expected: u16, exchange: &Arc<Exchange>) -> Option<Check> {
    let operation = exchange.operation.as_ref()?;
    Some(Check::broken(
        &format!("{operation}.{expected}.status"),
        Difference::new(At::Status, expected, exchange.status),
        Some(exchange),
    ))
}

fn differences(
    expectation: &Expectation,
    exchange: &Exchange,
    placeholders: &Placeholders,
    contract: &Contract,
) -> Result<Vec<Difference>, ExpectationError> {
    if exchange.status != expectation.status {
        let seen = match exchange.fault_message() {
            Some(message) => format!("{} ({message})", exchange.status),
            None => exchange.status.to_string(),
        };
        // The rest of an answer of another kind is noise.
        return Ok(vec![Difference::new(At::Status, expectation.status, seen)]);
    }
    let mut found = headers::differences(&expectation.headers, exchange, placeholders)?;
    if let Some(row) = &expectation.fault {
        let message = expectation.message.as_deref();
        found.extend(fault::differences(
            row,
            message,
            exchange,
            placeholders,
            contract,
        )?);
    }
    if expectation.empty {
        found.extend(body::not_empty(exchange));
    }
    found.extend(body::differences(
        &expectation.body,
        exchange,
        placeholders,
        contract,
    )?);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::check::sample::{contract, placeholders};

    /// What is broken in an answer, by requirement and place.
    fn broken(requirement: Value, exchange: Exchange) -> Vec<String> {
        let mut requirement = requirement;
        for (field, value) in [
            ("id", json!("a.b")),
            ("statement", json!("s")),
            ("kind", json!("error")),
            ("sources", json!({})),
        ] {
            requirement[field] = value;
        }
        let requirement = serde_json::from_value(requirement).unwrap();
        let exchange = Arc::new(exchange);
        let checks = evaluate(&requirement, &exchange, &placeholders(), &contract()).unwrap();
        let broken = checks.into_iter().filter_map(|check| {
            let difference = check.difference?;
            Some(format!("{} {difference}", check.requirement))
        });
        broken.collect()
    }

    fn conflict(message: &str) -> Exchange {
        let body = json!({
            "code": 409,
            "title": "Conflict",
            "explanation": "There was a conflict when trying to complete your request.",
            "error": {"type": "StackExists", "traceback": null, "message": message},
        });
        Exchange::sample("stacks.create", 409, &body)
    }

    #[test]
    fn a_row_of_the_fault_table_says_what_the_body_holds() {
        let requirement =
            json!({"level": "must", "expect": {"status": 409, "fault": "stack_exists"}});
        let fits = conflict("The Stack (web) already exists.");
        assert_eq!(broken(requirement.clone(), fits), [""; 0]);
        let mut exchange = conflict("It is there.");
        if let Some(json) = &mut exchange.json {
            json["code"] = json!("409");
        }
        insta::assert_snapshot!(broken(requirement, exchange).join("\n"), @r#"
        a.b body /code: expected 409, seen "409"
        a.b body /error/message: expected a text that matches (?s)The Stack \(.*\) already exists\., seen "It is there."
        "#);
    }

    #[test]
    fn any_alternative_will_do_and_the_nearest_is_reported() {
        let message = |text: &str| json!({"status": 409, "fault": "stack_exists", "message": text});
        let requirement = json!({
            "level": "must",
            "expect": {"status": 201},
            "alternatives": [message("The Stack ({stack_name}) already exists.")],
        });
        let fits = conflict("The Stack (web) already exists.");
        assert_eq!(broken(requirement.clone(), fits), [""; 0]);
        insta::assert_snapshot!(broken(requirement, conflict("no")).join("\n"), @r#"a.b body /error/message: expected "The Stack (web) already exists.", seen "no""#);
    }

    #[test]
    fn a_must_with_another_status_breaks_the_status_of_the_operation_too() {
        let answer = || conflict("The Stack (web) already exists.");
        let must = json!({"level": "must", "expect": {"status": 201}});
        insta::assert_snapshot!(broken(must, answer()).join("\n"), @r"
        a.b status: expected 201, seen 409 (The Stack (web) already exists.)
        stacks.create.201.status status: expected 201, seen 409
        ");
        let should = json!({"level": "should", "expect": {"status": 201}});
        assert_eq!(broken(should, answer()).len(), 1);
    }

    fn created() -> Exchange {
        let mut exchange = Exchange::sample("stacks.create", 201, &json!({"stack": {"id": "1"}}));
        exchange
            .headers
            .push(("location".to_owned(), "/web/1".to_owned()));
        exchange
    }

    fn places(expect: &Value, exchange: Exchange) -> Vec<String> {
        let found = broken(json!({"level": "should", "expect": expect}), exchange);
        found
            .iter()
            .map(|line| line.split(':').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn status_header_and_body_are_all_required() {
        let expect = json!({
            "status": 201,
            "headers": {"Location": {"equals": "/{stack_name}/1"}},
            "body": [{"at": "/stack/id", "is": {"equals": "1"}}],
        });
        assert_eq!(places(&expect, created()), [""; 0]);
        for near in [200, 202, 210, 401] {
            let mut exchange = created();
            exchange.status = near;
            assert_eq!(places(&expect, exchange), ["a.b status"], "{near}");
        }
        let mut exchange = created();
        exchange.headers.pop();
        exchange.json = Some(json!({"stack": {"id": 1}}));
        assert_eq!(
            places(&expect, exchange),
            ["a.b header Location", "a.b body /stack/id"]
        );
    }

    #[test]
    fn a_body_that_must_be_empty_is() {
        let expect = json!({"status": 201, "empty": true});
        assert_eq!(places(&expect, created()), ["a.b body"]);
        let mut exchange = created();
        exchange.body.clear();
        exchange.json = None;
        assert_eq!(places(&expect, exchange), [""; 0]);
        assert_eq!(places(&json!({"status": 201}), created()), [""; 0]);
    }

    #[test]
    fn the_alternative_that_was_met_is_named() {
        let requirement = |expect: Value, alternatives: Value| -> Requirement {
            let requirement = json!({
                "id": "a.b", "level": "must", "statement": "s", "kind": "error", "sources": {},
                "expect": expect, "alternatives": alternatives,
            });
            serde_json::from_value(requirement).unwrap()
        };
        let met = |requirement: &Requirement| {
            let (placeholders, contract) = (Placeholders::default(), contract());
            let exchange = Arc::new(created());
            let checks = evaluate(requirement, &exchange, &placeholders, &contract).unwrap();
            assert!(checks.iter().all(Check::is_met));
            checks[0].alternative
        };
        let (right, wrong) = (json!({"status": 201}), json!({"status": 200}));
        assert_eq!(met(&requirement(right.clone(), json!([wrong]))), None);
        assert_eq!(met(&requirement(wrong.clone(), json!([right]))), Some(0));
        assert_eq!(
            met(&requirement(wrong.clone(), json!([wrong, right]))),
            Some(1)
        );
    }

    #[test]
    fn of_answers_of_the_right_status_that_with_fewer_differences_is_nearest() {
        let body = |points: &[(&str, u8)]| {
            let points: Vec<Value> = points
                .iter()
                .map(|(at, value)| json!({"at": at, "is": {"equals": value}}))
                .collect();
            json!({"status": 201, "body": points})
        };
        let far = body(&[("/stack/id", 1), ("/stack/name", 2)]);
        let near = body(&[("/stack/id", 3)]);
        let as_near = body(&[("/stack/id", 4)]);
        let other = json!({"status": 200});
        let nearest = "a.b body /stack/id: expected 3, seen \"1\"";
        for (expect, alternatives) in [
            (&far, json!([near, as_near, other])),
            (&near, json!([as_near, far, other])),
            (&other, json!([far, near, as_near])),
        ] {
            let requirement =
                json!({"level": "must", "expect": expect, "alternatives": alternatives});
            assert_eq!(broken(requirement, created()), [nearest]);
        }
    }

    #[test]
    fn a_status_of_an_alternative_is_none_that_the_operation_has_not() {
        let requirement = json!({
            "level": "must",
            "expect": {"status": 409},
            "alternatives": [{"status": 201, "empty": true}],
        });
        let found = broken(requirement, created());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("a.b body: "), "{found:?}");
    }

    #[test]
    fn a_requirement_without_an_expectation_cannot_be_looked_at() {
        let requirement = json!({
            "id": "a.b", "level": "must", "statement": "s", "kind": "error", "sources": {},
        });
        let requirement = serde_json::from_value(requirement).unwrap();
        let exchange = Arc::new(created());
        let error = evaluate(
            &requirement,
            &exchange,
            &Placeholders::default(),
            &contract(),
        );
        assert_eq!(
            error.unwrap_err().to_string(),
            "requirement `a.b` has no expectation, so no single answer decides it"
        );
    }
}
