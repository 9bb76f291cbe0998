//! The proof as one self-contained page: a matrix, then the violations by operation.

use std::fmt;
use std::path::Path;

use askama::Template;
use indexmap::IndexMap;

use super::{ReportError, write};
use crate::prove::{Finding, Proof};

/// The kinds of violation, in the order of their columns.
const KINDS: [&str; 5] = ["status", "headers", "body", "expectation", "semantic"];

/// Writes the page.
///
/// # Errors
///
/// If the page cannot be made, or the file cannot be written.
pub fn write_proof_html(proof: &Proof, path: &Path) -> Result<(), ReportError> {
    let page = Page::of(proof).render();
    let page = page.map_err(|error| ReportError::Unwritable {
        path: path.display().to_string(),
        reason: error.to_string(),
    })?;
    write(path, &page)
}

#[derive(Template)]
#[template(path = "proof.html")]
struct Page<'a> {
    proof: &'a Proof,
    headline: String,
    kinds: [&'static str; 5],
    sections: Vec<Section<'a>>,
}

/// An operation, with a cell for each kind of violation and one for all.
struct Section<'a> {
    operation: &'a str,
    cells: Vec<Cell>,
    findings: Vec<&'a Finding>,
}

/// How many violations of one kind have which fate.
#[derive(Default)]
struct Cell {
    killed: usize,
    unspecific: usize,
    survived: usize,
    equivalent: usize,
}

impl<'a> Page<'a> {
    fn of(proof: &'a Proof) -> Self {
        let mut operations: IndexMap<&str, Vec<&Finding>> = IndexMap::new();
        for finding in &proof.violations {
            let findings = operations.entry(finding.operation()).or_default();
            findings.push(finding);
        }
        let sections = operations.into_iter();
        Self {
            proof,
            headline: proof.headline(),
            kinds: KINDS,
            sections: sections
                .map(|(operation, findings)| Section::of(operation, findings))
                .collect(),
        }
    }
}

impl<'a> Section<'a> {
    fn of(operation: &'a str, findings: Vec<&'a Finding>) -> Self {
        let of_kind = |kind| findings.iter().filter(move |one| one.kind() == kind);
        let mut cells: Vec<Cell> = KINDS
            .into_iter()
            .map(|kind| Cell::of(of_kind(kind)))
            .collect();
        cells.push(Cell::of(findings.iter()));
        Self {
            operation,
            cells,
            findings,
        }
    }
}

impl Cell {
    fn of<'a>(findings: impl Iterator<Item = &'a &'a Finding>) -> Self {
        let mut cell = Self::default();
        for finding in findings {
            match finding.fate_name() {
                "killed" => cell.killed += 1,
                "unspecific" => cell.unspecific += 1,
                "survived" => cell.survived += 1,
                _ => cell.equivalent += 1,
            }
        }
        cell
    }

    /// The worst fate in it.
    fn class(&self) -> &'static str {
        match self {
            Self { survived: 1.., .. } => "survived",
            Self {
                unspecific: 1.., ..
            } => "unspecific",
            Self { killed: 1.., .. } => "killed",
            Self {
                equivalent: 1.., ..
            } => "equivalent",
            _ => "none",
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_caught = self.killed + self.unspecific;
        match (n_caught + self.survived, self.equivalent) {
            (0, 0) => Ok(()),
            (0, n) => write!(out, "{n} equivalent"),
            (all, _) => write!(out, "{n_caught} of {all}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prove::{Fate, Idle};

    fn killed(by: &str, is_specific: bool) -> Fate {
        Fate::Killed {
            by: vec![by.to_owned()],
            scenario: "It works (a/b.feature:3)".to_owned(),
            is_specific,
        }
    }

    #[test]
    fn a_page_has_a_matrix_and_what_came_of_each_violation() {
        let survived = Fate::Survived {
            reason: "all <b>pass</b> & \"well\"".to_owned(),
        };
        let equivalent = Fate::Equivalent {
            reason: "nobody can tell".to_owned(),
        };
        let mut proof = Proof::of_fates([
            ("a.b.200.body.x.missing", "derived", killed("a.b.x", true)),
            (
                "a.b.200.status.other-class",
                "derived",
                killed("a.b.y", false),
            ),
            ("a.b.upside-down", "semantic", survived),
            ("a.c.200.headers.y.missing", "derived", equivalent),
            ("a.c.backwards", "semantic", killed("a.c.z", true)),
        ]);
        proof.idle = Some(Idle {
            kills_nothing: vec!["a.c.never".to_owned()],
            stale: Vec::new(),
        });
        let page = Page::of(&proof).render().unwrap();
        insta::with_settings!({
            snapshot_path => "../../../snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("heat-conformance-proof-page", page);
        });
    }
}
