//! The files of the catalogue, as the build script put them into the crate.

use serde_json::{Map, Value};

use super::CatalogueError;

/// Contents of files by path: `operations/stacks/list.yaml`.
pub(super) type Files = Map<String, Value>;

/// The files of operations, schemas and profiles that the crate carries.
pub(super) fn for_servers() -> Result<Files, CatalogueError> {
    read(
        "server.json",
        include_str!(concat!(env!("OUT_DIR"), "/server.json")),
    )
}

/// All files that the crate carries.
pub(super) fn all() -> Result<Files, CatalogueError> {
    let mut files = for_servers()?;
    files.append(&mut read(
        "suite.json",
        include_str!(concat!(env!("OUT_DIR"), "/suite.json")),
    )?);
    Ok(files)
}

fn read(name: &str, text: &str) -> Result<Files, CatalogueError> {
    serde_json::from_str(text).map_err(|error| CatalogueError::malformed(name, error))
}
