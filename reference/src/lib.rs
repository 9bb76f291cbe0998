//! A small Heat: the Orchestration API v1 over an engine that really creates stacks in a pretend
//! cloud, with a small Keystone beside it and its state in SQLite.

mod api;
mod app;
pub mod clock;
mod identity;
mod store;
