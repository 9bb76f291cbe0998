//! A stack as its template defines it.

pub(crate) mod attribute_path;
pub(crate) mod definition;
pub(crate) mod identity;
pub(crate) mod outcome;
pub(crate) mod property_faults;
pub(crate) mod read;
pub(crate) mod validate;
