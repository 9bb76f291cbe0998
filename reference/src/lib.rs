//! A small Heat: the Orchestration API v1 over an engine that really creates stacks in a pretend
//! cloud, with a small Keystone beside it and its state in SQLite.

mod api;
mod app;
pub mod clock;
pub mod cloud;
mod config;
mod credentials;
pub mod diagnosis;
mod engine;
mod host;
mod identity;
mod resources;
mod server;
mod software;
mod store;
mod template_url;
#[cfg(test)]
mod testing;

pub use clock::Clock;
pub use config::{Auth, Config, ConfigError, Limits, UrlPrefix, UrlPrefixError};
pub use credentials::CLOUDS_YAML_MARK;
pub use server::{BindError, Listeners, Running, StartError, start, start_on};
pub use store::StoreError;
