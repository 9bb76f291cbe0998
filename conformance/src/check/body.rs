//! Bodies against what an expectation says of them.

use heat_spec::catalogue::BodyExpectation;

use super::matcher::compare;
use super::placeholder::Placeholders;
use super::pointer::points;
use super::{At, Difference, ExpectationError};
use crate::client::Exchange;
use crate::contract::Contract;

/// What differs at the expected points of a body.
pub(super) fn differences(
    expected: &[BodyExpectation],
    exchange: &Exchange,
    placeholders: &Placeholders,
    contract: &Contract,
) -> Result<Vec<Difference>, ExpectationError> {
    if expected.is_empty() {
        return Ok(Vec::new());
    }
    let Some(document) = &exchange.json else {
        let whole = At::Body(String::new());
        return Ok(vec![Difference::new(whole, "JSON", text_seen(exchange))]);
    };
    let mut differences = Vec::new();
    for BodyExpectation { at, is } in expected {
        let pointer = placeholders.fill(at)?;
        for (at, value) in points(document, &pointer) {
            differences.extend(compare(is, &at, value, placeholders, contract)?);
        }
    }
    Ok(differences)
}

/// What differs if there must be no body.
pub(super) fn not_empty(exchange: &Exchange) -> Option<Difference> {
    (!exchange.body.is_empty())
        .then(|| Difference::new(At::Body(String::new()), "no body", text_seen(exchange)))
}

pub(super) fn text_seen(exchange: &Exchange) -> String {
    if exchange.body.is_empty() {
        "no body".to_owned()
    } else {
        format!("{:?}", exchange.body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{contract, placeholders};
    use serde_json::{Value, json};

    fn stacks() -> Value {
        json!({"stacks": [{"stack_name": "web"}, {"stack_name": "Web"}]})
    }

    fn wrong(expected: Value, exchange: &Exchange) -> Vec<String> {
        let expected: Vec<BodyExpectation> = serde_json::from_value(expected).unwrap();
        differences(&expected, exchange, &placeholders(), &contract())
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_point_of_every_expectation_counts() {
        let exchange = Exchange::sample("stacks.list", 200, &stacks());
        let names = json!({"at": "/stacks/*/stack_name", "is": {"matches": "(?i)web"}});
        let count = json!({"at": "/count", "is": "absent"});
        assert_eq!(wrong(json!([names, count]), &exchange), [""; 0]);
        let names = json!({"at": "/stacks/*/stack_name", "is": {"equals": "{stack_name}"}});
        let count = json!({"at": "/count", "is": "present"});
        assert_eq!(
            wrong(json!([names, count]), &exchange),
            [
                r#"body /stacks/1/stack_name: expected "web", seen "Web""#,
                "body /count: expected something, seen nothing",
            ]
        );
    }

    #[test]
    fn a_pointer_may_hold_names() {
        let body = json!({"web": 1, "{stack_name}": 2});
        let exchange = Exchange::sample("stacks.list", 200, &body);
        let expected = json!([{"at": "/{stack_name}", "is": {"equals": 1}}]);
        assert_eq!(wrong(expected, &exchange), [""; 0]);
    }

    #[test]
    fn a_body_that_is_no_json_differs_as_a_whole() {
        let mut exchange = Exchange::sample("stacks.list", 200, &Value::Null);
        exchange.json = None;
        exchange.body = "{stacks}".to_owned();
        let absent = json!([{"at": "/count", "is": "absent"}]);
        assert_eq!(
            wrong(absent.clone(), &exchange),
            [r#"body: expected JSON, seen "{stacks}""#]
        );
        exchange.body.clear();
        assert_eq!(
            wrong(absent, &exchange),
            ["body: expected JSON, seen no body"]
        );
        assert_eq!(wrong(json!([]), &exchange), [""; 0]);
    }

    #[test]
    fn one_blank_is_a_body() {
        let mut exchange = Exchange::sample("stacks.delete", 204, &Value::Null);
        exchange.body = " ".to_owned();
        let difference = not_empty(&exchange).unwrap();
        assert_eq!(
            difference.to_string(),
            r#"body: expected no body, seen " ""#
        );
        exchange.body.clear();
        assert_eq!(not_empty(&exchange), None);
    }
}
