//! Stacks: making, previewing, finding, showing, changing and deleting them.

pub(super) mod abandon;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod detail;
pub(super) mod environment;
pub(super) mod export;
pub(super) mod files;
pub(super) mod find;
pub(super) mod list;
mod loaded;
mod look_up;
pub(super) mod preview;
pub(super) mod preview_update;
pub(super) mod preview_update_patch;
mod proposal;
mod proposed_update;
mod resource_view;
pub(super) mod show;
pub(super) mod template;
pub(super) mod update;
mod update_effects;
pub(super) mod update_patch;
pub(super) mod view;
pub(crate) mod view_cache;

pub(super) use loaded::Loaded;
pub(super) use look_up::{Deleted, stack_of, stored_template};
