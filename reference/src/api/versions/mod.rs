//! "API versions".

mod list;

pub(super) use list::list;
