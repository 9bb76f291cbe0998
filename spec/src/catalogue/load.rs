//! From the embedded files to a [`Catalogue`].

use super::Catalogue;

/// Why a catalogue cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// There is no profile of that name.
    #[error("there is no profile `{0}`")]
    UnknownProfile(String),
    /// A file of the catalogue is wrong.
    #[error("{file}: {reason}")]
    Malformed {
        /// The file's name.
        file: String,
        /// What is wrong in it.
        reason: String,
    },
}

pub(super) fn load(profile: &str) -> Result<Catalogue, CatalogueError> {
    Err(CatalogueError::UnknownProfile(profile.to_owned()))
}
