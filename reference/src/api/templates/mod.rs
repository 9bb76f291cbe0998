//! Templates: validate.

pub(super) mod validate;
