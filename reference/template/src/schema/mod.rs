//! Schemas of resource types: which properties and attributes a type has.

pub(crate) mod attribute;
pub(crate) mod property;
pub(crate) mod read;
pub(crate) mod resource;
