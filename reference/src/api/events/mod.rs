//! Events of stacks: list, those of one resource, show.

pub(super) mod list;
pub(super) mod list_of_resource;
pub(super) mod show;
mod view;
