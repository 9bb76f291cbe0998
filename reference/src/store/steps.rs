//! Table `steps`: the graph of the work under way, so that it survives the server's end.

use heat_spec::Value;
use rusqlite::{Transaction, params};

use super::StoreError;
use super::columns::json;

/// What a step does with its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum StepKind {
    /// Deletes it if the current template does not want it.
    CleanUp,
    /// Brings it in line with the current template: creates, updates or replaces it.
    Converge,
}

impl StepKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::CleanUp => "clean_up",
            Self::Converge => "converge",
        }
    }
}

/// One step of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The resource that it is about.
    pub(crate) resource_id: i64,
    /// What it does.
    pub(crate) kind: StepKind,
    /// The steps that must be done before, by position.
    pub(crate) requires: Vec<usize>,
    /// Whether it is done.
    pub(crate) is_done: bool,
}

/// Stores a graph in place of every earlier one of the stack.
pub(crate) fn replace(
    tx: &Transaction<'_>,
    stack_row: i64,
    traversal: &str,
    steps: &[Step],
) -> Result<(), StoreError> {
    clear(tx, stack_row)?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO steps (stack_row, traversal, position, resource_id, kind, requires) \
         VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (position, step) in (0_i64..).zip(steps) {
        insert.execute(params![
            stack_row,
            traversal,
            position,
            step.resource_id,
            step.kind.as_str(),
            Value::from(step.requires.clone()).to_json(),
        ])?;
    }
    Ok(())
}

/// The graph of a traversal, by position.
pub(crate) fn load(
    tx: &Transaction<'_>,
    stack_row: i64,
    traversal: &str,
) -> Result<Vec<Step>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT resource_id, kind, requires, is_done FROM steps \
         WHERE stack_row = ? AND traversal = ? ORDER BY position",
    )?;
    let steps = select
        .query_map(params![stack_row, traversal], |row| {
            let kind: String = row.get(1)?;
            Ok(Step {
                resource_id: row.get(0)?,
                kind: if kind == StepKind::CleanUp.as_str() {
                    StepKind::CleanUp
                } else {
                    StepKind::Converge
                },
                requires: json(row, 2)?
                    .as_list()
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|position| usize::try_from(position.as_i64()?).ok())
                    .collect(),
                is_done: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(steps)
}

/// Notes that a step is done.
pub(crate) fn finish(
    tx: &Transaction<'_>,
    stack_row: i64,
    traversal: &str,
    position: usize,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE steps SET is_done = 1 WHERE stack_row = ? AND traversal = ? AND position = ?",
    )?
    .execute(params![
        stack_row,
        traversal,
        i64::try_from(position).unwrap_or(i64::MAX)
    ])?;
    Ok(())
}

/// Forgets the stack's graphs.
pub(crate) fn clear(tx: &Transaction<'_>, stack_row: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM steps WHERE stack_row = ?")?
        .execute([stack_row])?;
    Ok(())
}
