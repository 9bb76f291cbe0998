//! Projects: what stacks belong to.

use rusqlite::{OptionalExtension, Row, Transaction};

use super::{Extra, from_json, to_json};

/// A project.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) domain_id: String,
    /// Another project's id, or the domain's.
    pub(crate) parent_id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) enabled: bool,
    pub(crate) tags: Vec<String>,
    pub(crate) extra: Extra,
}

/// Adds a project.
pub(crate) fn insert(tx: &Transaction<'_>, project: &Project) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO identity_projects
             (id, domain_id, parent_id, name, description, enabled, tags, extra)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        &project.id,
        &project.domain_id,
        &project.parent_id,
        &project.name,
        &project.description,
        project.enabled,
        to_json(&project.tags),
        to_json(&project.extra),
    ))?;
    Ok(())
}

/// The project of that id.
pub(crate) fn find(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<Option<Project>> {
    tx.prepare_cached("SELECT * FROM identity_projects WHERE id = ?")?
        .query_row([id], read)
        .optional()
}

/// The project of that name in that domain.
pub(crate) fn find_by_name(
    tx: &Transaction<'_>,
    domain_id: &str,
    name: &str,
) -> rusqlite::Result<Option<Project>> {
    tx.prepare_cached("SELECT * FROM identity_projects WHERE domain_id = ? AND name = ?")?
        .query_row([domain_id, name], read)
        .optional()
}

/// All projects.
pub(crate) fn list(tx: &Transaction<'_>) -> rusqlite::Result<Vec<Project>> {
    tx.prepare_cached("SELECT * FROM identity_projects ORDER BY id")?
        .query_map((), read)?
        .collect()
}

/// The projects on which a user has a role.
pub(crate) fn list_of_user(tx: &Transaction<'_>, user_id: &str) -> rusqlite::Result<Vec<Project>> {
    tx.prepare_cached(
        "SELECT * FROM identity_projects WHERE id IN
             (SELECT project_id FROM identity_assignments WHERE user_id = ?)
         ORDER BY id",
    )?
    .query_map([user_id], read)?
    .collect()
}

/// Writes a changed project.
pub(crate) fn update(tx: &Transaction<'_>, project: &Project) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "UPDATE identity_projects
         SET name = ?2, description = ?3, enabled = ?4, tags = ?5, extra = ?6
         WHERE id = ?1",
    )?
    .execute((
        &project.id,
        &project.name,
        &project.description,
        project.enabled,
        to_json(&project.tags),
        to_json(&project.extra),
    ))?;
    Ok(())
}

/// Deletes a project, its assignments and its tokens.
pub(crate) fn delete(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<bool> {
    let deleted = tx
        .prepare_cached("DELETE FROM identity_projects WHERE id = ?")?
        .execute([id])?;
    Ok(deleted > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Project> {
    Ok(Project {
        id: row.get("id")?,
        domain_id: row.get("domain_id")?,
        parent_id: row.get("parent_id")?,
        name: row.get("name")?,
        description: row.get("description")?,
        enabled: row.get("enabled")?,
        tags: from_json(&row.get::<_, String>("tags")?),
        extra: from_json(&row.get::<_, String>("extra")?),
    })
}
