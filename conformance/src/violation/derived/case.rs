//! One documented answer of one operation, of which violations are made.

use heat_spec::Catalogue;
use heat_spec::catalogue::{Expectation, Operation, Response};

use crate::violation::{AnswerEdit, Family, Rule, Violation, When};

/// An answer that an operation may give.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) operation: &'a Operation,
    pub(super) status: u16,
    pub(super) response: &'a Response,
}

impl Case<'_> {
    /// A violation of every answer of this kind.
    ///
    /// `what` continues `OPERATION answers STATUS`.
    pub(super) fn violation(
        &self,
        kind: &str,
        what: &str,
        breaks: Vec<String>,
        edits: Vec<AnswerEdit>,
    ) -> Violation {
        let upstream = self.response.upstream_status.unwrap_or(self.status);
        let mut breaks = breaks;
        if breaks
            .first()
            .is_some_and(|id| self.catalogue.requirement(id).is_none())
        {
            // Whatever is not as documented also breaks that bad requests get documented answers.
            breaks.extend(robust(self.catalogue, &self.operation.id));
        }
        Violation {
            id: format!("{}.{upstream}.{kind}", self.operation.id),
            operation: self.operation.id.clone(),
            family: Family::Derived,
            what: format!("{} answers {} {what}.", self.operation.id, self.status),
            breaks,
            rules: vec![Rule {
                when: When {
                    status: vec![self.status],
                    ..When::default()
                },
                request: Vec::new(),
                answer: edits,
            }],
        }
    }

    /// The id of the generated requirement of an aspect.
    pub(super) fn generated(&self, aspect: &str) -> String {
        generated(self.operation, self.status, aspect)
    }

    /// The requirements whose expected answer has this status and something else in common.
    pub(super) fn requirements(&self, fits: impl Fn(&Expectation) -> bool) -> Vec<String> {
        requirements(self.catalogue, &self.operation.id, |expectation| {
            expectation.status == self.status && fits(expectation)
        })
    }
}

/// The id of a generated requirement; statuses in ids are upstream's.
pub(super) fn generated(operation: &Operation, status: u16, aspect: &str) -> String {
    let response = operation.responses.get(&status);
    let upstream = response.and_then(|response| response.upstream_status);
    format!("{}.{}.{aspect}", operation.id, upstream.unwrap_or(status))
}

/// The requirement that bad requests of an operation do no harm.
pub(super) fn robust(catalogue: &Catalogue, operation: &str) -> Option<String> {
    let id = format!("{operation}.robust");
    catalogue.requirement(&id).map(|_| id)
}

/// The requirements of an operation whose expectation fits.
pub(super) fn requirements(
    catalogue: &Catalogue,
    operation: &str,
    fits: impl Fn(&Expectation) -> bool,
) -> Vec<String> {
    let all = catalogue.requirements.values();
    all.filter(|requirement| requirement.operation == operation)
        .filter(|requirement| requirement.expect.as_ref().is_some_and(&fits))
        .map(|requirement| requirement.id.clone())
        .collect()
}
