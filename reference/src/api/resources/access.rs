//! Which resources a stack user may ask about.

use heat_spec::{Fault, fault};

use crate::identity::{Identity, STACK_USER};

/// Refuses a stack user to whom the resource grants nothing.
///
/// Only the users that servers have are granted anything, and this server makes none for them;
/// those of wait conditions may send signals, and nothing else.
pub(super) fn check_granted(identity: &Identity) -> Result<(), Fault> {
    if identity.has_role(STACK_USER) {
        return Err(fault::not_granted());
    }
    Ok(())
}
