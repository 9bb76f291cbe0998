//! The Orchestration API over HTTP: one file per operation, in folders named after the sections.

mod call;
mod reply;
