//! The snapshot that a path names.

use heat_spec::{Fault, fault};
use rusqlite::Transaction;

use crate::store::StoreError;
use crate::store::snapshots::{self, SnapshotRecord};
use crate::store::stacks::{self, StackRecord};

/// The stack's snapshot of that id; another project's is not there, another stack's not found.
pub(super) fn snapshot_of(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    id: &str,
) -> Result<Result<SnapshotRecord, Fault>, StoreError> {
    let Some(snapshot) = snapshots::get(tx, id)? else {
        return Ok(Err(fault::snapshot_id_not_found(id)));
    };
    if snapshot.stack_row == stack.row {
        return Ok(Ok(snapshot));
    }
    let other = stacks::by_row(tx, snapshot.stack_row)?;
    let is_visible = other.is_some_and(|other| other.project_id == stack.project_id);
    Ok(Err(if is_visible {
        fault::snapshot_not_found(id, &stack.name)
    } else {
        fault::snapshot_id_not_found(id)
    }))
}
