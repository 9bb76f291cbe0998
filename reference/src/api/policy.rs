//! Who may do what: the project in the path and the roles that a rule admits.

use heat_spec::{Fault, fault};

use crate::identity::Identity;

/// Refuses a token of another project.
///
/// An administrator may name any project: upstream then goes by the token's project and ignores
/// the path's. Stacks that exist belong to the project that they were made in.
pub(super) fn check_project(identity: &Identity, path_project: &str) -> Result<(), Fault> {
    let is_scoped = !identity.project_id.is_empty();
    if is_scoped && (identity.project_id == path_project || identity.is_admin()) {
        Ok(())
    } else {
        Err(fault::project_mismatch())
    }
}

/// Refuses a bearer who has none of the roles.
pub(super) fn check_roles(identity: &Identity, rule: &str, roles: &[String]) -> Result<(), Fault> {
    if roles.iter().any(|role| identity.has_role(role)) {
        Ok(())
    } else {
        Err(fault::not_authorized(rule))
    }
}
