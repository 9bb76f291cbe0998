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
