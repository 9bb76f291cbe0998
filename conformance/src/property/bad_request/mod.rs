//! Bad requests: a good one with something broken in it.
//!
//! What is broken is data, so that it can be made smaller and shown. First comes a table of what
//! services are known to stumble over, then random changes.

mod apply;
mod awkward;
mod change;
mod fields;
mod odd_json;
mod odd_template;
mod random;

pub(crate) use apply::apply;
pub(crate) use awkward::awkward;
pub(crate) use change::{BadRequest, Change};
pub(crate) use random::random;
