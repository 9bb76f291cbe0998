//! Resources of stacks: list, show, metadata, signal, mark unhealthy.

mod access;
pub(super) mod list;
pub(super) mod mark_unhealthy;
pub(super) mod metadata;
pub(super) mod show;
pub(super) mod signal;
mod view;
