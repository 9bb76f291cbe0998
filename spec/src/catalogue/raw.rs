//! The catalogue as plain JSON, between its files and its types: what a profile changes.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::CatalogueError;
use super::files::Files;
use crate::digest;

/// The catalogue's parts as plain JSON; operations, schemas and requirements by their ids.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) documents: Value,
    pub(super) sections: Value,
    pub(super) operations: Map<String, Value>,
    pub(super) schemas: Map<String, Value>,
    pub(super) requirements: Map<String, Value>,
    /// The files that the requirements stand in, by their ids.
    pub(super) requirement_files: HashMap<String, String>,
    pub(super) examples: Vec<Value>,
    pub(super) profiles: Map<String, Value>,
}

pub(super) const DOCUMENTS: &str = "documents.yaml";
pub(super) const SECTIONS: &str = "operations/sections.yaml";
const COMMON: &str = "operations/common.yaml";

/// The file that a profile stands in.
pub(super) fn profile_file(name: &str) -> String {
    format!("profiles/{name}.yaml")
}

/// The file that an operation stands in.
pub(super) fn operation_file(id: &str) -> String {
    format!("operations/{}.yaml", id.replace('.', "/"))
}

/// The file that an example stands in.
pub(super) fn example_file(example: &Value) -> String {
    let part = |name| example[name].as_str().unwrap_or_default();
    format!("examples/{}/{}.json", part("operation"), part("name"))
}

impl Raw {
    /// Puts the files together.
    pub(super) fn gather(files: Files) -> Result<Self, CatalogueError> {
        let mut raw = Self::default();
        let mut common = Value::Null;
        let mut operations = Map::new();
        let mut requirements: IndexMap<String, Vec<(String, Value)>> = IndexMap::new();
        for (path, content) in files {
            let (folder, below) = path.split_once('/').unwrap_or(("", &path));
            let name = below.rsplit_once('.').map_or(below, |(name, _)| name);
            match folder {
                _ if path == DOCUMENTS => raw.documents = content,
                _ if path == SECTIONS => raw.sections = content,
                _ if path == COMMON => common = content,
                "operations" => drop(operations.insert(name.replace('/', "."), content)),
                "schemas" => drop(raw.schemas.insert(name.to_owned(), content)),
                "requirements" => requirements
                    .entry(operation_of(name))
                    .or_default()
                    .push((path, content)),
                "profiles" => drop(raw.profiles.insert(name.to_owned(), content)),
                "examples" => raw.examples.push(example(&path, name, content)?),
                _ => return Err(CatalogueError::malformed(&path, "has no place here")),
            }
        }
        raw.order(operations, &common)?;
        raw.number(requirements)?;
        Ok(raw)
    }

    /// Takes the operations in the order of the sections.
    fn order(
        &mut self,
        mut operations: Map<String, Value>,
        common: &Value,
    ) -> Result<(), CatalogueError> {
        for id in listed(&self.sections) {
            let file = operation_file(&id);
            let mut operation = operations
                .shift_remove(&id)
                .ok_or_else(|| CatalogueError::malformed(&file, "is missing"))?;
            share(&mut operation, common)
                .map_err(|reason| CatalogueError::malformed(&file, reason))?;
            self.operations.insert(id, operation);
        }
        match operations.keys().next() {
            None => Ok(()),
            Some(id) => Err(CatalogueError::malformed(
                &operation_file(id),
                format!("{SECTIONS} does not list it"),
            )),
        }
    }

    /// Takes the requirements in the order of their operations.
    fn number(
        &mut self,
        mut requirements: IndexMap<String, Vec<(String, Value)>>,
    ) -> Result<(), CatalogueError> {
        let operations: Vec<_> = self.operations.keys().cloned().collect();
        for operation in operations {
            for (file, content) in requirements.swap_remove(&operation).unwrap_or_default() {
                let Value::Array(items) = content else {
                    return Err(CatalogueError::malformed(&file, "is no list"));
                };
                for mut item in items {
                    if let Some(fields) = item.as_object_mut() {
                        fields.insert("operation".to_owned(), json!(operation));
                    }
                    self.add_requirement(item, &file)
                        .map_err(|reason| CatalogueError::malformed(&file, reason))?;
                }
            }
        }
        match requirements.values().flatten().next() {
            None => Ok(()),
            Some((file, _)) => Err(CatalogueError::malformed(
                file,
                "there is no operation of this name",
            )),
        }
    }

    /// Adds a requirement, whose id must be new.
    pub(super) fn add_requirement(&mut self, requirement: Value, file: &str) -> Result<(), String> {
        let Some(id) = requirement["id"].as_str().map(str::to_owned) else {
            return Err("a requirement has no id".to_owned());
        };
        self.requirement_files.insert(id.clone(), file.to_owned());
        match self.requirements.insert(id.clone(), requirement) {
            None => Ok(()),
            Some(_) => Err(format!("`{id}` is there twice")),
        }
    }

    /// SHA-256 over the canonical JSON of everything.
    pub(super) fn digest(&self, version: &str, profile: &str) -> String {
        let examples: Vec<_> = self.examples.iter().map(digest::canonical).collect();
        // In the order of their names, as canonical JSON has them.
        let parts = [
            ("documents", digest::canonical(&self.documents)),
            ("examples", format!("[{}]", examples.join(","))),
            ("operations", digest::canonical_object(&self.operations)),
            ("profile", digest::canonical(&json!(profile))),
            ("requirements", digest::canonical_object(&self.requirements)),
            ("schemas", digest::canonical_object(&self.schemas)),
            ("sections", digest::canonical(&self.sections)),
            ("version", digest::canonical(&json!(version))),
        ];
        let parts = parts.map(|(name, part)| format!("\"{name}\":{part}"));
        digest::of_bytes(format!("{{{}}}", parts.join(",")))
    }
}

/// The operation that a file of requirements is about: the first two parts of its name; a third
/// one is a topic.
fn operation_of(name: &str) -> String {
    let parts: Vec<_> = name.splitn(3, '/').take(2).collect();
    parts.join(".")
}

fn example(path: &str, name: &str, mut content: Value) -> Result<Value, CatalogueError> {
    let (Some(fields), Some((operation, name))) = (content.as_object_mut(), name.split_once('/'))
    else {
        return Err(CatalogueError::malformed(path, "is no example"));
    };
    fields.insert("operation".to_owned(), json!(operation));
    fields.insert("name".to_owned(), json!(name));
    Ok(content)
}

fn listed(sections: &Value) -> Vec<String> {
    sections
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|section| section["operations"].as_array().into_iter().flatten())
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect()
}

/// Puts the shared entries into an operation wherever it says `use`, and the headers that every
/// answer has into its answers.
fn share(operation: &mut Value, common: &Value) -> Result<(), String> {
    for kind in ["path_parameters", "query_parameters"] {
        let parameters = operation.get_mut(kind).and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            put(parameter, &common["parameters"])?;
        }
    }
    let responses = operation
        .get_mut("responses")
        .and_then(Value::as_object_mut);
    for response in responses.into_iter().flat_map(Map::values_mut) {
        put(response, &common["responses"])?;
        if let Some(fields) = response.as_object_mut() {
            let headers = fields.entry("headers").or_insert_with(|| json!([]));
            if let (Some(own), Some(shared)) =
                (headers.as_array_mut(), common["headers"].as_array())
            {
                own.extend_from_slice(shared);
            }
        }
    }
    Ok(())
}

/// Replaces `use: NAME` by the fields of the entry, except those that stand beside it.
fn put(target: &mut Value, entries: &Value) -> Result<(), String> {
    let Some(fields) = target.as_object_mut() else {
        return Ok(());
    };
    let Some(name) = fields.shift_remove("use") else {
        return Ok(());
    };
    let entry = name.as_str().and_then(|name| entries.get(name));
    let Some(entry) = entry.and_then(Value::as_object) else {
        return Err(format!("{COMMON} has no entry {name}"));
    };
    for (key, item) in entry {
        if !fields.contains_key(key) {
            fields.insert(key.clone(), item.clone());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_file_of_an_example() {
        let example = serde_json::json!({ "operation": "stacks.show", "name": "deleted" });
        assert_eq!(example_file(&example), "examples/stacks.show/deleted.json");
    }
}
