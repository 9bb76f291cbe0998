//! Operations on the engines of the service.

pub(super) mod list;
