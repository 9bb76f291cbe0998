//! The differences that are known, each with its reason.

use std::collections::BTreeMap;
use std::path::PathBuf;

use heat_spec::yaml;
use serde::Deserialize;

const KNOWN: &str = include_str!("differences.yaml");

/// The known differences.
#[derive(Debug)]
pub(crate) struct Differences(Vec<Difference>);

/// One of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Difference {
    /// The file's name, without its extension.
    template: String,
    /// Why the answers differ.
    reason: String,
}

impl Differences {
    /// Those of the list.
    pub(crate) fn read() -> Self {
        let document = yaml::read(KNOWN, &yaml::Limits::default()).expect("YAML");
        let known = serde_json::from_value(document.value.into()).expect("a list of differences");
        Self(known)
    }

    /// What is different without a reason, and what is listed and no longer different.
    pub(crate) fn compare(
        &self,
        different: &BTreeMap<String, String>,
        measured: &[PathBuf],
    ) -> Vec<String> {
        let mut complaints: Vec<String> = different
            .iter()
            .filter(|(template, _)| !self.0.iter().any(|known| known.template == **template))
            .map(|(template, difference)| format!("{template}:\n    {difference}"))
            .collect();
        let is_measured = |known: &&Difference| {
            let mut names = measured.iter().filter_map(|path| path.file_stem());
            names.any(|name| name == known.template.as_str())
        };
        for known in self.0.iter().filter(is_measured) {
            assert!(
                !known.reason.is_empty(),
                "{} needs a reason",
                known.template
            );
            if !different.contains_key(&known.template) {
                complaints.push(format!(
                    "{}: no longer different, yet in tests/templates/differences.yaml",
                    known.template
                ));
            }
        }
        complaints
    }
}
