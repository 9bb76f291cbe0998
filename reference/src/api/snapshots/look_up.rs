//! The snapshot that a path names.

use heat_spec::{Fault, fault};
use rusqlite::Transaction;

use crate::store::StoreError;
use crate::store::snapshots::{self, SnapshotRecord};
use crate::store::stacks::StackRecord;

/// The stack's snapshot of that id; what another project made is not there, whoever's stack it is
/// of, and another stack's is not found.
pub(super) fn snapshot_of(
    tx: &Transaction<'_>,
    stack: &StackRecord,
    project_id: &str,
    id: &str,
) -> Result<Result<SnapshotRecord, Fault>, StoreError> {
    let snapshot = snapshots::get(tx, id)?;
    let Some(snapshot) = snapshot.filter(|snapshot| snapshot.project_id == project_id) else {
        return Ok(Err(fault::snapshot_id_not_found(id)));
    };
    if snapshot.stack_row == stack.row {
        return Ok(Ok(snapshot));
    }
    Ok(Err(fault::snapshot_not_found(id, &stack.name)))
}
