//! Outputs of stacks: list, show.

pub(super) mod list;
pub(super) mod show;
