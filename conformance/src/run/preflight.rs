//! A look at the target before the first scenario.

use super::state::{Run, SendError};
use super::{RunError, room};
use crate::client::{Body, ClientError, Request};
use crate::target::{AuthenticationError, Role};

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
        Ok(exchange) if exchange.status == 401 => Err(RunError::Unauthenticated(format!(
            "{endpoint} refuses the token (401)"
        ))),
        Ok(exchange) if exchange.status == 403 => Err(RunError::Unauthenticated(format!(
            "{endpoint} refuses the token for this project (403): is it the token's project, \
             and has its user a role there?"
        ))),
        Err(SendError::Client(ClientError::Authentication(error))) => Err(match error {
            AuthenticationError::Unreachable { .. } => RunError::Unreachable(error.to_string()),
            _ => RunError::Unauthenticated(error.to_string()),
        }),
        Err(SendError::Client(error)) => Err(RunError::Unreachable(error.to_string())),
        Err(SendError::Journal(error)) => Err(error.into()),
        // What is wrong with the catalogue shows in every exchange of the scenarios.
        Ok(_) | Err(SendError::Contract(_) | SendError::ReadOnly(_)) => {
            room::keep_within(run).await
        }
    }
}
