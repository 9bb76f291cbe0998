//! Stacks inside of stacks: what a resource is that stands for a template.

pub(crate) mod child;
pub(crate) mod provider;
pub(crate) mod validate;
