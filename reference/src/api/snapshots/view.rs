//! Snapshots as clients see them.

use heat_spec::{Value, value};

use crate::api::times::seconds;
use crate::store::snapshots::SnapshotRecord;

/// A snapshot with its document.
pub(super) fn view(snapshot: &SnapshotRecord, document: Value) -> Value {
    value!({
        "id": &snapshot.id,
        "name": snapshot.name.as_deref(),
        "action": &snapshot.action,
        "status": &snapshot.status,
        "status_reason": snapshot.status_reason.as_deref(),
        "data": document,
        "creation_time": seconds(snapshot.created_at),
    })
}
