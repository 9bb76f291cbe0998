//! What is fixed once for a database.

use rusqlite::{OptionalExtension, Transaction};

use super::new_id;

/// The text that ids of things without a table are derived from; made at the first call.
pub(crate) fn instance(tx: &Transaction<'_>) -> rusqlite::Result<String> {
    let known = tx
        .query_row(
            "SELECT value FROM identity_settings WHERE name = 'instance'",
            (),
            |row| row.get(0),
        )
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let instance = new_id();
    tx.execute(
        "INSERT INTO identity_settings (name, value) VALUES ('instance', ?)",
        [&instance],
    )?;
    Ok(instance)
}
