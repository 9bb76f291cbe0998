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
    if !exchange.is_method_known
        && (!is_refusal_expected(operation, exchange)
            || is_query_unreadable(exchange)
            || is_token_refused(exchange))
    {
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

/// Whether the query is no UTF-8, which a service may notice before it looks at the verb.
fn is_query_unreadable(exchange: &Exchange) -> bool {
    let query = exchange.url.split_once('?').map_or("", |(_, query)| query);
    exchange.status == 400
        && percent_encoding::percent_decode_str(query)
            .decode_utf8()
            .is_err()
}

/// Whether somebody with another token than the role's was turned away, which a service may do before
/// it looks at the verb.
fn is_token_refused(exchange: &Exchange) -> bool {
    exchange.status == 401 && exchange.has_own_token
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
mod tests;
