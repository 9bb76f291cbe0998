//! The semantic violations: written by hand in `violations/SECTION/OPERATION[/TOPIC].yaml`, and
//! embedded.

use std::path::Path;

use heat_spec::yaml;
use include_dir::{Dir, include_dir};

use super::{Family, Violation, ViolationError};

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/violations");

/// The files beside those of operations.
const OTHERS: [&str; 2] = ["equivalents.yaml", "unbroken.yaml"];

/// All of them, in the order of their files.
pub(crate) fn violations() -> Result<Vec<Violation>, ViolationError> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    files.sort_unstable_by_key(|(path, _)| *path);
    let mut violations = Vec::new();
    for (path, text) in files {
        let name = path.display().to_string();
        let operation = operation_of(path);
        let document = yaml::read(text, &yaml::Limits::default());
        let document = document.map_err(|error| ViolationError::new(&name, &error))?;
        let listed: serde_json::Value = document.value.into();
        let listed: Vec<Violation> =
            serde_json::from_value(listed).map_err(|error| ViolationError::new(&name, &error))?;
        violations.extend(listed.into_iter().map(|violation| Violation {
            operation: operation.clone(),
            family: Family::Semantic,
            ..violation
        }));
    }
    Ok(violations)
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<(&'static Path, &'static str)>) {
    for file in folder.files() {
        let is_other = OTHERS.iter().any(|other| file.path() == Path::new(other));
        if let (false, Some(text)) = (is_other, file.contents_utf8()) {
            files.push((file.path(), text));
        }
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// `stacks.list` for `stacks/list.yaml` and `stacks/list/pages.yaml`.
fn operation_of(path: &Path) -> String {
    let stem = path.with_extension("");
    let parts: Vec<_> = stem
        .iter()
        .take(2)
        .map(|part| part.to_string_lossy())
        .collect();
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use heat_spec::Catalogue;

    use super::*;
    use crate::violation::Breaker;

    #[test]
    fn every_violation_can_be_done_and_breaks_known_requirements_of_known_operations() {
        let catalogue = Arc::new(Catalogue::load("upstream").unwrap());
        let own = catalogue.requirements.keys().cloned();
        let generated = catalogue.generated().map(|one| one.id);
        let known: HashSet<String> = own.chain(generated).collect();
        let mut ids = HashSet::new();
        for violation in violations().unwrap() {
            let id = &violation.id;
            assert!(ids.insert(id.clone()), "{id} is there twice");
            assert!(
                id.starts_with(&format!("{}.", violation.operation)),
                "{id} stands in the file of {}",
                violation.operation
            );
            assert!(!violation.rules.is_empty(), "{id} has no rules");
            assert!(!violation.breaks.is_empty(), "{id} breaks nothing");
            for broken in &violation.breaks {
                assert!(known.contains(broken), "{id} breaks {broken}");
            }
            Breaker::of(&violation, Arc::clone(&catalogue)).unwrap();
            compile_patterns(&serde_json::to_value(&violation).unwrap());
        }
    }
    /// Edits leave texts alone where a pattern is none.
    fn compile_patterns(value: &serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, field) in fields {
                    if let ("pattern" | "matches", Some(pattern)) = (name.as_str(), field.as_str())
                    {
                        regex::Regex::new(pattern).unwrap();
                    }
                    compile_patterns(field);
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(compile_patterns),
            _ => {}
        }
    }
}
