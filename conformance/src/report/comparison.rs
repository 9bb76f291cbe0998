//! What is different between two runs, requirement by requirement.

use std::collections::HashMap;

use serde::Serialize;

use super::{Report, RequirementResult};
use crate::verdict::Verdict;

/// What a run found otherwise than an earlier one.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// The earlier run.
    pub run: String,
    /// Where it was.
    pub endpoint: String,
    /// Whether both judged by the same catalogue and features.
    pub is_same_catalogue: bool,
    /// The requirements with another verdict, in this run's order.
    pub changes: Vec<Change>,
    /// The requirements that only one of both was about.
    pub n_only_then: usize,
    /// The same, the other way round.
    pub n_only_now: usize,
}

/// A requirement with another verdict than before.
#[derive(Debug, Serialize)]
pub struct Change {
    /// Its id.
    pub id: String,
    /// What it was.
    pub then: Verdict,
    /// What it is.
    pub now: Verdict,
    /// Why it is no plain pass now.
    pub reason: Option<String>,
}

impl Comparison {
    /// Compares a report with an earlier one.
    pub fn of(now: &Report, then: &Report) -> Self {
        let earlier: HashMap<&str, Verdict> = all(then)
            .map(|result| (result.id.as_str(), result.verdict))
            .collect();
        let mut changes = Vec::new();
        let (mut n_both, mut n_only_now) = (0, 0);
        for result in all(now) {
            match earlier.get(result.id.as_str()) {
                None => n_only_now += 1,
                Some(then) => {
                    n_both += 1;
                    if *then != result.verdict {
                        changes.push(Change {
                            id: result.id.clone(),
                            then: *then,
                            now: result.verdict,
                            reason: result.reason.clone(),
                        });
                    }
                }
            }
        }
        Self {
            run: then.run.id.clone(),
            endpoint: then.target.endpoint.clone(),
            is_same_catalogue: then.catalogue.digest == now.catalogue.digest,
            changes,
            n_only_then: earlier.len() - n_both,
            n_only_now,
        }
    }
}

fn all(report: &Report) -> impl Iterator<Item = &RequirementResult> {
    let generated = &report.generated.requirements;
    report.requirements.iter().chain(generated)
}
