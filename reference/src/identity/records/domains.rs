//! Domains: the name spaces of projects and users.

use rusqlite::{OptionalExtension, Row, Transaction};

use super::{Extra, from_json, to_json};

/// A domain.
#[derive(Clone, Debug)]
pub(crate) struct Domain {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) enabled: bool,
    pub(crate) extra: Extra,
}

/// Adds a domain.
pub(crate) fn insert(tx: &Transaction<'_>, domain: &Domain) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO identity_domains (id, name, description, enabled, extra)
         VALUES (?, ?, ?, ?, ?)",
    )?
    .execute((
        &domain.id,
        &domain.name,
        &domain.description,
        domain.enabled,
        to_json(&domain.extra),
    ))?;
    Ok(())
}

/// The domain of that id.
pub(crate) fn find(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<Domain>> {
    tx.prepare_cached("SELECT * FROM identity_domains WHERE id = ?")?
        .query_row([id], read)
        .optional()
}

/// The domain of that name, in whatever case: clients write both `default` and `Default`.
pub(crate) fn find_by_name(tx: &Transaction<'_>, name: &str) -> rusqlite::Result<Option<Domain>> {
    tx.prepare_cached("SELECT * FROM identity_domains WHERE name = ?")?
        .query_row([name], read)
        .optional()
}

/// All domains.
pub(crate) fn list(tx: &Transaction<'_>) -> rusqlite::Result<Vec<Domain>> {
    tx.prepare_cached("SELECT * FROM identity_domains ORDER BY id")?
        .query_map((), read)?
        .collect()
}

/// Writes a changed domain.
pub(crate) fn update(tx: &Transaction<'_>, domain: &Domain) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE identity_domains SET name = ?2, description = ?3, enabled = ?4, extra = ?5
         WHERE id = ?1",
    )?
    .execute((
        &domain.id,
        &domain.name,
        &domain.description,
        domain.enabled,
        to_json(&domain.extra),
    ))?;
    Ok(())
}

/// Deletes a domain with everything in it.
pub(crate) fn delete(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<bool> {
    let deleted = tx
        .prepare_cached("DELETE FROM identity_domains WHERE id = ?")?
        .execute([id])?;
    Ok(deleted > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Domain> {
    Ok(Domain {
        id: row.get("id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        enabled: row.get("enabled")?,
        extra: from_json(&row.get::<_, String>("extra")?),
    })
}
