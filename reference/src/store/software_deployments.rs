//! Table `software_deployments`: which configuration is to run on which server, and how that went.

use heat_spec::Value;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::columns::{json, text, timestamp};

/// A software deployment as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct SoftwareDeploymentRecord {
    /// Its id, a UUID.
    pub(crate) id: String,
    /// The project that it belongs to.
    pub(crate) project_id: String,
    /// The project whose users may see it as well.
    pub(crate) stack_user_project_id: Option<String>,
    /// The configuration, by id.
    pub(crate) config_id: String,
    /// The server, by id.
    pub(crate) server_id: String,
    /// Values of inputs by name.
    pub(crate) input_values: Value,
    /// Values of outputs by name; `null` before there are any.
    pub(crate) output_values: Value,
    /// What is done with the stack.
    pub(crate) action: Option<String>,
    /// How far that is on the server.
    pub(crate) status: Option<String>,
    /// Why.
    pub(crate) status_reason: String,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When it was last changed.
    pub(crate) updated_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, project_id, stack_user_project_id, config_id, server_id, input_values, \
    output_values, action, status, status_reason, created_at, updated_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<SoftwareDeploymentRecord> {
    Ok(SoftwareDeploymentRecord {
        id: row.get(0)?,
        project_id: row.get(1)?,
        stack_user_project_id: row.get(2)?,
        config_id: row.get(3)?,
        server_id: row.get(4)?,
        input_values: json(row, 5)?,
        output_values: json(row, 6)?,
        action: row.get(7)?,
        status: row.get(8)?,
        status_reason: row.get(9)?,
        created_at: timestamp(row, 10)?.unwrap_or(Timestamp::UNIX_EPOCH),
        updated_at: timestamp(row, 11)?,
    })
}

/// Adds a deployment.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    deployment: &SoftwareDeploymentRecord,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO software_deployments (id, project_id, stack_user_project_id, config_id, \
         server_id, input_values, output_values, action, status, status_reason, created_at, \
         updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        deployment.id,
        deployment.project_id,
        deployment.stack_user_project_id,
        deployment.config_id,
        deployment.server_id,
        deployment.input_values.to_json(),
        deployment.output_values.to_json(),
        deployment.action,
        deployment.status,
        deployment.status_reason,
        text(deployment.created_at),
        deployment.updated_at.map(text),
    ])?;
    Ok(())
}

/// Writes everything of a deployment that may change.
pub(crate) fn update(
    tx: &Transaction<'_>,
    deployment: &SoftwareDeploymentRecord,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE software_deployments SET config_id = ?, input_values = ?, output_values = ?, \
         action = ?, status = ?, status_reason = ?, updated_at = ? WHERE id = ?",
    )?
    .execute(params![
        deployment.config_id,
        deployment.input_values.to_json(),
        deployment.output_values.to_json(),
        deployment.action,
        deployment.status,
        deployment.status_reason,
        deployment.updated_at.map(text),
        deployment.id,
    ])?;
    Ok(())
}

/// The deployment of that id, if it is of the project or of its stacks' users, or whosever it is.
pub(crate) fn get(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    id: &str,
) -> Result<Option<SoftwareDeploymentRecord>, StoreError> {
    Ok(tx
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM software_deployments WHERE id = ?1 \
             AND (?2 IS NULL OR ?2 IN (project_id, stack_user_project_id))"
        ))?
        .query_row(params![id, project_id], from_row)
        .optional()?)
}

/// The deployments that a project may see, or all; to one server, or to any; the oldest first.
pub(crate) fn list(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    server_id: Option<&str>,
) -> Result<Vec<SoftwareDeploymentRecord>, StoreError> {
    // One statement for each case, so that each has an index to go by.
    let project = project_id.map_or(
        "?1 IS NULL",
        |_| "(project_id = ?1 OR stack_user_project_id = ?1)",
    );
    let server = server_id.map_or("?2 IS NULL", |_| "server_id = ?2");
    let mut select = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM software_deployments WHERE {server} AND {project} ORDER BY row"
    ))?;
    let deployments = select
        .query_map(params![project_id, server_id], from_row)?
        .collect::<Result<_, _>>()?;
    Ok(deployments)
}

/// How many deployments a project may see.
pub(crate) fn count(tx: &Transaction<'_>, project_id: &str) -> Result<i64, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT count(*) FROM software_deployments \
             WHERE project_id = ?1 OR stack_user_project_id = ?1",
        )?
        .query_row([project_id], |row| row.get(0))?)
}

/// Removes a deployment.
pub(crate) fn remove(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM software_deployments WHERE id = ?")?
        .execute([id])?;
    Ok(())
}

/// Changes the metadata of the project's resources behind a server, unless they are being deleted.
pub(crate) fn change_server_metadata(
    tx: &Transaction<'_>,
    project_id: &str,
    server_id: &str,
    change: impl Fn(Value) -> Value,
) -> Result<(), StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT resources.id, metadata FROM resources JOIN stacks ON stacks.row = stack_row \
         WHERE physical_resource_id = ? AND project_id = ? AND resources.action <> 'DELETE'",
    )?;
    let found: Vec<(i64, Value)> = select
        .query_map([server_id, project_id], |row| {
            Ok((row.get(0)?, json(row, 1)?))
        })?
        .collect::<Result<_, _>>()?;
    for (id, metadata) in found {
        tx.prepare_cached("UPDATE resources SET metadata = ? WHERE id = ?")?
            .execute(params![change(metadata).to_json(), id])?;
    }
    Ok(())
}
