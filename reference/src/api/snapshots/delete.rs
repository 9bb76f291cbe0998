//! `snapshots.delete`: begins to delete a snapshot and answers at once.

use heat_spec::fault;

use super::look_up::snapshot_of;
use crate::api::call::Call;
use crate::api::reply::{Answer, Refusal, Reply};
use crate::api::stacks::{Deleted, stack_of};
use crate::engine::begin_delete_snapshot;
use crate::store::snapshots;

/// Begins to delete a snapshot that is not being made.
pub(in crate::api) async fn delete(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let id = call.path("snapshot_id").to_owned();
    let project_id = call.identity.project_id.clone();
    let row = call
        .app
        .store
        .call(move |tx| {
            let snapshot = snapshot_of(tx, &stack, &project_id, &id)??;
            if snapshot.is("CREATE", "IN_PROGRESS") {
                return Err(fault::not_supported("Deleting in-progress snapshot").into());
            }
            let state = ("DELETE", "IN_PROGRESS");
            snapshots::set_state(tx, snapshot.row, state, "Snapshot delete started")?;
            Ok::<_, Refusal>(snapshot.row)
        })
        .await?;
    begin_delete_snapshot(&call.app, row);
    Ok(Reply::Plain {
        status: 204,
        location: None,
    })
}
