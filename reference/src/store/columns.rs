//! Columns that hold more than SQLite's own types: times and JSON.

use heat_spec::{Value, json};
use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::{FromSqlError, ValueRef};

/// A time as it is stored, so that text order is time order.
pub(crate) fn text(time: Timestamp) -> String {
    format!("{time:.6}")
}

/// A column with a time.
pub(super) fn timestamp(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        value => value
            .as_str()?
            .parse()
            .map(Some)
            .map_err(|error: jiff::Error| FromSqlError::Other(error.into()).into()),
    }
}

/// A column with JSON; `null` if it is empty.
pub(super) fn json(row: &Row<'_>, column: usize) -> rusqlite::Result<Value> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(Value::Null),
        value => {
            json::read(value.as_str()?).map_err(|error| FromSqlError::Other(Box::new(error)).into())
        }
    }
}
