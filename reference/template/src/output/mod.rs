//! Outputs as the template defines them.

pub(crate) mod definition;
pub(crate) mod read;
