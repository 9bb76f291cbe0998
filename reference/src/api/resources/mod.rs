//! Resources of stacks: mark unhealthy.

pub(super) mod mark_unhealthy;
