//! Reading the catalogue: which requirements there are, and what one of them promises.

mod explain;
mod list;

pub(crate) use explain::expectation_text;
pub use explain::explain;
pub use list::{Listed, list, list_text};
