//! A look at the target before the first scenario.

use serde_json::Value;

use super::state::{Run, SendError};
use super::{RunError, room};
use crate::client::{Body, ClientError, Exchange, Request};
use crate::target::{AuthenticationError, Endpoint, Role};

/// Finds out whether anybody answers, and whether the token is good.
pub(super) async fn look(run: &Run) -> Result<(), RunError> {
    let endpoint = match run.client.session(Role::Member) {
        Ok(session) => session.endpoint(),
        Err(error) => return Err(RunError::Unauthenticated(error.to_string())),
    };
    let request = Request {
        role: Role::Member,
        method: "GET".to_owned(),
        path: format!("/v1/{}/stacks", endpoint.project_id()),
        query: "limit=1".to_owned(),
        headers: Vec::new(),
        body: Body::None,
    };
    match run.send(0, request).await {
        Err(SendError::Client(ClientError::Authentication(error))) => Err(match error {
            AuthenticationError::Unreachable { .. } => RunError::Unreachable(error.to_string()),
            _ => RunError::Unauthenticated(error.to_string()),
        }),
        Err(SendError::Client(error)) => Err(RunError::Unreachable(error.to_string())),
        Err(SendError::Journal(error)) => Err(error.into()),
        Ok(exchange) => {
            check_answer(endpoint, &exchange)?;
            room::keep_within(run).await
        }
        // What is wrong with the catalogue shows in every exchange of the scenarios.
        Err(SendError::Contract(_) | SendError::ReadOnly(_)) => room::keep_within(run).await,
    }
}

/// Tells an answer to a list that shows that there is nobody to ask: the token is refused, or it is
/// not a Heat that answers.
pub(super) fn check_answer(endpoint: &Endpoint, exchange: &Exchange) -> Result<(), RunError> {
    match exchange.status {
        401 => Err(RunError::Unauthenticated(format!(
            "{endpoint} refuses the token (401)"
        ))),
        403 => Err(RunError::Unauthenticated(format!(
            "{endpoint} refuses the token for this project (403): is it the token's project, and \
             has its user a role there?"
        ))),
        _ if is_of_heat(exchange) => Ok(()),
        _ => Err(RunError::Unreachable(format!(
            "nothing at {endpoint} answers as a Heat does: a list of stacks or a fault was expected \
             as JSON, and {exchange} came with {}; is it the endpoint of the service \
             `orchestration`?",
            exchange
                .media_type()
                .as_deref()
                .unwrap_or("no content type")
        ))),
    }
}

/// Whether an answer to a list of stacks has anything of Heat: the list, or a fault. How well it is
/// made is for the scenarios to judge.
fn is_of_heat(exchange: &Exchange) -> bool {
    let is_object = exchange.json.as_ref().is_some_and(Value::is_object);
    match exchange.status {
        200..300 => is_object,
        400.. => is_object && exchange.fault_message().is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_heat_answers_with_an_object_and_says_what_is_wrong() {
        let fault = json!({"error": {"message": "later"}});
        for (status, body, is_heat) in [
            (200, json!({"stacks": []}), true),
            (200, json!({"stack_list": []}), true),
            (200, json!([]), false),
            (200, Value::Null, false),
            (302, json!({"stacks": []}), false),
            (500, fault.clone(), true),
            (503, json!({"explanation": "later"}), true),
            (503, json!({}), false),
            (404, json!("no such page"), false),
        ] {
            let exchange = Exchange::sample("stacks.list", status, &body);
            assert_eq!(is_of_heat(&exchange), is_heat, "{status} {body}");
        }
    }
}
