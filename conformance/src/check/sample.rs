//! What the tests of the checkers judge by.

use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use heat_spec::Catalogue;

use super::Placeholders;
use crate::contract::Contract;

/// Loaded once for all tests: it takes longer than anything that they do.
static UPSTREAM: LazyLock<Arc<Catalogue>> =
    LazyLock::new(|| Arc::new(Catalogue::load("upstream").unwrap()));

thread_local! {
    static CONTRACT: Rc<Contract> = Rc::new(Contract::new(Arc::clone(&UPSTREAM)).unwrap());
}

/// Upstream's catalogue.
pub(crate) fn catalogue() -> Arc<Catalogue> {
    Arc::clone(&UPSTREAM)
}

/// Upstream's catalogue with its schemas compiled.
pub(super) fn contract() -> Rc<Contract> {
    CONTRACT.with(Rc::clone)
}

/// `{stack_name}` stands for `web`.
pub(super) fn placeholders() -> Placeholders {
    let mut placeholders = Placeholders::default();
    placeholders.set("stack_name", "web");
    placeholders
}
