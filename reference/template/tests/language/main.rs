//! The template language as a whole: what templates, parameters and environments mean, and what
//! they are refused with.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests are tests to the reader, if not to the lint"
)]

mod attributes;
mod corpus;
mod environments;
mod functions;
mod limits;
mod nested;
mod parameters;
mod printing;
mod questions;
mod random;
mod run_time;
mod support;
mod surface;
mod templates;
mod updates;
mod yaql;
mod yaql_limits;
