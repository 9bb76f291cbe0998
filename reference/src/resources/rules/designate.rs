//! Rules of DNS zones.

use heat_spec::Fault;

use super::subject::{Subject, refuse};

/// What a zone of each type needs.
const NEEDS: [(&str, &str); 2] = [("PRIMARY", "email"), ("SECONDARY", "masters")];

pub(super) fn zone(subject: &Subject<'_>) -> Result<(), Fault> {
    for (kind, property) in NEEDS {
        if subject.is("type", kind) && !subject.is_truthy(property) {
            return refuse(format_args!(
                "Property {property} is required for zone type {kind}"
            ));
        }
    }
    Ok(())
}
