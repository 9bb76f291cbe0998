//! Table `software_configs`: what is to be done on servers, and what goes in and comes out.

use heat_spec::Value;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::columns::{json, text, timestamp};

/// A software configuration as it is stored; it never changes.
#[derive(Clone, Debug)]
pub(crate) struct SoftwareConfigRecord {
    /// Its id, a UUID.
    pub(crate) id: String,
    /// The project that it belongs to.
    pub(crate) project_id: String,
    /// Its name.
    pub(crate) name: Option<String>,
    /// The tool that it is for; `group` in the API.
    pub(crate) group: Option<String>,
    /// The configuration: a text, or whatever the tool reads.
    pub(crate) config: Value,
    /// The list of its inputs.
    pub(crate) inputs: Value,
    /// The list of its outputs.
    pub(crate) outputs: Value,
    /// What the tool is told beside.
    pub(crate) options: Value,
    /// When it was made.
    pub(crate) created_at: Timestamp,
}

const COLUMNS: &str = "id, project_id, name, tool, config, inputs, outputs, options, created_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<SoftwareConfigRecord> {
    Ok(SoftwareConfigRecord {
        id: row.get(0)?,
        project_id: row.get(1)?,
        name: row.get(2)?,
        group: row.get(3)?,
        config: json(row, 4)?,
        inputs: json(row, 5)?,
        outputs: json(row, 6)?,
        options: json(row, 7)?,
        created_at: timestamp(row, 8)?.unwrap_or(Timestamp::UNIX_EPOCH),
    })
}

/// Adds a configuration.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    config: &SoftwareConfigRecord,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO software_configs (id, project_id, name, tool, config, inputs, outputs, \
         options, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        config.id,
        config.project_id,
        config.name,
        config.group,
        config.config.to_json(),
        config.inputs.to_json(),
        config.outputs.to_json(),
        config.options.to_json(),
        text(config.created_at),
    ])?;
    Ok(())
}

/// The configuration of that id, in a project or in any.
pub(crate) fn get(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    id: &str,
) -> Result<Option<SoftwareConfigRecord>, StoreError> {
    Ok(tx
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM software_configs WHERE id = ?1 AND (?2 IS NULL OR project_id = ?2)"
        ))?
        .query_row(params![id, project_id], from_row)
        .optional()?)
}

/// One page of the configurations of a project or of all, the newest first; those after the marker,
/// if that is the id of one.
pub(crate) fn list(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    limit: Option<i64>,
    marker: Option<&str>,
) -> Result<Vec<SoftwareConfigRecord>, StoreError> {
    let last: Option<i64> = tx
        .prepare_cached("SELECT row FROM software_configs WHERE id = ?")?
        .query_row([marker], |row| row.get(0))
        .optional()?;
    // One statement for each case, so that each has an index to go by.
    let project = project_id.map_or("?1 IS NULL", |_| "project_id = ?1");
    let mut select = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM software_configs WHERE {project} AND row < ?2 \
         ORDER BY row DESC LIMIT ?3"
    ))?;
    let arguments = params![
        project_id,
        last.unwrap_or(i64::MAX),
        limit.unwrap_or(i64::MAX)
    ];
    let configs = select
        .query_map(arguments, from_row)?
        .collect::<Result<_, _>>()?;
    Ok(configs)
}

/// How many configurations a project has.
pub(crate) fn count(tx: &Transaction<'_>, project_id: &str) -> Result<i64, StoreError> {
    Ok(tx
        .prepare_cached("SELECT count(*) FROM software_configs WHERE project_id = ?")?
        .query_row([project_id], |row| row.get(0))?)
}

/// Whether a deployment uses a configuration.
pub(crate) fn is_in_use(tx: &Transaction<'_>, id: &str) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM software_deployments WHERE config_id = ?)")?
        .query_row([id], |row| row.get(0))?)
}

/// Removes a configuration that no deployment uses.
pub(crate) fn remove(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM software_configs WHERE id = ?")?
        .execute([id])?;
    Ok(())
}
