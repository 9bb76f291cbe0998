//! `snapshots.show`: one snapshot.

use heat_spec::value;

use super::look_up::snapshot_of;
use super::view::view;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::stacks::{Deleted, stack_of};
use crate::store::snapshots;

/// Shows a snapshot with all that it holds.
pub(in crate::api) async fn show(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let id = call.path("snapshot_id").to_owned();
    let project_id = call.identity.project_id.clone();
    let snapshot = call
        .app
        .store
        .call(move |tx| {
            let snapshot = snapshot_of(tx, &stack, &project_id, &id)??;
            Ok::<_, Refusal>(view(&snapshot, snapshots::document(tx, &snapshot)?))
        })
        .await?;
    Ok(Reply::ok(value!({ "snapshot": snapshot })))
}
