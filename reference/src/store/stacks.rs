//! Table `stacks`: one row a stack, deleted ones included.

use heat_spec::Value;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::StoreError;
use super::columns::{json, text, timestamp};

/// A stack as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct StackRecord {
    /// The row's number.
    pub(crate) row: i64,
    /// The id that clients see, a UUID.
    pub(crate) id: String,
    /// The project that it belongs to.
    pub(crate) project_id: String,
    /// Its name, unique among the live stacks of the project.
    pub(crate) name: String,
    /// The parent's id, if it is nested.
    pub(crate) owner_id: Option<String>,
    /// The resource of the parent that it is in.
    pub(crate) parent_resource: Option<String>,
    /// The name of the user who made it.
    pub(crate) username: String,
    /// The id of the user who made it.
    pub(crate) user_id: String,
    /// The roles of who asked for it as it is, which decide what types may be inside of it.
    pub(crate) roles: Vec<String>,
    /// The project of the users that its resources need.
    pub(crate) stack_user_project_id: Option<String>,
    /// Whether a failure leaves things as they are.
    pub(crate) disable_rollback: bool,
    /// Whether updates look at what the resources really are.
    pub(crate) is_converging: bool,
    /// The resources of the exported stack that this one adopts, by name; `null` if it adopts none.
    pub(crate) adoption: Value,
    /// Whether the real things outlive the stack.
    pub(crate) is_abandoned: bool,
    /// The time-out of each action; the server's default if none.
    pub(crate) timeout_mins: Option<i64>,
    /// Tags, in order.
    pub(crate) tags: Vec<String>,
    /// What is or was done with it last: `CREATE`.
    pub(crate) action: String,
    /// How far that is: `IN_PROGRESS`, `COMPLETE`, `FAILED`.
    pub(crate) status: String,
    /// Why.
    pub(crate) status_reason: String,
    /// The current template.
    pub(crate) template_id: i64,
    /// The template to roll back to.
    pub(crate) previous_template_id: Option<i64>,
    /// The work under way.
    pub(crate) traversal: Option<String>,
    /// When the action began.
    pub(crate) started_at: Timestamp,
    /// When it was made.
    pub(crate) created_at: Timestamp,
    /// When an action other than its creation began last.
    pub(crate) updated_at: Option<Timestamp>,
    /// When it was deleted.
    pub(crate) deleted_at: Option<Timestamp>,
}

impl StackRecord {
    /// Action and status as clients see them: `CREATE_COMPLETE`.
    pub(crate) fn stack_status(&self) -> String {
        format!("{}_{}", self.action, self.status)
    }

    /// Whether an action is under way.
    pub(crate) fn is_in_progress(&self) -> bool {
        self.status == "IN_PROGRESS"
    }

    /// Whether it is gone.
    pub(crate) fn is_deleted(&self) -> bool {
        self.deleted_at.is_some()
    }
}

/// The columns that [`from_row`] reads, in its order.
pub(super) const COLUMNS: &str = "row, id, project_id, name, owner_id, username, user_id, \
    stack_user_project_id, disable_rollback, timeout_mins, tags, action, status, status_reason, \
    template_id, previous_template_id, traversal, started_at, created_at, updated_at, deleted_at, \
    is_converging, adoption, is_abandoned, parent_resource, roles";

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<StackRecord> {
    Ok(StackRecord {
        row: row.get(0)?,
        id: row.get(1)?,
        project_id: row.get(2)?,
        name: row.get(3)?,
        owner_id: row.get(4)?,
        username: row.get(5)?,
        user_id: row.get(6)?,
        stack_user_project_id: row.get(7)?,
        disable_rollback: row.get(8)?,
        timeout_mins: row.get(9)?,
        tags: texts_from(&json(row, 10)?),
        action: row.get(11)?,
        status: row.get(12)?,
        status_reason: row.get(13)?,
        template_id: row.get(14)?,
        previous_template_id: row.get(15)?,
        traversal: row.get(16)?,
        started_at: timestamp(row, 17)?.unwrap_or(Timestamp::UNIX_EPOCH),
        created_at: timestamp(row, 18)?.unwrap_or(Timestamp::UNIX_EPOCH),
        updated_at: timestamp(row, 19)?,
        deleted_at: timestamp(row, 20)?,
        is_converging: row.get(21)?,
        adoption: json(row, 22)?,
        is_abandoned: row.get(23)?,
        parent_resource: row.get(24)?,
        roles: texts_from(&json(row, 25)?),
    })
}

fn texts_from(value: &Value) -> Vec<String> {
    value
        .as_list()
        .unwrap_or_default()
        .iter()
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

/// Adds a stack; its `row` is given by the database and returned.
pub(crate) fn insert(tx: &Transaction<'_>, stack: &StackRecord) -> Result<i64, StoreError> {
    tx.prepare_cached(
        "INSERT INTO stacks (id, project_id, name, owner_id, username, user_id, \
         stack_user_project_id, disable_rollback, timeout_mins, tags, action, status, \
         status_reason, template_id, previous_template_id, traversal, started_at, created_at, \
         is_converging, adoption, is_abandoned, parent_resource, roles) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        stack.id,
        stack.project_id,
        stack.name,
        stack.owner_id,
        stack.username,
        stack.user_id,
        stack.stack_user_project_id,
        stack.disable_rollback,
        stack.timeout_mins,
        Value::from(stack.tags.clone()).to_json(),
        stack.action,
        stack.status,
        stack.status_reason,
        stack.template_id,
        stack.previous_template_id,
        stack.traversal,
        text(stack.started_at),
        text(stack.created_at),
        stack.is_converging,
        stack.adoption.to_json(),
        stack.is_abandoned,
        stack.parent_resource,
        Value::from(stack.roles.clone()).to_json(),
    ])?;
    let row = tx.last_insert_rowid();
    set_tags(tx, row, &stack.tags)?;
    Ok(row)
}

/// Writes everything of a stack that may change.
pub(crate) fn update(tx: &Transaction<'_>, stack: &StackRecord) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE stacks SET disable_rollback = ?, timeout_mins = ?, tags = ?, action = ?, \
         status = ?, status_reason = ?, template_id = ?, previous_template_id = ?, traversal = ?, \
         started_at = ?, updated_at = ?, deleted_at = ?, stack_user_project_id = ?, \
         is_converging = ?, adoption = ?, is_abandoned = ?, roles = ?, revision = revision + 1 \
         WHERE row = ?",
    )?
    .execute(params![
        stack.disable_rollback,
        stack.timeout_mins,
        Value::from(stack.tags.clone()).to_json(),
        stack.action,
        stack.status,
        stack.status_reason,
        stack.template_id,
        stack.previous_template_id,
        stack.traversal,
        text(stack.started_at),
        stack.updated_at.map(text),
        stack.deleted_at.map(text),
        stack.stack_user_project_id,
        stack.is_converging,
        stack.adoption.to_json(),
        stack.is_abandoned,
        Value::from(stack.roles.clone()).to_json(),
        stack.row,
    ])?;
    Ok(())
}

/// Replaces the tags that look-ups see.
pub(crate) fn set_tags(tx: &Transaction<'_>, row: i64, tags: &[String]) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM stack_tags WHERE stack_row = ?")?
        .execute([row])?;
    let mut insert =
        tx.prepare_cached("INSERT OR IGNORE INTO stack_tags (stack_row, tag) VALUES (?, ?)")?;
    for tag in tags {
        insert.execute(params![row, tag])?;
    }
    Ok(())
}

/// The stack of that row.
pub(crate) fn by_row(tx: &Transaction<'_>, row: i64) -> Result<Option<StackRecord>, StoreError> {
    one(tx, "row = ?", params![row])
}

/// The name of the stack of that row.
pub(crate) fn name(tx: &Transaction<'_>, row: i64) -> Result<Option<String>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT name FROM stacks WHERE row = ?")?
        .query_row([row], |row| row.get(0))
        .optional()?)
}

/// The stack of that id, deleted or not; of that project, if one is named, or of the users that
/// the stack made for itself, who have a project of their own.
pub(crate) fn by_id(
    tx: &Transaction<'_>,
    project_id: Option<&str>,
    id: &str,
) -> Result<Option<StackRecord>, StoreError> {
    match project_id {
        Some(project_id) => one(
            tx,
            "id = ? AND ? IN (project_id, stack_user_project_id)",
            params![id, project_id],
        ),
        None => one(tx, "id = ?", params![id]),
    }
}

/// The live stack of that name.
pub(crate) fn by_name(
    tx: &Transaction<'_>,
    project_id: &str,
    name: &str,
) -> Result<Option<StackRecord>, StoreError> {
    one(
        tx,
        "project_id = ? AND name = ? AND deleted_at IS NULL",
        params![project_id, name],
    )
}

/// How many live top-level stacks the project has.
pub(crate) fn count_live(tx: &Transaction<'_>, project_id: &str) -> Result<i64, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT count(*) FROM stacks \
             WHERE project_id = ? AND deleted_at IS NULL AND owner_id IS NULL",
        )?
        .query_row([project_id], |row| row.get(0))?)
}

/// The live stacks inside of a stack, down to that depth, the stack itself first.
pub(crate) fn tree(
    tx: &Transaction<'_>,
    root: &StackRecord,
    depth: u64,
) -> Result<Vec<StackRecord>, StoreError> {
    let columns = COLUMNS
        .split(", ")
        .map(|column| format!("stacks.{}", column.trim()))
        .collect::<Vec<_>>()
        .join(", ");
    let mut select = tx.prepare_cached(&format!(
        "WITH RECURSIVE tree (row, id, depth) AS ( \
             SELECT row, id, 0 FROM stacks WHERE row = ? \
             UNION ALL SELECT stacks.row, stacks.id, tree.depth + 1 FROM tree \
             JOIN stacks ON stacks.owner_id = tree.id \
             WHERE stacks.deleted_at IS NULL AND tree.depth < ?) \
         SELECT {columns} FROM tree JOIN stacks ON stacks.row = tree.row ORDER BY depth, tree.row"
    ))?;
    let depth = i64::try_from(depth).unwrap_or(i64::MAX);
    let stacks = select
        .query_map(params![root.row, depth], from_row)?
        .collect::<Result<_, _>>()?;
    Ok(stacks)
}

/// The stacks that a stack is in, the nearest first.
pub(crate) fn ancestors(
    tx: &Transaction<'_>,
    stack: &StackRecord,
) -> Result<Vec<StackRecord>, StoreError> {
    let mut ancestors = Vec::new();
    let mut owner_id = stack.owner_id.clone();
    while let Some(owner) = owner_id
        .as_ref()
        .map(|id| by_id(tx, None, id))
        .transpose()?
        .flatten()
    {
        owner_id.clone_from(&owner.owner_id);
        ancestors.push(owner);
    }
    Ok(ancestors)
}

/// How many resources a stack has.
pub(crate) fn count_resources(tx: &Transaction<'_>, row: i64) -> Result<u64, StoreError> {
    let count: i64 = tx
        .prepare_cached("SELECT count(*) FROM resources WHERE stack_row = ?")?
        .query_row([row], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// How many resources a stack and those inside of it have together.
pub(crate) fn count_resources_of_tree(tx: &Transaction<'_>, row: i64) -> Result<u64, StoreError> {
    let count: i64 = tx
        .prepare_cached(
            "WITH RECURSIVE tree (row, id) AS ( \
                 SELECT row, id FROM stacks WHERE row = ? \
                 UNION ALL SELECT stacks.row, stacks.id FROM tree \
                 JOIN stacks ON stacks.owner_id = tree.id WHERE stacks.deleted_at IS NULL) \
             SELECT count(*) FROM tree JOIN resources ON resources.stack_row = tree.row",
        )?
        .query_row([row], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// The stacks whose work was under way when the server ended.
pub(crate) fn unfinished(tx: &Transaction<'_>) -> Result<Vec<StackRecord>, StoreError> {
    let mut select = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM stacks WHERE traversal IS NOT NULL ORDER BY row"
    ))?;
    let stacks = select.query_map([], from_row)?.collect::<Result<_, _>>()?;
    Ok(stacks)
}

fn one(
    tx: &Transaction<'_>,
    condition: &str,
    arguments: &[&dyn rusqlite::ToSql],
) -> Result<Option<StackRecord>, StoreError> {
    Ok(tx
        .prepare_cached(&format!("SELECT {COLUMNS} FROM stacks WHERE {condition}"))?
        .query_row(arguments, from_row)
        .optional()?)
}
