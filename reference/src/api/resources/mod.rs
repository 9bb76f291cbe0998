//! Resources of stacks: list, show, metadata.

mod access;
pub(super) mod list;
pub(super) mod metadata;
pub(super) mod show;
mod view;
