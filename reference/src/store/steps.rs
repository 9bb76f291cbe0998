//! Table `steps`: the graph of the work under way, so that it survives the server's end.

use heat_spec::Value;
use rusqlite::{Transaction, params};

use super::StoreError;
use super::columns::json;

/// What a step does with its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum StepKind {
    /// Looks whether the real thing is as it should be.
    Check,
    /// Deletes it if the current template does not want it.
    CleanUp,
    /// Brings it in line with the current template: creates, updates or replaces it.
    Converge,
    /// Deletes a snapshot of the stack, with what its resources keep for it.
    DeleteSnapshot,
    /// Resumes it.
    Resume,
    /// Keeps what it takes to restore it.
    Snapshot,
    /// Suspends it.
    Suspend,
}

impl StepKind {
    const ALL: [Self; 7] = [
        Self::Check,
        Self::CleanUp,
        Self::Converge,
        Self::DeleteSnapshot,
        Self::Resume,
        Self::Snapshot,
        Self::Suspend,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::CleanUp => "clean_up",
            Self::Converge => "converge",
            Self::DeleteSnapshot => "delete_snapshot",
            Self::Resume => "resume",
            Self::Snapshot => "snapshot",
            Self::Suspend => "suspend",
        }
    }

    fn from_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether the steps that do not depend on a failed one go on, and the action fails at its end.
    pub(crate) const fn outlives_failures(self) -> bool {
        matches!(self, Self::Check)
    }
}

/// What a step is about; with one thing, one step is busy at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// The resource of that id.
    Resource(i64),
    /// The snapshot of that row.
    Snapshot(i64),
}

/// One step of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The resource that it is about; the snapshot's row, if it deletes one.
    pub(crate) resource_id: i64,
    /// What it does.
    pub(crate) kind: StepKind,
    /// The steps that must be done before, by position.
    pub(crate) requires: Vec<usize>,
    /// Whether it is done.
    pub(crate) is_done: bool,
    /// Why it failed, if the action went on all the same.
    pub(crate) failure: Option<String>,
}

impl Step {
    /// A step that waits for nothing yet.
    pub(crate) fn new(kind: StepKind, resource_id: i64) -> Self {
        Self {
            resource_id,
            kind,
            requires: Vec::new(),
            is_done: false,
            failure: None,
        }
    }

    /// What it is about.
    pub(crate) fn subject(&self) -> Subject {
        match self.kind {
            StepKind::DeleteSnapshot => Subject::Snapshot(self.resource_id),
            _ => Subject::Resource(self.resource_id),
        }
    }
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
        "SELECT resource_id, kind, requires, is_done, failure FROM steps \
         WHERE stack_row = ? AND traversal = ? ORDER BY position",
    )?;
    let steps = select
        .query_map(params![stack_row, traversal], |row| {
            let kind: String = row.get(1)?;
            Ok(Step {
                resource_id: row.get(0)?,
                kind: StepKind::from_str(&kind).unwrap_or(StepKind::Converge),
                requires: json(row, 2)?
                    .as_list()
                    .unwrap_or_default()
                    .iter()
                    .filter_map(|position| usize::try_from(position.as_i64()?).ok())
                    .collect(),
                is_done: row.get(3)?,
                failure: row.get(4)?,
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

/// Notes that a step failed, and that the action goes on all the same.
pub(crate) fn fail(
    tx: &Transaction<'_>,
    stack_row: i64,
    traversal: &str,
    position: usize,
    reason: &str,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE steps SET is_done = 1, failure = ? \
         WHERE stack_row = ? AND traversal = ? AND position = ?",
    )?
    .execute(params![
        reason,
        stack_row,
        traversal,
        i64::try_from(position).unwrap_or(i64::MAX)
    ])?;
    Ok(())
}

/// The resources whose steps failed, by name, each with the reason.
pub(crate) fn failures(
    tx: &Transaction<'_>,
    stack_row: i64,
    traversal: &str,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut select = tx.prepare_cached(
        "SELECT resources.name, steps.failure FROM steps \
         JOIN resources ON resources.id = steps.resource_id \
         WHERE steps.stack_row = ? AND traversal = ? AND failure IS NOT NULL ORDER BY position",
    )?;
    let failures = select
        .query_map(params![stack_row, traversal], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(failures)
}

/// Forgets the stack's graphs.
pub(crate) fn clear(tx: &Transaction<'_>, stack_row: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM steps WHERE stack_row = ?")?
        .execute([stack_row])?;
    Ok(())
}
