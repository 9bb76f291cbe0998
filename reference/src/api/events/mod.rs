//! Events of stacks.

pub(super) mod list;
