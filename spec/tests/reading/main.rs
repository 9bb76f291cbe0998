//! The readers of JSON and YAML against tables made with what Heat itself reads with.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod json;
mod properties;
mod stack;
mod table;
mod template;
mod yaml;
