//! Features: the embedded ones, or those of a folder, as a list of scenarios.

mod gate;
mod parse;
mod place;
mod tags;

pub use gate::Problem;
pub(crate) use gate::{checked_in, problems};
pub use tags::Tags;

use std::ops::RangeInclusive;
use std::path::Path;

use include_dir::{Dir, include_dir};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../features");

/// All scenarios of a set of feature files.
#[derive(Debug)]
pub struct Features {
    /// The folder that replaces the embedded features, if one does.
    pub folder: Option<String>,
    /// The files: path within the set, and text.
    texts: Vec<(String, String)>,
    /// The scenarios, in order of files and lines; outlines are expanded.
    pub scenarios: Vec<Scenario>,
}

/// One scenario, ready to run.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its place among all scenarios, from 1.
    pub number: usize,
    /// Its name; the rows of an outline are told apart.
    pub name: String,
    /// The file that it stands in: `stacks/create.feature`.
    pub feature: String,
    /// The line that it stands in.
    pub line: usize,
    /// What its tags say.
    pub tags: Tags,
    /// The steps, those of backgrounds first.
    pub(crate) steps: Vec<gherkin::Step>,
}

/// Why features cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeaturesError {
    /// A file or folder cannot be read.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// Which one.
        path: String,
        /// Why not.
        reason: String,
    },
    /// A file is no Gherkin.
    #[error("{path}: {reason}")]
    Malformed {
        /// Which one.
        path: String,
        /// What is wrong, with line and column.
        reason: String,
    },
}

impl Features {
    /// The features that this program was built with.
    ///
    /// # Errors
    ///
    /// If one of them is no Gherkin, which a test excludes.
    pub fn embedded() -> Result<Self, FeaturesError> {
        let mut texts = Vec::new();
        let mut folders = vec![&EMBEDDED];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let path = file.path().display().to_string();
                if let Some(text) = file.contents_utf8().filter(|_| is_feature(file.path())) {
                    texts.push((path, text.to_owned()));
                }
            }
        }
        Self::from_texts(None, texts)
    }

    /// The features of a folder, which replace the embedded ones.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read, or a file is no Gherkin.
    pub fn of_folder(root: &Path) -> Result<Self, FeaturesError> {
        let mut texts = Vec::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let unreadable = |path: &Path, error: &std::io::Error| FeaturesError::Unreadable {
                path: path.display().to_string(),
                reason: error.to_string(),
            };
            let entries =
                std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&folder, &error))?;
                let path = entry.path();
                let kind = entry
                    .file_type()
                    .map_err(|error| unreadable(&path, &error))?;
                if kind.is_dir() {
                    folders.push(path);
                } else if is_feature(&path) {
                    let text = std::fs::read_to_string(&path)
                        .map_err(|error| unreadable(&path, &error))?;
                    let name = path.strip_prefix(root).unwrap_or(&path);
                    texts.push((name.display().to_string(), text));
                }
            }
        }
        Self::from_texts(Some(root.display().to_string()), texts)
    }

    /// The same features with some of their scenarios only.
    #[must_use]
    pub fn only(&self, numbers: &[usize]) -> Self {
        let wanted = self.scenarios.iter();
        let wanted = wanted.filter(|scenario| numbers.contains(&scenario.number));
        Self {
            folder: self.folder.clone(),
            texts: self.texts.clone(),
            scenarios: wanted.cloned().collect(),
        }
    }

    /// The numbers of the scenarios that somebody means: by place (`stacks/create.feature:6`, any
    /// line of the scenario), by name, by a requirement that they check, or else by a part of the name.
    pub fn found(&self, words: &str) -> Vec<usize> {
        let wanted = words.to_lowercase();
        let part = self.part_around(words);
        let kinds: [&dyn Fn(&Scenario) -> bool; 5] = [
            &|scenario| format!("{}:{}", scenario.feature, scenario.line) == words,
            &|scenario| {
                let mut part = part.iter();
                part.any(|(path, lines)| {
                    scenario.feature == *path && lines.contains(&scenario.line)
                })
            },
            &|scenario| scenario.name.to_lowercase() == wanted,
            &|scenario| scenario.tags.requirements.iter().any(|id| id == words),
            &|scenario| scenario.name.to_lowercase().contains(&wanted),
        ];
        let mut found = kinds.into_iter().map(|fits| {
            let scenarios = self.scenarios.iter().filter(|scenario| fits(scenario));
            scenarios
                .map(|scenario| scenario.number)
                .collect::<Vec<usize>>()
        });
        found
            .find(|numbers| !numbers.is_empty())
            .unwrap_or_default()
    }

    /// The file and the lines of the scenario that `FILE:LINE` is in.
    fn part_around(&self, words: &str) -> Option<(&str, RangeInclusive<usize>)> {
        let (path, line) = words.rsplit_once(':')?;
        let mut texts = self.texts();
        let (path, text) = texts.find(|(known, _)| *known == path)?;
        Some((path, place::part_around(text, line.parse().ok()?)?))
    }

    /// The files: path within the set, and text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.texts.iter();
        texts.map(|(path, text)| (path.as_str(), text.as_str()))
    }

    fn from_texts(
        folder: Option<String>,
        mut texts: Vec<(String, String)>,
    ) -> Result<Self, FeaturesError> {
        texts.sort();
        let mut scenarios = Vec::new();
        for (path, text) in &texts {
            parse::scenarios(path, text, &mut scenarios)?;
        }
        for (index, scenario) in scenarios.iter_mut().enumerate() {
            scenario.number = index + 1;
        }
        Ok(Self {
            folder,
            texts,
            scenarios,
        })
    }
}

fn is_feature(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind == "feature")
}
