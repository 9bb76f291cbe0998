//! Snapshots of stacks: create, list, show, delete, restore.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod list;
mod look_up;
pub(super) mod restore;
pub(super) mod show;
mod view;
