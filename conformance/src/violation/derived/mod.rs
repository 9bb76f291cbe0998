//! Violations that follow from the catalogue: of every answer of every operation, and of every
//! expectation of a requirement. New operations get theirs by being in the catalogue.

mod body;
mod case;
mod expectation;
mod fault;
mod headers;
mod places;
mod status;
mod wrong;

use heat_spec::Catalogue;
use heat_spec::schema::{InvalidSchema, Schemas};

use self::case::Case;
use self::wrong::Wrong;
use super::Violation;

/// All violations that follow from a catalogue.
pub(crate) fn violations(catalogue: &Catalogue) -> Result<Vec<Violation>, InvalidSchema> {
    let schemas = Schemas::compile(catalogue)?;
    let wrong = Wrong::new(&schemas);
    let mut all = Vec::new();
    for operation in catalogue.operations.values() {
        let answers = operation.responses.iter();
        for (status, response) in answers.filter(|(_, response)| !response.failure) {
            let case = Case {
                catalogue,
                operation,
                status: *status,
                response,
            };
            all.extend(status::violations(&case));
            all.extend(headers::violations(&case));
            all.extend(body::violations(&case, &wrong)?);
            all.extend(fault::violations(&case));
        }
    }
    for requirement in catalogue.requirements.values() {
        all.extend(expectation::violations(catalogue, requirement, &wrong)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use super::*;
    use crate::violation::Breaker;

    #[test]
    fn ids_are_unique_and_what_is_broken_is_known() {
        let catalogue = Arc::new(Catalogue::load("upstream").unwrap());
        let all = violations(&catalogue).unwrap();
        let generated: HashSet<String> = catalogue.generated().map(|one| one.id).collect();
        let mut ids = HashSet::new();
        for violation in &all {
            let id = &violation.id;
            assert!(ids.insert(id), "{id} is there twice");
            assert!(!violation.breaks.is_empty(), "{id} breaks nothing");
            for broken in &violation.breaks {
                let is_known =
                    generated.contains(broken) || catalogue.requirement(broken).is_some();
                assert!(is_known, "{id} breaks {broken}, which nobody knows");
            }
            Breaker::of(violation, Arc::clone(&catalogue)).unwrap();
        }
    }

    #[test]
    fn every_generated_requirement_and_every_expectation_is_broken_by_one() {
        let catalogue = Catalogue::load("upstream").unwrap();
        let all = violations(&catalogue).unwrap();
        let broken: HashSet<&str> = all
            .iter()
            .flat_map(|violation| violation.breaks.iter().map(String::as_str))
            .collect();
        // Answers to HEAD, the only ones of this status here, have no body.
        let of_head = [
            "stacks.find",
            "stacks.preview",
            "stacks.find_template",
            "events.find",
            "resources.find",
            "actions.find",
            "stacks.detail",
        ];
        let bodiless = |id: &str| {
            let operation = id.strip_suffix(".405.body");
            operation.is_some_and(|operation| of_head.contains(&operation))
                || id.ends_with(".204.body")
        };
        for generated in catalogue.generated().filter(|one| !bodiless(&one.id)) {
            assert!(broken.contains(generated.id.as_str()), "{}", generated.id);
        }
        let expecting = catalogue.requirements.values();
        for requirement in expecting.filter(|requirement| requirement.expect.is_some()) {
            assert!(
                broken.contains(requirement.id.as_str()),
                "{}",
                requirement.id
            );
        }
    }
}
