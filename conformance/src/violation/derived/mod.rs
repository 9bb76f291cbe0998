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
