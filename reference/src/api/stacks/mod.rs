//! Stacks: list, create, preview, find, show, template, environment, files, update, delete.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod detail;
pub(super) mod environment;
pub(super) mod files;
pub(super) mod find;
pub(super) mod list;
mod loaded;
mod look_up;
pub(super) mod preview;
mod proposal;
pub(super) mod show;
pub(super) mod template;
pub(super) mod update;
pub(super) mod view;
pub(crate) mod view_cache;

pub(super) use loaded::Loaded;
pub(super) use look_up::{Deleted, stack_of};
