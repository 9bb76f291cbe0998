//! `snapshots.list`: the snapshots that the project made of a stack, the oldest first.

use heat_spec::value;

use super::view::view;
use crate::api::call::Call;
use crate::api::reply::{Answer, Reply};
use crate::api::stacks::{Deleted, stack_of};
use crate::store::{StoreError, snapshots};

/// Lists the snapshots of a stack, each with all that it holds.
pub(in crate::api) async fn list(call: Call) -> Answer {
    let stack = stack_of(&call, Deleted::Refused).await?;
    let project_id = call.identity.project_id.clone();
    let found = call
        .app
        .store
        .call(move |tx| {
            snapshots::of_stack(tx, stack.row)?
                .iter()
                .filter(|snapshot| snapshot.project_id == project_id)
                .map(|snapshot| Ok(view(snapshot, snapshots::document(tx, snapshot)?)))
                .collect::<Result<Vec<_>, StoreError>>()
        })
        .await?;
    Ok(Reply::ok(value!({ "snapshots": found })))
}
