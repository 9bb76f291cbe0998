//! Software configurations.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod list;
pub(super) mod show;
