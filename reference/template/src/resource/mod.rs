//! Resources as the template defines them.

pub(crate) mod definition;
pub(crate) mod frozen;
pub(crate) mod policy;
pub(crate) mod read;
