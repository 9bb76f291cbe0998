//! The OpenStack Heat Orchestration API v1 as data.
//!
//! *Invariant:* this crate does no I/O and knows neither axum, tokio nor SQLite.

pub mod catalogue;
pub mod digest;
pub mod fault;
pub mod json;
pub mod openapi;
pub mod schema;
mod value;
pub mod yaml;

pub use catalogue::Catalogue;
pub use fault::{Fault, Rendering};
pub use value::{Key, Map, Number, Value};
