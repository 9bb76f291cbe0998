//! What every request has at hand.

use std::sync::Arc;

use heat_spec::Catalogue;

use crate::store::Store;

/// The parts of a running server; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct App {
    /// What the API promises, under the profile that the server was started with.
    pub(crate) catalogue: Arc<Catalogue>,
    /// The state.
    pub(crate) store: Store,
}
