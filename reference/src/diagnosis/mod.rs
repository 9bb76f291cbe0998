//! Everything that is wrong with a template on disk, and where: `heat-reference validate`.
//!
//! The service stops at the first fault. Here what is at fault is put aside, and the rest is looked
//! at again, until nothing is wrong any more.

mod elements;
mod files;
mod place;
mod search;
mod source;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::{Path, PathBuf};

use heat_spec::yaml::{self, Limits, YamlError};
use heat_spec::{Map, Value, fault};
use heat_template::Environment;
use indexmap::IndexMap;

use files::Collector;
use search::Search;
pub use source::SourceFile;

/// What was found.
#[derive(Debug)]
pub struct Diagnosis {
    /// What is wrong, and what is odd.
    pub findings: Vec<Finding>,
    /// The files that were read, in the order in which they were met; the template comes first.
    pub sources: IndexMap<PathBuf, SourceFile>,
    /// The parameters that have no value. Where there are any, the properties of resources are
    /// checked by their names only.
    pub unset_parameters: Vec<String>,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether the service refuses the template for it.
    pub is_fault: bool,
    /// The type of the fault, as the service names it.
    pub error_type: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file.
    pub path: PathBuf,
    /// Where in the file, in bytes.
    pub span: Range<usize>,
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DiagnosisError {
    /// A file that was named cannot be read.
    #[error("cannot read {}", .0.display())]
    Unreadable(PathBuf, #[source] std::io::Error),
}

impl Diagnosis {
    /// Whether the service would take the template.
    pub fn is_clean(&self) -> bool {
        !self.findings.iter().any(|finding| finding.is_fault)
    }
}

/// Looks at a template with environments, of which a later one wins.
///
/// Files that they refer to are read from beside them, as clients do.
///
/// # Errors
///
/// If the template or an environment cannot be read.
pub fn diagnose(template: &Path, environments: &[PathBuf]) -> Result<Diagnosis, DiagnosisError> {
    let mut diagnosis = Diagnosis {
        findings: Vec::new(),
        sources: IndexMap::new(),
        unset_parameters: Vec::new(),
    };
    let text = read(template)?;
    let mut texts = Vec::new();
    for path in environments {
        texts.push((path.clone(), read(path)?));
    }
    let mut collector = Collector::default();
    let document = diagnosis.read_template(template, text, &mut collector);
    let names = diagnosis.read_environments(texts, &mut collector);
    let files = diagnosis.take(collector);
    let Some(document) = document else {
        return Ok(diagnosis);
    };
    let mut search = Search::new(template, document, names, files);
    search.run(&diagnosis.sources);
    diagnosis.findings.extend(search.findings);
    diagnosis.unset_parameters = search.unset_parameters;
    diagnosis.findings.sort_by_key(|finding| {
        let file = diagnosis.sources.get_index_of(&finding.path);
        (file, finding.span.start)
    });
    Ok(diagnosis)
}

fn read(path: &Path) -> Result<String, DiagnosisError> {
    std::fs::read_to_string(path)
        .map_err(|error| DiagnosisError::Unreadable(path.to_owned(), error))
}

impl Diagnosis {
    /// The template's document with files under their full names; nothing if it is none.
    fn read_template(
        &mut self,
        path: &Path,
        text: String,
        collector: &mut Collector,
    ) -> Option<Value> {
        let limits = Limits::default();
        let read = yaml::read_template(&text, &limits);
        let source = SourceFile::new(text);
        let span = source.span_of_yaml_error();
        self.note_duplicates(path, &source);
        self.sources.insert(path.to_owned(), source);
        match read {
            Ok(mut document) => {
                collector.template(path, &mut document);
                Some(document)
            }
            Err(error) => {
                let shown = fault::template_format(yaml_words(error));
                self.findings.push(Finding {
                    is_fault: true,
                    error_type: shown.error_type,
                    message: shown.message,
                    path: path.to_owned(),
                    span: span.unwrap_or_default(),
                });
                None
            }
        }
    }

    /// The environments that can be used, as files; their names in order.
    fn read_environments(
        &mut self,
        texts: Vec<(PathBuf, String)>,
        collector: &mut Collector,
    ) -> Vec<Value> {
        let mut names = Vec::new();
        for (path, text) in texts {
            let sections = Environment::sections_of_request(Some(&Value::from(&text)), None, false);
            let source = SourceFile::new(text);
            let span = source.span_of_yaml_error();
            let wrong_section = sections.as_ref().err().and_then(|fault| {
                let pointer = place::quoted(source.value()?, &fault.message)?;
                source.span(&pointer)
            });
            let sections = sections.and_then(|sections| {
                let sections = Value::Map(sections);
                Environment::new(&sections).map(|_| sections)
            });
            match sections {
                Ok(mut sections) => {
                    collector.environment(&path, &mut sections);
                    let name = files::url(&path);
                    collector.files.insert(name.clone(), sections.to_json());
                    names.push(Value::from(name));
                }
                Err(fault) => self.findings.push(Finding {
                    is_fault: true,
                    error_type: fault.error_type,
                    message: first_lines(&fault.message),
                    path: path.clone(),
                    span: span.or(wrong_section).unwrap_or_default(),
                }),
            }
            self.note_duplicates(&path, &source);
            self.sources.insert(path, source);
        }
        names
    }

    /// The files that were read on the way, and what was wrong with that.
    fn take(&mut self, collector: Collector) -> heat_template::Files {
        for missing in collector.missing {
            let source = self.sources.get(&missing.path).or_else(|| {
                let read = &collector.sources;
                read.get(&missing.path)
            });
            let span = source.and_then(|source| source.span(&missing.pointer));
            self.findings.push(Finding {
                is_fault: true,
                error_type: "HTTPBadRequest",
                message: missing.message,
                path: missing.path,
                span: span.unwrap_or_default(),
            });
        }
        self.sources.extend(collector.sources);
        collector.files
    }

    /// Keys that are there twice: the last one wins, which is hardly meant.
    fn note_duplicates(&mut self, path: &Path, source: &SourceFile) {
        for (name, span) in source.duplicates() {
            self.findings.push(Finding {
                is_fault: false,
                error_type: "duplicate",
                message: format!("the key \"{name}\" is there before; this one wins"),
                path: path.to_owned(),
                span,
            });
        }
    }
}

/// What is wrong with the text, without the excerpts, which are shown in another form.
fn yaml_words(error: yaml::TemplateError) -> yaml::TemplateError {
    match error {
        yaml::TemplateError::Yaml { error, url } => yaml::TemplateError::Yaml {
            error: YamlError {
                message: first_lines(&error.message),
                ..error
            },
            url,
        },
        other => other,
    }
}

/// The lines of a message that are no excerpts of a text.
fn first_lines(message: &str) -> String {
    let lines = message.lines().filter(|line| !line.starts_with("  "));
    lines.collect::<Vec<_>>().join("; ")
}

/// A map without members, for what a template says nothing of.
fn empty() -> Map {
    Map::new()
}
