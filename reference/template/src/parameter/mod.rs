//! Parameters: their definitions, values, checks and renderings.

pub(crate) mod cloud_formation;
pub(crate) mod groups;
pub(crate) mod immutable;
pub(crate) mod parameters;
pub(crate) mod pseudo;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod unset;
pub(crate) mod validate;
pub(crate) mod value;
