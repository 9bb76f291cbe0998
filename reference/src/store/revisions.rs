//! Which stacks changed, without asking the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Enough that few of the stacks that are busy at a time share a counter.
const N_COUNTERS: usize = 4096;

/// Counters that grow with every committed change of a stack.
///
/// Stacks share counters: a change of one may look like a change of another, never the other way
/// round.
#[derive(Clone, Debug)]
pub(crate) struct Revisions {
    counters: Arc<[AtomicU64]>,
}

/// A stack's state at a time, to be compared with a later one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Revision {
    row: i64,
    count: u64,
}

impl Default for Revisions {
    fn default() -> Self {
        Self {
            counters: (0..N_COUNTERS).map(|_| AtomicU64::new(0)).collect(),
        }
    }
}

impl Revisions {
    /// The stack's revision now; take it before reading what is to be compared later.
    pub(crate) fn of(&self, row: i64) -> Revision {
        Revision {
            row,
            count: self.counter(row).load(Ordering::Acquire),
        }
    }

    /// Whether nothing changed since.
    pub(crate) fn is_current(&self, revision: &Revision) -> bool {
        self.counter(revision.row).load(Ordering::Acquire) == revision.count
    }

    /// Notes a committed change.
    pub(super) fn bump(&self, row: i64) {
        self.counter(row).fetch_add(1, Ordering::Release);
    }

    fn counter(&self, row: i64) -> &AtomicU64 {
        let index = usize::try_from(row.unsigned_abs() % N_COUNTERS as u64).unwrap_or(0);
        &self.counters[index]
    }
}
