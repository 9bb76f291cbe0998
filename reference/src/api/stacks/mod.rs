//! Stacks: list, create, preview, find, show, template, update, delete.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod find;
pub(super) mod list;
mod look_up;
pub(super) mod preview;
mod proposal;
pub(super) mod show;
pub(super) mod template;
pub(super) mod update;
mod view;
pub(crate) mod view_cache;

pub(super) use look_up::{Deleted, stack_of};
