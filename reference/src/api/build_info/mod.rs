//! Operations on the service's build information.

pub(super) mod show;
