//! Software configurations and their deployments, as both the API and the resource types use them.

pub(crate) mod configs;
pub(crate) mod deployments;
mod io;
mod metadata;
mod signal;

pub(crate) use metadata::keep_deployments;
