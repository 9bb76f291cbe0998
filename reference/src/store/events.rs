//! Table `events`: what happened to a stack and its resources, in order.

use std::fmt::Write as _;

use jiff::Timestamp;
use rusqlite::{Row, Transaction, params};

use super::StoreError;
use super::columns::{text, timestamp};

/// One event.
#[derive(Clone, Debug)]
pub(crate) struct EventRecord {
    /// The stack that it happened to, by row; [`insert`] is told.
    pub(crate) stack_row: i64,
    /// Its id, a UUID.
    pub(crate) id: String,
    /// When it happened.
    pub(crate) created_at: Timestamp,
    /// The resource, or the stack itself.
    pub(crate) resource_name: String,
    /// Its type; `OS::Heat::Stack` for the stack itself.
    pub(crate) resource_type: String,
    /// The id of the real thing, or of the stack.
    pub(crate) physical_resource_id: Option<String>,
    /// The action.
    pub(crate) action: String,
    /// How far it was.
    pub(crate) status: String,
    /// Why.
    pub(crate) status_reason: String,
    /// The resource's properties at that time.
    pub(crate) property_data_id: Option<i64>,
}

/// Adds an event of a stack.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    stack_row: i64,
    event: &EventRecord,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO events (id, stack_row, created_at, resource_name, resource_type, \
         physical_resource_id, action, status, status_reason, property_data_id) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        event.id,
        stack_row,
        text(event.created_at),
        event.resource_name,
        event.resource_type,
        event.physical_resource_id,
        event.action,
        event.status,
        event.status_reason,
        event.property_data_id,
    ])?;
    Ok(())
}

/// How many events are forgotten at once.
const FORGOTTEN: i64 = 200;

/// Forgets the oldest events of a stack, with the properties that only they show, until it has less
/// than `limit` of them; 0 is no limit.
pub(crate) fn forget_oldest(
    tx: &Transaction<'_>,
    stack_row: i64,
    limit: i64,
) -> Result<(), StoreError> {
    let n_events: i64 = tx
        .prepare_cached("SELECT count(*) FROM events WHERE stack_row = ?")?
        .query_row([stack_row], |row| row.get(0))?;
    if limit <= 0 || n_events < limit {
        return Ok(());
    }
    let n_forgotten = ((n_events - limit) / FORGOTTEN + 1) * FORGOTTEN;
    let properties: Vec<i64> = tx
        .prepare_cached(
            "DELETE FROM events WHERE row IN \
             (SELECT row FROM events WHERE stack_row = ? ORDER BY row LIMIT ?) \
             RETURNING property_data_id",
        )?
        .query_map([stack_row, n_forgotten], |row| row.get(0))?
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    let mut remove = tx.prepare_cached(
        "DELETE FROM property_data WHERE id = ?1 \
         AND NOT EXISTS (SELECT 1 FROM events WHERE property_data_id = ?1) \
         AND NOT EXISTS (SELECT 1 FROM resources WHERE property_data_id = ?1)",
    )?;
    for id in properties {
        remove.execute([id])?;
    }
    Ok(())
}

/// Which events of a stack to list.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventQuery {
    /// At most this many.
    pub(crate) limit: Option<u64>,
    /// Only those after the event of this id; an unknown id is no marker.
    pub(crate) marker: Option<String>,
    /// Keys to sort by: `event_time`, `resource_type`; by time if there are none.
    pub(crate) sort_keys: Vec<&'static str>,
    /// Whether the order is descending.
    pub(crate) is_descending: bool,
    /// Columns and the values of which each must have one.
    pub(crate) filters: Vec<(&'static str, Vec<String>)>,
}

/// The events of some stacks that the query selects.
pub(crate) fn list(
    tx: &Transaction<'_>,
    stack_rows: &[i64],
    query: &EventQuery,
) -> Result<Vec<EventRecord>, StoreError> {
    let stacks = match stack_rows {
        // Through the index, which has the order as well.
        [_] => "= ?1".to_owned(),
        rows => {
            let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
            format!("IN ({})", rows.join(", "))
        }
    };
    let mut sql = format!(
        "SELECT id, created_at, resource_name, resource_type, physical_resource_id, action, \
         status, status_reason, property_data_id, stack_row FROM events WHERE stack_row {stacks}"
    );
    let mut arguments: Vec<Box<dyn rusqlite::ToSql>> = match stack_rows {
        [row] => vec![Box::new(*row)],
        _ => Vec::new(),
    };
    for (column, values) in &query.filters {
        let marks = vec!["?"; values.len()].join(", ");
        let _ = write!(sql, " AND {column} IN ({marks})");
        arguments.extend(
            values
                .iter()
                .cloned()
                .map(|value| Box::new(value) as Box<_>),
        );
    }
    let mut keys: Vec<&str> = query.sort_keys.clone();
    // The row number is the order in which events happened, finer than any clock.
    keys.push("row");
    let direction = if query.is_descending { "DESC" } else { "ASC" };
    if let Some(marker) = &query.marker {
        let comparison = if query.is_descending { "<" } else { ">" };
        let keys = keys.join(", ");
        let _ = write!(
            sql,
            " AND (NOT EXISTS (SELECT 1 FROM events WHERE id = ? AND stack_row {stacks}) \
             OR ({keys}) {comparison} (SELECT {keys} FROM events WHERE id = ?))"
        );
        arguments.push(Box::new(marker.clone()));
        arguments.push(Box::new(marker.clone()));
    }
    let order: Vec<_> = keys
        .iter()
        .map(|key| format!("{key} {direction}"))
        .collect();
    let _ = write!(sql, " ORDER BY {}", order.join(", "));
    if let Some(limit) = query.limit {
        sql.push_str(" LIMIT ?");
        arguments.push(Box::new(i64::try_from(limit).unwrap_or(i64::MAX)));
    }
    let mut select = tx.prepare_cached(&sql)?;
    let events = select
        .query_map(rusqlite::params_from_iter(arguments), from_row)?
        .collect::<Result<_, _>>()?;
    Ok(events)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<EventRecord> {
    Ok(EventRecord {
        id: row.get(0)?,
        created_at: timestamp(row, 1)?.unwrap_or(Timestamp::UNIX_EPOCH),
        resource_name: row.get(2)?,
        resource_type: row.get(3)?,
        physical_resource_id: row.get(4)?,
        action: row.get(5)?,
        status: row.get(6)?,
        status_reason: row.get(7)?,
        property_data_id: row.get(8)?,
        stack_row: row.get(9)?,
    })
}
