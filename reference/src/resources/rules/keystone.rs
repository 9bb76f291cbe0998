//! Rules of users and groups.

use heat_spec::{Fault, Value, fault};

use super::subject::{Subject, has, refuse};

/// Every role is for a project or for a domain.
pub(super) fn role_assignments(subject: &Subject<'_>) -> Result<(), Fault> {
    for assignment in subject.list("roles") {
        match (has(assignment, "project"), has(assignment, "domain")) {
            (true, true) => return Err(fault::resource_property_conflict("project, domain")),
            (false, false) => {
                let role = assignment.get("role").unwrap_or(&Value::Null);
                return refuse(format_args!(
                    "Either project or domain must be specified for role {}",
                    role.python_str()
                ));
            }
            _ => {}
        }
    }
    Ok(())
}
