//! Operations on the versions of the template languages.

pub(super) mod functions;
pub(super) mod list;
