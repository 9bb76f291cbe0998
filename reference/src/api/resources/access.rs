//! Which resources a stack user may ask about.

use heat_spec::{Fault, fault};

use crate::identity::Identity;

/// The role of users that a stack makes for what runs in it.
const STACK_USER: &str = "heat_stack_user";

/// Refuses a stack user to whom the resource grants nothing.
///
/// Only users that a resource of the stack made for itself are granted anything, and no resource
/// type of this server makes any.
pub(super) fn check_granted(identity: &Identity) -> Result<(), Fault> {
    if identity.has_role(STACK_USER) {
        return Err(fault::not_granted());
    }
    Ok(())
}
