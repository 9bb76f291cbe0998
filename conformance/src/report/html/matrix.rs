//! The matrix: operations by statuses.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::report::{OperationResult, Report};
use crate::verdict::Verdict;

/// Operations by statuses.
pub(super) struct Matrix<'a> {
    pub(super) statuses: Vec<u16>,
    pub(super) rows: Vec<Row<'a>>,
}

/// An operation.
pub(super) struct Row<'a> {
    pub(super) operation: &'a str,
    pub(super) cells: Vec<Cell>,
    /// How many of its requirements passed, and how many there are.
    pub(super) n_passed: usize,
    pub(super) n_all: usize,
    /// The times of its answers.
    pub(super) asked: Option<&'a OperationResult>,
}

/// What answers of one status say.
#[derive(Clone, Copy, Default)]
pub(super) struct Cell {
    /// The worst verdict; none where the catalogue has no such status.
    pub(super) verdict: Option<Verdict>,
    pub(super) n_exchanges: usize,
}

impl<'a> Matrix<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let mut rows: IndexMap<&str, BTreeMap<u16, Verdict>> = IndexMap::new();
        let mut statuses = BTreeSet::new();
        for result in &report.generated.requirements {
            let verdicts = rows.entry(&result.operation).or_default();
            if let Some(status) = status_of(&result.id) {
                statuses.insert(status);
                let verdict = verdicts.entry(status).or_insert(result.verdict);
                if rank(result.verdict) > rank(*verdict) {
                    *verdict = result.verdict;
                }
            }
        }
        let rows = rows.into_iter().map(|(operation, verdicts)| {
            let asked = report.operations.iter().find(|asked| asked.id == operation);
            let of_operation = report
                .requirements
                .iter()
                .filter(|result| result.operation == operation);
            let cells = statuses.iter().map(|status| Cell {
                verdict: verdicts.get(status).copied(),
                n_exchanges: asked
                    .and_then(|asked| asked.statuses.get(status).copied())
                    .unwrap_or(0),
            });
            Row {
                operation,
                cells: cells.collect(),
                n_passed: of_operation
                    .clone()
                    .filter(|result| result.verdict == Verdict::Pass)
                    .count(),
                n_all: of_operation.count(),
                asked,
            }
        });
        Self {
            rows: rows.collect(),
            statuses: statuses.iter().copied().collect(),
        }
    }
}

/// The status in the id of a generated requirement: `stacks.create.201.body`.
fn status_of(id: &str) -> Option<u16> {
    id.rsplit('.').nth(1)?.parse().ok()
}

/// What is looked at first.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Untested => 0,
        Verdict::Pass => 1,
        Verdict::Waived => 2,
        Verdict::Warn => 3,
        _ => 4,
    }
}
