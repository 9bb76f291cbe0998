//! What the tests of the catalogue share.

use std::sync::LazyLock;

use heat_spec::Catalogue;

/// The catalogue of upstream.
pub(crate) fn upstream() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> =
        LazyLock::new(|| Catalogue::load("upstream").unwrap_or_else(|error| panic!("{error}")));
    &CATALOGUE
}
