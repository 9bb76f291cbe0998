//! From the text of a feature to scenarios, each with all of its steps and tags.

use std::collections::HashMap;

use cucumber::feature::Ext as _;
use gherkin::{Background, Feature, GherkinEnv, Step};

use super::{FeaturesError, Scenario, Tags};

/// Adds the scenarios of a text; their numbers are not given yet.
pub(super) fn scenarios(
    path: &str,
    text: &str,
    into: &mut Vec<Scenario>,
) -> Result<(), FeaturesError> {
    let malformed = |reason: String| FeaturesError::Malformed {
        path: path.to_owned(),
        reason,
    };
    let feature = Feature::parse(text, GherkinEnv::default())
        .map_err(|error| malformed(error.to_string()))?;
    let mut feature = feature
        .expand_examples()
        .map_err(|error| malformed(error.to_string()))?;
    tell_examples_apart(&mut feature.scenarios);
    for rule in &mut feature.rules {
        tell_examples_apart(&mut rule.scenarios);
    }
    let shared = background(feature.background.as_ref());
    for scenario in feature.scenarios {
        into.push(scenario_of(
            path,
            &[&feature.tags],
            shared.clone(),
            scenario,
        ));
    }
    for rule in feature.rules {
        let mut steps = shared.clone();
        steps.extend(background(rule.background.as_ref()));
        for scenario in rule.scenarios {
            let tags = [&feature.tags, &rule.tags];
            into.push(scenario_of(path, &tags, steps.clone(), scenario));
        }
    }
    Ok(())
}

fn scenario_of(
    path: &str,
    outer_tags: &[&Vec<String>],
    mut steps: Vec<Step>,
    scenario: gherkin::Scenario,
) -> Scenario {
    let tags = outer_tags
        .iter()
        .flat_map(|tags| tags.iter())
        .chain(&scenario.tags);
    let tags = Tags::parse(tags.map(String::as_str));
    steps.extend(scenario.steps);
    Scenario {
        number: 0,
        name: scenario.name,
        feature: path.to_owned(),
        line: scenario.position.line,
        tags,
        steps,
    }
}

fn background(background: Option<&Background>) -> Vec<Step> {
    background.map_or_else(Vec::new, |background| background.steps.clone())
}

/// Adds its row to the name of every outline whose name does not tell its rows apart.
fn tell_examples_apart(scenarios: &mut [gherkin::Scenario]) {
    let mut totals: HashMap<String, usize> = HashMap::new();
    for scenario in scenarios.iter() {
        *totals.entry(scenario.name.clone()).or_default() += 1;
    }
    for scenario in scenarios {
        // An expanded outline keeps the head of its table and its own row.
        let table = scenario.examples.first().and_then(|one| one.table.as_ref());
        if let Some(row) = table.and_then(|table| table.rows.get(1))
            && totals.get(&scenario.name).is_some_and(|total| *total > 1)
        {
            scenario.name = format!("{} ({})", scenario.name, row.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Vec<Scenario> {
        let mut found = Vec::new();
        scenarios("x.feature", text, &mut found).unwrap();
        found
    }

    #[test]
    fn backgrounds_and_outer_tags_belong_to_every_scenario() {
        let found = parsed(
            "@cap:type:OS::Heat::None\n\
             Feature: F\n  Background:\n    Given a\n  \
             @stacks.show.found\n  Scenario: S\n    When b\n  \
             Rule: R\n    Background:\n      Given c\n    Scenario: T\n      When d\n",
        );
        let steps = |scenario: &Scenario| {
            let values = scenario.steps.iter().map(|step| step.value.clone());
            values.collect::<Vec<_>>()
        };
        assert_eq!(steps(&found[0]), ["a", "b"]);
        assert_eq!(steps(&found[1]), ["a", "c", "d"]);
        assert_eq!(found[0].tags.requirements, ["stacks.show.found"]);
        assert_eq!(found[0].tags.capabilities, ["type:OS::Heat::None"]);
        assert_eq!(found[1].tags.capabilities, ["type:OS::Heat::None"]);
    }

    #[test]
    fn rows_of_an_outline_have_names_of_their_own() {
        let found = parsed(
            "Feature: F\n  Scenario Outline: S\n    When <a>\n    Examples:\n      | a |\n      \
             | 1 |\n      | 2 |\n  Scenario Outline: T <a>\n    When <a>\n    Examples:\n      \
             | a |\n      | 1 |\n",
        );
        let names: Vec<_> = found
            .iter()
            .map(|scenario| scenario.name.as_str())
            .collect();
        assert_eq!(names, ["S (1)", "S (2)", "T 1"]);
    }
}
