//! Roles, and which of them imply which.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row, Transaction};

use super::{Extra, from_json, to_json};

/// A role.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) extra: Extra,
}

/// Adds a role.
pub(crate) fn insert(tx: &Transaction<'_>, role: &Role) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO identity_roles (id, name, description, extra) VALUES (?, ?, ?, ?)",
    )?
    .execute((
        &role.id,
        &role.name,
        &role.description,
        to_json(&role.extra),
    ))?;
    Ok(())
}

/// The role of that id.
pub(crate) fn find(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<Role>> {
    tx.prepare_cached("SELECT * FROM identity_roles WHERE id = ?")?
        .query_row([id], read)
        .optional()
}

/// All roles.
pub(crate) fn list(tx: &Transaction<'_>) -> rusqlite::Result<Vec<Role>> {
    tx.prepare_cached("SELECT * FROM identity_roles ORDER BY id")?
        .query_map((), read)?
        .collect()
}

/// Writes a changed role.
pub(crate) fn update(tx: &Transaction<'_>, role: &Role) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE identity_roles SET name = ?2, description = ?3, extra = ?4 WHERE id = ?1",
    )?
    .execute((
        &role.id,
        &role.name,
        &role.description,
        to_json(&role.extra),
    ))?;
    Ok(())
}

/// Deletes a role and its assignments.
pub(crate) fn delete(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<bool> {
    let deleted = tx
        .prepare_cached("DELETE FROM identity_roles WHERE id = ?")?
        .execute([id])?;
    Ok(deleted > 0)
}

/// Makes one role imply another.
pub(crate) fn imply(
    tx: &Transaction<'_>,
    prior_id: &str,
    implied_id: &str,
) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO identity_implied_roles (prior_id, implied_id) VALUES (?, ?)",
        [prior_id, implied_id],
    )?;
    Ok(())
}

/// All pairs of a role and one that it implies.
pub(crate) fn implications(tx: &Transaction<'_>) -> rusqlite::Result<Vec<(String, String)>> {
    tx.prepare_cached(
        "SELECT prior_id, implied_id FROM identity_implied_roles ORDER BY prior_id, implied_id",
    )?
    .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

/// The roles and all that they imply, each once, in the order of their being found.
pub(crate) fn with_implied(
    tx: &Transaction<'_>,
    direct: Vec<String>,
) -> rusqlite::Result<Vec<Role>> {
    let implications = implications(tx)?;
    let mut pending = std::collections::VecDeque::from(direct);
    let mut seen = BTreeSet::new();
    let mut roles = Vec::new();
    while let Some(id) = pending.pop_front() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let implied = implications.iter().filter(|(prior, _)| *prior == id);
        pending.extend(implied.map(|(_, implied)| implied.clone()));
        roles.extend(find(tx, &id)?);
    }
    Ok(roles)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Role> {
    Ok(Role {
        id: row.get("id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        extra: from_json(&row.get::<_, String>("extra")?),
    })
}
