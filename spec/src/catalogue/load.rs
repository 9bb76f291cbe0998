//! From the embedded files to a [`Catalogue`].

use std::collections::HashSet;
use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::files::{self, Files};
use super::profile::{self, Applied, Scope};
use super::raw::{DOCUMENTS, Raw, SECTIONS, example_file, operation_file};
use super::route::Router;
use super::{Catalogue, Operation};
use crate::fault;

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
        /// What is wrong in it, and where.
        reason: String,
    },
}

impl CatalogueError {
    pub(super) fn malformed(file: &str, reason: impl fmt::Display) -> Self {
        Self::Malformed {
            file: file.to_owned(),
            reason: reason.to_string(),
        }
    }
}

/// Loads the catalogue that the crate carries.
pub(super) fn load(profile: &str) -> Result<Catalogue, CatalogueError> {
    from_files(files::all()?, profile)
}

/// Loads the catalogue that the crate carries without requirements and examples.
pub(super) fn load_operations(profile: &str) -> Result<Catalogue, CatalogueError> {
    let mut raw = Raw::gather(files::for_servers()?)?;
    let applied = profile::apply(&mut raw, profile, Scope::Operations)?;
    assemble(raw, profile, applied, String::new())
}

/// Loads a catalogue from any files.
pub(super) fn from_files(files: Files, profile: &str) -> Result<Catalogue, CatalogueError> {
    let mut raw = Raw::gather(files)?;
    let mut omitted: Vec<String> = raw.requirements.keys().cloned().collect();
    let applied = profile::apply(&mut raw, profile, Scope::Everything)?;
    omitted.retain(|id| !raw.requirements.contains_key(id));
    let digest = raw.digest(VERSION, profile);
    let catalogue = assemble(raw, profile, applied, digest)?;
    Ok(Catalogue {
        omitted: omitted.into_iter().collect(),
        ..catalogue
    })
}

/// The catalogue's version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn assemble(
    raw: Raw,
    profile: &str,
    applied: Applied,
    digest: String,
) -> Result<Catalogue, CatalogueError> {
    let operations = operations(&raw.operations)?;
    Ok(Catalogue {
        version: VERSION.to_owned(),
        profile: profile.to_owned(),
        title: applied.title,
        digest,
        documents: typed(DOCUMENTS, &raw.documents)?,
        sections: typed(SECTIONS, &raw.sections)?,
        router: Router::new(operations.values()),
        operations,
        requirements: typed_map(&raw.requirements, |id| {
            raw.requirement_files.get(id).cloned().unwrap_or_default()
        })?,
        examples: raw
            .examples
            .iter()
            .map(|example| typed(&example_file(example), example))
            .collect::<Result<_, _>>()?,
        schemas: raw.schemas.into_iter().collect(),
        differences: applied.differences,
        omitted: HashSet::new(),
        capabilities: applied.capabilities,
    })
}

/// Gives JSON its type; the error names the file and the place in it.
pub(super) fn typed<'a, T: Deserialize<'a>>(
    file: &str,
    content: &'a Value,
) -> Result<T, CatalogueError> {
    // Keeping track of the place takes time, so it is done only where it is needed.
    T::deserialize(content).or_else(|_| {
        serde_path_to_error::deserialize(content).map_err(|error| {
            let place = error.path().to_string();
            CatalogueError::malformed(file, format!("{place}: {}", error.into_inner()))
        })
    })
}

fn typed_map<'a, T: Deserialize<'a>>(
    entries: &'a Map<String, Value>,
    file: impl Fn(&str) -> String,
) -> Result<IndexMap<String, T>, CatalogueError> {
    let mut items = IndexMap::with_capacity(entries.len());
    for (id, content) in entries {
        let item =
            T::deserialize(content).or_else(|_| typed(&format!("{}, {id}", file(id)), content))?;
        items.insert(id.clone(), item);
    }
    Ok(items)
}

fn operations(entries: &Map<String, Value>) -> Result<IndexMap<String, Operation>, CatalogueError> {
    let mut operations: IndexMap<String, Operation> = typed_map(entries, operation_file)?;
    for operation in operations.values_mut() {
        for response in operation.responses.values_mut() {
            response.faults = faults(std::mem::take(&mut response.faults)).map_err(|part| {
                let reason = format!("the fault table has no part `{part}`");
                CatalogueError::malformed(&operation_file(&operation.id), reason)
            })?;
        }
    }
    Ok(operations)
}

/// Replaces `PART/*` by all rows of that part of the fault table; returns the part if there is none
/// of that name.
fn faults(names: Vec<String>) -> Result<Vec<String>, String> {
    let mut rows = Vec::with_capacity(names.len());
    for name in names {
        match name.strip_suffix("/*") {
            None => rows.push(name),
            Some(part) => {
                let part = fault::part(part).ok_or_else(|| part.to_owned())?;
                rows.extend(part.iter().copied().flatten().map(|row| row.id.to_owned()));
            }
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests;
