//! `stacks.update_patch`: what the request names anew; the rest of the stack is kept.

use super::proposed_update::{Verb, check_state, proposed_update};
use super::update::accept;
use crate::api::call::Call;
use crate::api::reply::Answer;

/// Updates a stack in part.
pub(in crate::api) async fn update_patch(call: Call) -> Answer {
    let proposed = proposed_update(&call, Verb::Patch, check_state).await?;
    accept(&call, proposed).await
}
