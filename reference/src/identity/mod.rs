//! Who asks: tokens, projects, users and roles, as a small Keystone v3.
//!
//! `records` is the state as plain functions over a transaction, [`Keystone`] the rules over it,
//! `http` the v3 API, [`Validator`] what the Orchestration API asks, whichever service issues the
//! tokens.

mod authentication;
mod bearer;
mod cache;
mod fault;
mod http;
mod keystone;
mod named;
mod password;
mod records;
mod remote;
mod seed;
mod service_catalogue;
mod stack_users;
#[cfg(test)]
mod tests;
mod validator;

pub(crate) use bearer::Identity;
pub(crate) use http::router;
pub(crate) use keystone::Keystone;
pub(crate) use remote::{Remote, RemoteError, versioned};
pub(crate) use seed::PASSWORD as SEED_PASSWORD;
pub(crate) use service_catalogue::{Endpoints, Place, REGION, ServiceUrl};
pub(crate) use stack_users::{NewStackUser, STACK_USER, StackUsers};
pub(crate) use validator::{Denied, Validator};
