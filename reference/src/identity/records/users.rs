//! Users.

use rusqlite::{OptionalExtension, Row, Transaction};

use super::{Extra, from_json, to_json};

/// A user.
#[derive(Clone)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) domain_id: String,
    pub(crate) name: String,
    /// The stored form of the password.
    pub(crate) password: Option<String>,
    pub(crate) enabled: bool,
    pub(crate) default_project_id: Option<String>,
    pub(crate) extra: Extra,
}

impl std::fmt::Debug for User {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the password, even in its stored form.
        out.debug_struct("User")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Adds a user.
pub(crate) fn insert(tx: &Transaction<'_>, user: &User) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO identity_users
             (id, domain_id, name, password, enabled, default_project_id, extra)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        &user.id,
        &user.domain_id,
        &user.name,
        &user.password,
        user.enabled,
        &user.default_project_id,
        to_json(&user.extra),
    ))?;
    Ok(())
}

/// The user of that id.
pub(crate) fn find(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<User>> {
    tx.prepare_cached("SELECT * FROM identity_users WHERE id = ?")?
        .query_row([id], read)
        .optional()
}

/// The user of that name in that domain.
pub(crate) fn find_by_name(
    tx: &Transaction<'_>,
    domain_id: &str,
    name: &str,
) -> rusqlite::Result<Option<User>> {
    tx.prepare_cached("SELECT * FROM identity_users WHERE domain_id = ? AND name = ?")?
        .query_row([domain_id, name], read)
        .optional()
}

/// All users.
pub(crate) fn list(tx: &Transaction<'_>) -> rusqlite::Result<Vec<User>> {
    tx.prepare_cached("SELECT * FROM identity_users ORDER BY id")?
        .query_map((), read)?
        .collect()
}

/// Writes a changed user.
pub(crate) fn update(tx: &Transaction<'_>, user: &User) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE identity_users
         SET name = ?2, password = ?3, enabled = ?4, default_project_id = ?5, extra = ?6
         WHERE id = ?1",
    )?
    .execute((
        &user.id,
        &user.name,
        &user.password,
        user.enabled,
        &user.default_project_id,
        to_json(&user.extra),
    ))?;
    Ok(())
}

/// Deletes a user, its assignments and its tokens.
pub(crate) fn delete(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<bool> {
    let deleted = tx
        .prepare_cached("DELETE FROM identity_users WHERE id = ?")?
        .execute([id])?;
    Ok(deleted > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get("id")?,
        domain_id: row.get("domain_id")?,
        name: row.get("name")?,
        password: row.get("password")?,
        enabled: row.get("enabled")?,
        default_project_id: row.get("default_project_id")?,
        extra: from_json(&row.get::<_, String>("extra")?),
    })
}
