//! What a watch found, as one value that console and JSON are made from.

use heat_spec::Catalogue;
use heat_spec::catalogue::Level;
use serde::Serialize;

use crate::check::Difference;
use crate::exit::{self, Code};
use crate::report::CatalogueInfo;

/// What a watch found.
#[derive(Debug, Serialize)]
pub struct WatchReport {
    /// The service that was watched.
    pub endpoint: String,
    /// By what it was judged.
    pub catalogue: CatalogueInfo,
    /// What passed by, in numbers.
    pub totals: WatchTotals,
    /// The requirements that were broken, the binding ones first.
    pub broken: Vec<Broken>,
    /// Requests that the catalogue knows nothing of.
    pub unknown: Vec<Unknown>,
    /// What of each operation the client reached.
    pub operations: Vec<OperationCoverage>,
    /// The exit code that follows.
    pub exit: u8,
}

/// What passed by, in numbers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WatchTotals {
    /// Requests, with and without an answer.
    pub requests: u64,
    /// Those without a whole answer.
    pub unanswered: u64,
    /// Those that the catalogue knows nothing of.
    pub unknown: u64,
    /// Bodies that were too large to be checked.
    pub unchecked: u64,
    /// Checks.
    pub checks: u64,
    /// Those that broke a must.
    pub violations: u64,
    /// Those that broke a should.
    pub warnings: u64,
}

/// A requirement that was broken.
#[derive(Clone, Debug, Serialize)]
pub struct Broken {
    /// Its id.
    pub id: String,
    /// Its operation.
    pub operation: String,
    /// How binding it is.
    pub level: Level,
    /// How often it was broken.
    pub n_broken: u64,
    /// How often it was met.
    pub n_met: u64,
    /// What differed the first time.
    #[serde(flatten)]
    pub difference: Difference,
    /// In which exchange.
    pub exchange: String,
}

/// A request that the catalogue knows nothing of.
#[derive(Debug, Serialize)]
pub struct Unknown {
    /// The verb.
    pub method: String,
    /// The path.
    pub path: String,
    /// The answer's status.
    pub status: u16,
    /// How often.
    pub n_times: u64,
}

/// What of an operation a client reached.
#[derive(Debug, Serialize)]
pub struct OperationCoverage {
    /// Its id.
    pub id: String,
    /// Whether it was asked for at all.
    pub is_reached: bool,
    /// The documented statuses that it answered with.
    pub seen: Vec<u16>,
    /// The others.
    pub missing: Vec<u16>,
}

impl WatchReport {
    pub(super) fn new(
        endpoint: String,
        catalogue: &Catalogue,
        totals: WatchTotals,
        broken: Vec<Broken>,
        unknown: Vec<Unknown>,
        operations: Vec<OperationCoverage>,
    ) -> Self {
        let mut report = Self {
            endpoint,
            catalogue: CatalogueInfo {
                version: catalogue.version.clone(),
                digest: catalogue.digest.clone(),
                profile: catalogue.profile.clone(),
                modified_by: None,
            },
            totals,
            broken,
            unknown,
            operations,
            exit: 0,
        };
        report.exit = report.code().number;
        report
    }

    /// Whether nothing binding was broken; a watch that saw nothing proves nothing.
    pub fn code(&self) -> Code {
        let totals = &self.totals;
        if totals.violations > 0 {
            exit::VIOLATIONS
        } else if totals.requests > 0 && totals.unanswered == totals.requests {
            exit::UNREACHABLE
        } else if totals.checks == 0 {
            exit::NOTHING_SELECTED
        } else {
            exit::CONFORMANT
        }
    }

    /// How many operations were reached, and how many there are.
    pub fn operations_reached(&self) -> (usize, usize) {
        let reached = self.operations.iter().filter(|one| one.is_reached);
        (reached.count(), self.operations.len())
    }

    /// How many documented answers were reached, and how many there are.
    pub fn answers_reached(&self) -> (usize, usize) {
        let seen: usize = self.operations.iter().map(|one| one.seen.len()).sum();
        let missing: usize = self.operations.iter().map(|one| one.missing.len()).sum();
        (seen, seen + missing)
    }
}
