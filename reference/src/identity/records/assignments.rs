//! Assignments: which user has which role on which project or domain.

use rusqlite::{Row, Transaction};

/// Where a role holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// On the project of that id.
    Project(String),
    /// On the domain of that id.
    Domain(String),
}

impl Target {
    /// The project's or domain's id.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Project(id) | Self::Domain(id) => id,
        }
    }

    fn columns(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::Project(id) => (Some(id), None),
            Self::Domain(id) => (None, Some(id)),
        }
    }
}

/// An assignment.
#[derive(Clone, Debug)]
pub(crate) struct Assignment {
    pub(crate) user_id: String,
    pub(crate) role_id: String,
    pub(crate) target: Target,
}

/// Assigns the role; no change if the user has it.
pub(crate) fn insert(tx: &Transaction<'_>, assignment: &Assignment) -> rusqlite::Result<()> {
    let (project_id, domain_id) = assignment.target.columns();
    tx.prepare_cached(
        "INSERT OR IGNORE INTO identity_assignments (user_id, role_id, project_id, domain_id)
         VALUES (?, ?, ?, ?)",
    )?
    .execute((
        &assignment.user_id,
        &assignment.role_id,
        project_id,
        domain_id,
    ))?;
    Ok(())
}

/// Takes the role away; false if the user did not have it.
pub(crate) fn delete(tx: &Transaction<'_>, assignment: &Assignment) -> rusqlite::Result<bool> {
    let (project_id, domain_id) = assignment.target.columns();
    let deleted = tx
        .prepare_cached(
            "DELETE FROM identity_assignments
             WHERE user_id = ? AND role_id = ? AND project_id IS ? AND domain_id IS ?",
        )?
        .execute((
            &assignment.user_id,
            &assignment.role_id,
            project_id,
            domain_id,
        ))?;
    Ok(deleted > 0)
}

/// The ids of the roles that a user has there, without those that they imply.
pub(crate) fn role_ids(
    tx: &Transaction<'_>,
    user_id: &str,
    target: &Target,
) -> rusqlite::Result<Vec<String>> {
    let (project_id, domain_id) = target.columns();
    tx.prepare_cached(
        "SELECT role_id FROM identity_assignments
         WHERE user_id = ? AND project_id IS ? AND domain_id IS ? ORDER BY rowid",
    )?
    .query_map((user_id, project_id, domain_id), |row| row.get(0))?
    .collect()
}

/// All assignments.
pub(crate) fn list(tx: &Transaction<'_>) -> rusqlite::Result<Vec<Assignment>> {
    tx.prepare_cached("SELECT * FROM identity_assignments ORDER BY rowid")?
        .query_map((), read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Assignment> {
    let project_id: Option<String> = row.get("project_id")?;
    Ok(Assignment {
        user_id: row.get("user_id")?,
        role_id: row.get("role_id")?,
        target: match project_id {
            Some(id) => Target::Project(id),
            None => Target::Domain(row.get("domain_id")?),
        },
    })
}
