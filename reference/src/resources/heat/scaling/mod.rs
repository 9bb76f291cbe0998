//! Groups whose size changes while the stack stays as it is, and the policies by which it does.

mod adjustment;
pub(in crate::resources) mod auto_scaling_group;
mod cooldown;
pub(in crate::resources) mod scaling_policy;
