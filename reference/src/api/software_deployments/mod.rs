//! Software deployments.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod list;
pub(super) mod metadata;
pub(super) mod show;
pub(super) mod update;
