//! The files that templates and environments refer to, read from beside them.
//!
//! As clients do, names of files become URLs in the documents, so that a file in another folder may
//! refer to those beside itself.

use std::path::{Path, PathBuf};

use heat_spec::{Key, Value, yaml};
use heat_template::{Files, is_template};
use indexmap::IndexMap;

use super::source::SourceFile;

/// How many files are read for one template.
const MAX_FILES: usize = 1000;

/// Reads files, each once.
#[derive(Debug, Default)]
pub(super) struct Collector {
    /// The files by URL.
    pub(super) files: Files,
    /// The templates among them by path.
    pub(super) sources: IndexMap<PathBuf, SourceFile>,
    /// What cannot be read.
    pub(super) missing: Vec<Missing>,
}

/// A file that cannot be read.
#[derive(Debug)]
pub(super) struct Missing {
    /// The file that refers to it.
    pub(super) path: PathBuf,
    /// Where it does.
    pub(super) pointer: Vec<String>,
    /// What is wrong.
    pub(super) message: String,
}

impl Collector {
    /// Reads what a template refers to, and puts URLs in the place of names.
    pub(super) fn template(&mut self, path: &Path, document: &mut Value) {
        self.walk(path, document, &mut Vec::new());
    }

    /// The same for an environment.
    pub(super) fn environment(&mut self, path: &Path, sections: &mut Value) {
        let Value::Map(sections) = sections else {
            return;
        };
        if let Some(registry) = sections.get_mut(&Key::from("resource_registry")) {
            let pointer = &mut vec!["resource_registry".to_owned()];
            self.walk_registry(path, registry, pointer);
        }
    }

    fn walk(&mut self, path: &Path, value: &mut Value, pointer: &mut Vec<String>) {
        match value {
            Value::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    pointer.push(index.to_string());
                    self.walk(path, item, pointer);
                    pointer.pop();
                }
            }
            Value::Map(map) => {
                let is_call = map.len() == 1;
                for (key, item) in map.iter_mut() {
                    let key = key.json_text();
                    pointer.push(key.clone());
                    match item {
                        Value::String(name)
                            if is_type(&key, name) || (key == "get_file" && is_call) =>
                        {
                            self.refer(path, name, is_template(name) && key != "get_file", pointer);
                        }
                        item => self.walk(path, item, pointer),
                    }
                    pointer.pop();
                }
            }
            _ => {}
        }
    }

    fn walk_registry(&mut self, path: &Path, registry: &mut Value, pointer: &mut Vec<String>) {
        let Value::Map(map) = registry else {
            return;
        };
        for (key, item) in map.iter_mut() {
            pointer.push(key.json_text());
            match item {
                Value::String(name) if is_template(name) && is_local(name) => {
                    self.refer(path, name, true, pointer);
                }
                item => self.walk_registry(path, item, pointer),
            }
            pointer.pop();
        }
    }

    /// Reads the file of that name and puts its URL in the name's place.
    fn refer(&mut self, from: &Path, name: &mut String, is_template: bool, pointer: &[String]) {
        if !is_local(name) {
            return;
        }
        let folder = from.parent().unwrap_or(Path::new(""));
        let path = folder.join(name.strip_prefix("file://").unwrap_or(name));
        let url = url(&path);
        if !self.files.contains_key(&url) {
            let text = if self.files.len() < MAX_FILES {
                std::fs::read_to_string(&path).map_err(|error| error.to_string())
            } else {
                Err(format!("there are more than {MAX_FILES}"))
            };
            match text {
                Ok(text) if is_template => self.read_template(&path, url.clone(), text),
                Ok(text) => drop(self.files.insert(url.clone(), text)),
                Err(reason) => {
                    self.missing.push(Missing {
                        path: from.to_owned(),
                        pointer: pointer.to_vec(),
                        message: format!("cannot read the file {name}: {reason}"),
                    });
                    if !is_template {
                        // So that this is said once.
                        self.files.insert(name.clone(), String::new());
                    }
                    return;
                }
            }
        }
        *name = url;
    }

    fn read_template(&mut self, path: &Path, url: String, text: String) {
        // So that files that refer to each other are read once.
        self.files.insert(url.clone(), text.clone());
        let document = yaml::read_template(&text, &yaml::Limits::default());
        self.sources.insert(path.to_owned(), SourceFile::new(text));
        if let Ok(mut document) = document {
            self.template(path, &mut document);
            self.files.insert(url, document.to_json());
        }
    }
}

/// The URL of a file.
pub(super) fn url(path: &Path) -> String {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for component in full.components() {
        match component {
            std::path::Component::ParentDir => drop(clean.pop()),
            component => clean.push(component),
        }
    }
    format!("file://{}", clean.display())
}

/// Whether a member is the type of a resource that is a template.
fn is_type(key: &str, name: &str) -> bool {
    matches!(key, "type" | "Type") && is_template(name)
}

fn is_local(name: &str) -> bool {
    !name.contains("://") || name.starts_with("file://")
}
