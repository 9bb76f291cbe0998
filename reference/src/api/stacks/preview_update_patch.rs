//! `stacks.preview_update_patch`: what an update in part would do with the resources.

use super::preview_update::changes;
use super::proposed_update::Verb;
use crate::api::call::Call;
use crate::api::reply::Answer;

/// Previews an update in part.
pub(in crate::api) async fn preview_update_patch(call: Call) -> Answer {
    changes(&call, Verb::Patch).await
}
