//! Mistakes in features that can be seen without running them.

use std::collections::{HashMap, HashSet};

use cucumber::step::Collection;
use gherkin::StepType;
use heat_spec::Catalogue;

use super::{Features, Scenario};
use crate::capability::needs_of;
use crate::world::World;

/// Something that is wrong with the features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The scenario, by number, if it is about one.
    pub scenario: Option<usize>,
    /// What is wrong, and where.
    pub message: String,
}

impl Features {
    /// What is wrong with the features: unknown tags, undefined steps, names that stand there
    /// twice, tags and checks that do not agree.
    pub fn problems(&self, catalogue: &Catalogue) -> Vec<Problem> {
        problems(catalogue, self, &crate::run::steps())
    }

    /// The requirements that no scenario is tagged with.
    pub fn untagged<'a>(&self, catalogue: &'a Catalogue) -> Vec<&'a str> {
        let tagged: HashSet<&str> = self
            .scenarios
            .iter()
            .flat_map(|scenario| scenario.tags.requirements.iter().map(String::as_str))
            .collect();
        let ids = catalogue.requirements.keys().map(String::as_str);
        ids.filter(|id| !tagged.contains(id)).collect()
    }
}

pub(crate) fn problems(
    catalogue: &Catalogue,
    features: &Features,
    collection: &Collection<World>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut names: HashMap<&str, &Scenario> = HashMap::new();
    for scenario in &features.scenarios {
        let mut note = |message: String| {
            problems.push(Problem {
                scenario: Some(scenario.number),
                message: format!("{}:{}: {message}", scenario.feature, scenario.line),
            });
        };
        if let Some(other) = names.insert(&scenario.name, scenario) {
            note(format!(
                "the name \"{}\" stands in {}:{} already",
                scenario.name, other.feature, other.line
            ));
        }
        for tag in &scenario.tags.unknown {
            note(format!("the tag @{tag} has no meaning"));
        }
        for id in &scenario.tags.requirements {
            if catalogue.requirement(id).is_none() && !catalogue.omitted.contains(id) {
                note(format!("there is no requirement @{id}"));
            }
        }
        for message in setting_problems(catalogue, scenario) {
            note(message);
        }
        for message in step_problems(scenario, collection) {
            note(message);
        }
        for message in disagreements(scenario) {
            note(message);
        }
    }
    problems
}

/// Settings that a requirement depends on and no tag says.
fn setting_problems(catalogue: &Catalogue, scenario: &Scenario) -> Vec<String> {
    needs_of(catalogue, scenario)
        .filter_map(|need| need.strip_prefix("config:"))
        .filter(|name| !scenario.tags.settings.contains_key(*name))
        .map(|name| format!("no tag @config:{name}=VALUE says which {name} it needs"))
        .collect()
}

/// Steps that nothing, or more than one thing, defines.
fn step_problems(scenario: &Scenario, collection: &Collection<World>) -> Vec<String> {
    let found = scenario.steps.iter().filter_map(|step| {
        let what = match collection.find(step) {
            Ok(Some(_)) => return None,
            Ok(None) => "is not defined".to_owned(),
            Err(error) => format!("is ambiguous: {error}"),
        };
        Some(format!(
            "the step \"{}{}\" {what}",
            step.keyword, step.value
        ))
    });
    found.collect()
}

/// Requirements that are tagged and not checked, or checked and not tagged.
fn disagreements(scenario: &Scenario) -> Vec<String> {
    let checked: HashSet<&str> = scenario
        .steps
        .iter()
        .filter(|step| step.ty == StepType::Then)
        .filter_map(|step| checked_in(&step.value))
        .collect();
    let tagged: HashSet<&str> = scenario
        .tags
        .requirements
        .iter()
        .map(String::as_str)
        .collect();
    let mut messages: Vec<String> = tagged
        .difference(&checked)
        .map(|id| format!("@{id} is tagged but no step checks it"))
        .chain(
            checked
                .difference(&tagged)
                .map(|id| format!("[{id}] is checked but not tagged")),
        )
        .collect();
    messages.sort();
    messages
}

/// The id in brackets at the end of a step.
pub(crate) fn checked_in(step: &str) -> Option<&str> {
    let (_, id) = step.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::checked_in;
    use crate::Features;

    /// What begins last and then only waits keeps the whole run waiting at its end.
    #[test]
    fn scenarios_that_wait_for_a_clock_begin_early() {
        let features = Features::embedded().unwrap();
        let waiting: Vec<_> = features
            .scenarios
            .iter()
            .filter(|scenario| {
                let mut steps = scenario.steps.iter();
                steps.any(|step| step.value.ends_with(" is over"))
            })
            .collect();
        assert!(!waiting.is_empty());
        for scenario in waiting {
            assert!(scenario.tags.is_long, "no @long: {}", scenario.name);
        }
    }

    #[test]
    fn the_checked_id_stands_in_brackets_at_the_end() {
        assert_eq!(checked_in("it is so [a.b.c]"), Some("a.b.c"));
        assert_eq!(checked_in("it [is] so"), None);
        assert_eq!(checked_in("it is so"), None);
    }
}
