//! What every exchange is checked for: that its status is documented, and that its headers and
//! body are what is documented for that status.

use std::sync::Arc;

use heat_spec::catalogue::{Operation, Response};
use heat_spec::fault;
use serde_json::Value;

use super::body::text_seen;
use super::matcher::seen;
use super::{At, Check, Difference};
use crate::client::Exchange;
use crate::contract::{Contract, ContractError};

/// The checks of the generated requirements `OPERATION.STATUS.{status,headers,body}`.
///
/// A request that the catalogue does not know has none; one with a verb that its path has not is
/// checked for each operation of the path.
pub(crate) fn check_exchange(
    exchange: &Arc<Exchange>,
    contract: &Contract,
) -> Result<Vec<Check>, ContractError> {
    let mut checks = Vec::new();
    for id in exchange.operation.iter().chain(&exchange.other_operations) {
        if let Some(operation) = contract.catalogue().operation(id) {
            checks.extend(check_operation(operation, exchange, contract)?);
        }
    }
    Ok(checks)
}

fn check_operation(
    operation: &Operation,
    exchange: &Arc<Exchange>,
    contract: &Contract,
) -> Result<Vec<Check>, ContractError> {
    if !exchange.is_method_known && !is_refusal_expected(operation, exchange) {
        return Ok(Vec::new());
    }
    let Some(response) = operation
        .responses
        .get(&exchange.status)
        .filter(|_| exchange.is_method_known || exchange.status == 405)
        // A failure of the service is documented, yet no request is meant to get it.
        .filter(|response| !response.failure)
    else {
        return Ok(undocumented(operation, exchange).into_iter().collect());
    };
    let upstream = response.upstream_status.unwrap_or(exchange.status);
    let id = |aspect: &str| format!("{}.{upstream}.{aspect}", operation.id);
    let mut checks = vec![Check::met(&id("status"), Some(exchange))];
    for (aspect, differences) in [
        ("headers", header_differences(response, exchange, contract)?),
        (
            "body",
            body_differences(operation, response, exchange, contract),
        ),
    ] {
        if differences.is_empty() {
            checks.push(Check::met(&id(aspect), Some(exchange)));
        }
        checks.extend(
            differences
                .into_iter()
                .map(|difference| Check::broken(&id(aspect), difference, Some(exchange))),
        );
    }
    Ok(checks)
}

/// Whether a verb that an operation has not is one that it refuses; other verbs, such as OPTIONS,
/// have answers of their own.
fn is_refusal_expected(operation: &Operation, exchange: &Exchange) -> bool {
    const REFUSED: [&str; 6] = ["HEAD", "GET", "POST", "PUT", "PATCH", "DELETE"];
    operation.responses.contains_key(&405) && REFUSED.contains(&exchange.method.as_str())
}

/// A status that is not documented stands in for the answer that was due: the refusal of an
/// unknown verb, or the success.
fn undocumented(operation: &Operation, exchange: &Arc<Exchange>) -> Option<Check> {
    let (due, expected) = if exchange.is_method_known {
        let documented: Vec<String> = operation
            .responses
            .iter()
            .filter(|(_, response)| !response.failure)
            .map(|(status, _)| status.to_string())
            .collect();
        let expected = format!("one of {}", documented.join(", "));
        (operation.success_status()?, expected)
    } else {
        (405, "405".to_owned())
    };
    let upstream = operation.responses.get(&due)?.upstream_status;
    Some(Check::broken(
        &format!("{}.{}.status", operation.id, upstream.unwrap_or(due)),
        Difference::new(At::Status, expected, exchange.status),
        Some(exchange),
    ))
}

fn header_differences(
    response: &Response,
    exchange: &Exchange,
    contract: &Contract,
) -> Result<Vec<Difference>, ContractError> {
    let mut differences = Vec::new();
    for header in &response.headers {
        let pattern = header.pattern.as_deref();
        differences.extend(header_difference(
            &header.name,
            header.required,
            pattern,
            exchange,
            contract,
        )?);
    }
    if !response.media_types.is_empty() && !exchange.body.is_empty() {
        let seen = exchange.media_type().unwrap_or_default();
        let is_documented = response
            .media_types
            .iter()
            .any(|known| known.eq_ignore_ascii_case(&seen));
        if !is_documented {
            let name = "content-type".to_owned();
            let expected = response.media_types.join(" or ");
            differences.push(Difference::new(At::Header(name), expected, seen));
        }
    }
    Ok(differences)
}

fn header_difference(
    name: &str,
    is_required: bool,
    pattern: Option<&str>,
    exchange: &Exchange,
    contract: &Contract,
) -> Result<Option<Difference>, ContractError> {
    let at = At::Header(name.to_owned());
    Ok(match (exchange.header(name), pattern) {
        (None, _) if is_required => Some(Difference::new(at, "it to be there", "no such header")),
        (Some(value), Some(pattern)) if !contract.pattern(pattern)?.is_match(value) => {
            let expected = format!("a value that matches {pattern}");
            Some(Difference::new(at, expected, value))
        }
        _ => None,
    })
}

fn body_differences(
    operation: &Operation,
    response: &Response,
    exchange: &Exchange,
    contract: &Contract,
) -> Vec<Difference> {
    if exchange.method == "HEAD" {
        return Vec::new();
    }
    let whole = || At::Body(String::new());
    if response.media_types.is_empty() {
        let is_wrong = !exchange.body.is_empty();
        return is_wrong
            .then(|| Difference::new(whole(), "no body", text_seen(exchange)))
            .into_iter()
            .collect();
    }
    let is_json = exchange.media_type().as_deref() == Some("application/json");
    let schema = contract.response_schema(&operation.id, exchange.status);
    let Some(schema) = schema.filter(|_| is_json) else {
        return Vec::new();
    };
    let Some(json) = &exchange.json else {
        return vec![Difference::new(whole(), "JSON", text_seen(exchange))];
    };
    let name = response.schema.as_deref().unwrap_or_default();
    let mut differences: Vec<Difference> = schema
        .errors(json)
        .into_iter()
        .map(|error| {
            Difference::new(
                At::Body(error.instance),
                format!("what the schema `{name}` says at {}", error.schema),
                error.message,
            )
        })
        .collect();
    if json.pointer("/error/type").is_some() {
        differences.extend(fault_differences(json, exchange.status));
    }
    differences
}

/// A fault's parts have to agree with each other and with the status.
fn fault_differences(body: &Value, status: u16) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut expect = |at: &str, expected: Value| {
        let found = body.pointer(at);
        if found != Some(&expected) {
            let at = At::Body(at.to_owned());
            differences.push(Difference::new(at, expected, seen(found)));
        }
    };
    expect("/code", status.into());
    expect("/title", fault::title(status).into());
    let known = body["error"]["type"].as_str().and_then(fault::fault_type);
    let message = body.pointer("/error/message");
    if known.is_some_and(|known| known.shows_message) && message.is_none() {
        let at = At::Body("/error/message".to_owned());
        differences.push(Difference::new(at, "the fault in words", seen(None)));
    }
    if let Some(known) = known.filter(|known| known.status != status) {
        let at = At::Body("/error/type".to_owned());
        let expected = format!("a type of status {status}");
        differences.push(Difference::new(at, expected, known.name));
    }
    differences
}

#[cfg(test)]
mod tests {
    use heat_spec::Catalogue;
    use serde_json::json;

    use super::*;

    const ID: &str = "00000000-0000-4000-8000-000000000000";

    fn created() -> Exchange {
        let url = format!("http://h/v1/p/stacks/web/{ID}");
        let stack = json!({"id": ID, "links": [{"href": url, "rel": "self"}]});
        let mut exchange = Exchange::sample("stacks.create", 201, &json!({"stack": stack}));
        exchange.headers.push(("location".to_owned(), url));
        exchange
    }

    /// The checks of an exchange: id, and what is broken.
    fn checked(exchange: Exchange) -> Vec<(String, Option<String>)> {
        let contract = Contract::new(Arc::new(Catalogue::load("upstream").unwrap())).unwrap();
        let checks = check_exchange(&Arc::new(exchange), &contract).unwrap();
        checks
            .into_iter()
            .map(|check| {
                let place = check.difference.map(|difference| difference.at.to_string());
                (check.requirement, place)
            })
            .collect()
    }

    fn result(aspect: &str, place: Option<&str>) -> (String, Option<String>) {
        (format!("stacks.create.{aspect}"), place.map(str::to_owned))
    }

    #[test]
    fn a_documented_answer_meets_all_three() {
        assert_eq!(
            checked(created()),
            [
                result("201.status", None),
                result("201.headers", None),
                result("201.body", None)
            ]
        );
    }

    #[test]
    fn an_undocumented_status_breaks_that_of_the_success() {
        let mut exchange = created();
        exchange.status = 200;
        assert_eq!(checked(exchange), [result("201.status", Some("status"))]);
        let mut exchange = created();
        exchange.status = 500;
        assert_eq!(checked(exchange), [result("201.status", Some("status"))]);
    }

    #[test]
    fn a_missing_header_and_a_wrong_body_break_their_own() {
        let mut exchange = created();
        exchange.headers.retain(|(name, _)| name != "location");
        assert_eq!(
            checked(exchange)[1],
            result("201.headers", Some("header Location"))
        );
        let mut exchange = created();
        exchange.json = Some(json!({"stack": {"id": ID}}));
        assert_eq!(
            checked(exchange)[2],
            result("201.body", Some("body /stack"))
        );
    }

    #[test]
    fn a_verb_that_the_operation_has_not_is_refused() {
        let mut exchange = created();
        exchange.is_method_known = false;
        exchange.method = "PUT".to_owned();
        assert_eq!(checked(exchange), [result("405.status", Some("status"))]);
        let mut exchange = created();
        exchange.is_method_known = false;
        exchange.method = "PUT".to_owned();
        exchange.other_operations = vec!["stacks.list".to_owned()];
        let ids: Vec<String> = checked(exchange).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, ["stacks.create.405.status", "stacks.list.405.status"]);
        let mut exchange = created();
        exchange.is_method_known = false;
        exchange.method = "OPTIONS".to_owned();
        assert_eq!(checked(exchange), []);
    }

    #[test]
    fn a_fault_says_what_went_wrong_unless_its_type_hides_it() {
        let broken = |error_type: &str| {
            let body = json!({
                "code": 400,
                "title": "Bad Request",
                "explanation": "It is malformed.",
                "error": {"type": error_type, "traceback": null},
            });
            let checks = checked(Exchange::sample("stacks.create", 400, &body));
            let places = checks.into_iter().filter_map(|(_, place)| place);
            places.collect::<Vec<String>>()
        };
        assert_eq!(broken("HTTPBadRequest"), ["body /error/message"]);
        assert_eq!(broken("ValueError"), [""; 0]);
    }

    #[test]
    fn a_fault_agrees_with_its_status() {
        let fault = |error_type: &str| {
            json!({
                "code": 404,
                "title": "Conflict",
                "explanation": "There was a conflict when trying to complete your request.",
                "error": {"type": error_type, "traceback": null, "message": "m"},
            })
        };
        let exchange = Exchange::sample("stacks.create", 409, &fault("EntityNotFound"));
        let places: Vec<String> = checked(exchange)
            .into_iter()
            .filter_map(|(_, place)| place)
            .collect();
        assert!(places.contains(&"body /code".to_owned()), "{places:?}");
        assert!(
            places.contains(&"body /error/type".to_owned()),
            "{places:?}"
        );
    }
}
