//! Types of Heat's own, which need no cloud.

pub(super) mod none;
pub(super) mod random_string;
pub(super) mod resource_group;
pub(super) mod stack;
pub(super) mod test_resource;
pub(super) mod value;
