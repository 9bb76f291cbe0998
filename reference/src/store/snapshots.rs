//! Tables `snapshots` and `resource_snapshots`: what is kept of a stack, to restore it.

use heat_spec::{Key, Map, Value, value};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::columns::{json, text, timestamp};
use super::resources::ResourceRecord;

/// A snapshot as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct SnapshotRecord {
    /// The row's number.
    pub(crate) row: i64,
    /// The id that clients see, a UUID; also that of the traversal that makes it.
    pub(crate) id: String,
    /// The stack that it is of.
    pub(crate) stack_row: i64,
    /// The project of who made it; nobody else finds it.
    pub(crate) project_id: String,
    /// The name that it was given.
    pub(crate) name: Option<String>,
    /// What is or was done with it last: `CREATE`, `DELETE`.
    pub(crate) action: String,
    /// How far that is.
    pub(crate) status: String,
    /// Why.
    pub(crate) status_reason: Option<String>,
    /// The stack as it was, without its resources.
    pub(crate) data: Value,
    /// When it was begun.
    pub(crate) created_at: Timestamp,
}

impl SnapshotRecord {
    /// Whether action and status are these.
    pub(crate) fn is(&self, action: &str, status: &str) -> bool {
        self.action == action && self.status == status
    }
}

/// What a snapshot holds of a resource.
#[derive(Clone, Debug)]
pub(crate) struct ResourceSnapshot {
    /// The resource's name.
    pub(crate) name: String,
    /// The type that it had.
    pub(crate) resolved_type: String,
    /// The resource as it was, as clients see it.
    pub(crate) data: Value,
}

const COLUMNS: &str =
    "row, id, stack_row, name, action, status, status_reason, data, created_at, project_id";

fn from_row(row: &Row<'_>) -> rusqlite::Result<SnapshotRecord> {
    Ok(SnapshotRecord {
        row: row.get(0)?,
        id: row.get(1)?,
        stack_row: row.get(2)?,
        name: row.get(3)?,
        action: row.get(4)?,
        status: row.get(5)?,
        status_reason: row.get(6)?,
        data: json(row, 7)?,
        created_at: timestamp(row, 8)?.unwrap_or(Timestamp::UNIX_EPOCH),
        project_id: row.get(9)?,
    })
}

/// Adds a snapshot; its `row` is given by the database.
pub(crate) fn insert(tx: &Transaction<'_>, snapshot: &SnapshotRecord) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO snapshots (id, stack_row, name, action, status, status_reason, data, \
         created_at, project_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        snapshot.id,
        snapshot.stack_row,
        snapshot.name,
        snapshot.action,
        snapshot.status,
        snapshot.status_reason,
        snapshot.data.to_json(),
        text(snapshot.created_at),
        snapshot.project_id,
    ])?;
    Ok(())
}

/// Writes everything of a snapshot that may change.
pub(crate) fn update(tx: &Transaction<'_>, snapshot: &SnapshotRecord) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE snapshots SET action = ?, status = ?, status_reason = ?, data = ? WHERE row = ?",
    )?
    .execute(params![
        snapshot.action,
        snapshot.status,
        snapshot.status_reason,
        snapshot.data.to_json(),
        snapshot.row,
    ])?;
    Ok(())
}

/// The snapshot of that id.
pub(crate) fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<SnapshotRecord>, StoreError> {
    Ok(tx
        .prepare_cached(&format!("SELECT {COLUMNS} FROM snapshots WHERE id = ?"))?
        .query_row([id], from_row)
        .optional()?)
}

/// A stack's snapshots, the oldest first.
pub(crate) fn of_stack(
    tx: &Transaction<'_>,
    stack_row: i64,
) -> Result<Vec<SnapshotRecord>, StoreError> {
    let mut select = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM snapshots WHERE stack_row = ? ORDER BY row"
    ))?;
    let snapshots = select
        .query_map([stack_row], from_row)?
        .collect::<Result<_, _>>()?;
    Ok(snapshots)
}

/// The rows of a stack's snapshots.
pub(crate) fn rows_of_stack(tx: &Transaction<'_>, stack_row: i64) -> Result<Vec<i64>, StoreError> {
    let mut select =
        tx.prepare_cached("SELECT row FROM snapshots WHERE stack_row = ? ORDER BY row")?;
    let rows = select
        .query_map([stack_row], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The rows of the snapshots that were being deleted when the server ended.
pub(crate) fn unfinished_deletions(tx: &Transaction<'_>) -> Result<Vec<i64>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT row FROM snapshots WHERE action = 'DELETE' AND status = 'IN_PROGRESS'",
    )?;
    let rows = select
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Marks a snapshot, if it is still there, with a state and the reason for it.
pub(crate) fn set_state(
    tx: &Transaction<'_>,
    row: i64,
    (action, status): (&str, &str),
    reason: &str,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE snapshots SET action = ?, status = ?, status_reason = ? WHERE row = ?",
    )?
    .execute(params![action, status, reason, row])?;
    Ok(())
}

/// Removes a snapshot.
pub(crate) fn remove(tx: &Transaction<'_>, row: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM snapshots WHERE row = ?")?
        .execute([row])?;
    Ok(())
}

/// Keeps a resource for the snapshot of that id.
pub(crate) fn insert_resource(
    tx: &Transaction<'_>,
    id: &str,
    resource: &ResourceRecord,
) -> Result<(), StoreError> {
    let metadata = match &resource.metadata {
        Value::Null => Value::Map(Map::new()),
        metadata => metadata.clone(),
    };
    let data = value!({
        "name": &resource.name,
        "resource_id": resource.physical_resource_id.as_deref(),
        "type": &resource.resource_type,
        "action": &resource.action,
        "status": &resource.status,
        "metadata": metadata,
        "resource_data": resource.shown_data(),
    });
    tx.prepare_cached(
        "INSERT OR REPLACE INTO resource_snapshots (snapshot_row, resource_name, resolved_type, \
         data) SELECT row, ?, ?, ? FROM snapshots WHERE id = ?",
    )?
    .execute(params![
        resource.name,
        resource.resolved_type,
        data.to_json(),
        id
    ])?;
    Ok(())
}

/// What the snapshot of that row holds of the stack's resources, by name.
pub(crate) fn resources(
    tx: &Transaction<'_>,
    row: i64,
) -> Result<Vec<ResourceSnapshot>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT resource_name, resolved_type, data FROM resource_snapshots \
         WHERE snapshot_row = ? ORDER BY resource_name",
    )?;
    let resources = select
        .query_map([row], |row| {
            Ok(ResourceSnapshot {
                name: row.get(0)?,
                resolved_type: row.get(1)?,
                data: json(row, 2)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(resources)
}

/// The whole document that a snapshot holds, its resources in it.
pub(crate) fn document(
    tx: &Transaction<'_>,
    snapshot: &SnapshotRecord,
) -> Result<Value, StoreError> {
    let mut data = snapshot.data.clone();
    let kept: Map = resources(tx, snapshot.row)?
        .into_iter()
        .map(|resource| (Key::from(resource.name.as_str()), resource.data))
        .collect();
    if let Value::Map(data) = &mut data {
        data.insert("resources".into(), Value::Map(kept));
    }
    Ok(data)
}

/// The project of the stack that the snapshot of that row is of.
pub(crate) fn project_id(tx: &Transaction<'_>, row: i64) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT stacks.project_id FROM stacks JOIN snapshots ON snapshots.stack_row = stacks.row \
             WHERE snapshots.row = ?",
        )?
        .query_row([row], |row| row.get(0))
        .optional()?)
}

/// Whether a snapshot holds a thing of that id.
pub(crate) fn is_held(tx: &Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    let is_held = tx
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM resource_snapshots WHERE instr(data, ?) > 0)",
        )?
        .query_row([id], |row| row.get(0))?;
    Ok(is_held)
}
