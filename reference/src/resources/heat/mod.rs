//! Types of Heat's own, which need no cloud.

mod block_yaml;
pub(super) mod cloud_config;
pub(super) mod delay;
mod deployment;
mod derived_config;
mod member_output;
pub(super) mod multipart_mime;
pub(super) mod none;
pub(super) mod random_string;
pub(super) mod resource_chain;
pub(super) mod resource_group;
pub(super) mod scaling;
pub(super) mod signed_url;
pub(super) mod software_config;
pub(super) mod software_deployment;
pub(super) mod stack;
mod stack_user;
pub(super) mod stored_config;
pub(super) mod structured_config;
pub(super) mod structured_deployment;
pub(super) mod test_resource;
pub(super) mod value;
pub(super) mod wait;
