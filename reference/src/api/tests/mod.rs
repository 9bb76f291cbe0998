//! How the Orchestration API answers, over HTTP, whatever the operation.

mod authentication;
mod bodies;
mod headers;
mod methods;
mod negotiation;
mod plain;
mod policy;
mod robustness;
mod trouble;
