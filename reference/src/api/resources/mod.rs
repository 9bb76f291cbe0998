//! Resources of stacks: list, show, metadata, mark unhealthy.

mod access;
pub(super) mod list;
pub(super) mod mark_unhealthy;
pub(super) mod metadata;
pub(super) mod show;
mod view;
