//! What the tests of the checkers judge by.

use std::sync::Arc;

use heat_spec::Catalogue;

use super::Placeholders;
use crate::contract::Contract;

/// Upstream's catalogue.
pub(super) fn contract() -> Contract {
    Contract::new(Arc::new(Catalogue::load("upstream").unwrap())).unwrap()
}

/// `{stack_name}` stands for `web`.
pub(super) fn placeholders() -> Placeholders {
    let mut placeholders = Placeholders::default();
    placeholders.set("stack_name", "web");
    placeholders
}
