//! What differs, held to the list of what may.

use std::fmt::Write as _;

use heat_spec::yaml::{self, Limits};
use serde::Deserialize;

use crate::figure::{Figure, Outcome};

const LIST: &str = include_str!("differences.yaml");

/// Exchanges that differ for a reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    family: String,
    /// Names of exchanges, as they are printed.
    exchanges: Vec<String>,
    /// Why it is right that they differ.
    reason: String,
    /// Whether they sometimes agree, as chance decides.
    #[serde(default)]
    sometimes: bool,
}

/// What is not listed and differs, and what is listed and does not; prints the differences.
pub(crate) fn judge(figures: &[Figure], is_shown: bool) -> Vec<String> {
    let listed = list();
    let mut problems = Vec::new();
    for figure in figures {
        let troubles = figure.troubles.iter();
        problems.extend(troubles.map(|trouble| format!("{}: {trouble}", figure.family)));
        for outcome in &figure.outcomes {
            let entry = listed.iter().find(|entry| entry.is_about(figure, outcome));
            let differs = !outcome.differences.is_empty();
            let name = format!("{} / {}", figure.family, outcome.name);
            match entry {
                None if differs => problems.push(shown(&name, outcome)),
                Some(entry) if !differs && !entry.sometimes => {
                    problems.push(format!("{name}: is listed and does not differ any more"));
                }
                Some(entry) if differs && is_shown => {
                    println!("{}    listed: {}", shown(&name, outcome), entry.reason);
                }
                _ => {}
            }
        }
    }
    problems.extend(listed.iter().flat_map(|entry| entry.unknown(figures)));
    problems
}

/// Takes out what chance decides.
pub(crate) fn leave_out_chance(figures: &mut [Figure]) {
    let listed = list();
    for figure in figures {
        let family = figure.family.clone();
        figure.outcomes.retain(|outcome| {
            let mut by_chance = listed.iter().filter(|entry| entry.sometimes);
            !by_chance
                .any(|entry| entry.family == family && entry.exchanges.contains(&outcome.name))
        });
    }
}

fn list() -> Vec<Listed> {
    let document = yaml::read(LIST, &Limits::default()).unwrap();
    serde_json::from_value((&document.value).into()).unwrap()
}

impl Listed {
    fn is_about(&self, figure: &Figure, outcome: &Outcome) -> bool {
        self.family == figure.family && self.exchanges.contains(&outcome.name)
    }

    /// Entries about exchanges that there are not.
    fn unknown(&self, figures: &[Figure]) -> Vec<String> {
        let is_known = |name: &&String| {
            figures.iter().any(|figure| {
                figure.family == self.family
                    && figure.outcomes.iter().any(|outcome| outcome.name == **name)
            })
        };
        let names = self.exchanges.iter().filter(|name| !is_known(name));
        names
            .map(|name| format!("{} / {name}: is listed and was not recorded", self.family))
            .collect()
    }
}

fn shown(name: &str, outcome: &Outcome) -> String {
    let mut text = format!("{name}: {}\n", outcome.request);
    for difference in &outcome.differences {
        let _ = write!(
            text,
            "    {}\n      recorded {}\n      seen     {}\n",
            difference.at, difference.recorded, difference.seen
        );
    }
    text
}
