//! Every profile says of each operation whether it has it, and is what its documents show.

#![expect(
    clippy::unwrap_used,
    reason = "in a test a failed precondition is a failed test"
)]

mod common;

use std::collections::HashSet;

use heat_spec::Catalogue;
use heat_spec::schema::Schemas;
use heat_spec::yaml::{self, Limits};
use serde_json::Value;

use common::upstream;

/// The profiles beside upstream, each with its file.
const PROFILES: [(&str, &str); 3] = [
    ("rackspace", include_str!("../profiles/rackspace.yaml")),
    ("rts", include_str!("../profiles/rts.yaml")),
    ("draft-2012", include_str!("../profiles/draft-2012.yaml")),
];

fn listed(file: &str, list: &str) -> Vec<String> {
    let document = yaml::read(file, &Limits::default()).unwrap();
    let profile: Value = (&document.value).into();
    let ids = profile["operations"][list].as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_operation_is_one_that_a_profile_has_or_omits() {
    for (name, file) in PROFILES {
        let (has, omit) = (listed(file, "has"), listed(file, "omit"));
        let all: HashSet<_> = has.iter().chain(&omit).collect();
        assert_eq!(all.len(), has.len() + omit.len(), "{name} names one twice");
        for id in upstream().operations.keys() {
            assert!(all.contains(id), "profiles/{name}.yaml does not list {id}");
        }
        let profile = Catalogue::load(name).unwrap();
        for id in upstream().operations.keys() {
            assert_eq!(profile.operation(id).is_some(), has.contains(id), "{id}");
        }
    }
}

#[test]
fn a_profile_promises_something_of_each_operation_that_it_has() {
    for (name, _) in PROFILES {
        let profile = Catalogue::load(name).unwrap();
        for id in profile.operations.keys() {
            let mut requirements = profile.requirements.values();
            assert!(
                requirements.any(|requirement| requirement.operation == *id),
                "{name}: {id}"
            );
        }
    }
}

#[test]
fn the_stacks_that_a_vendor_prints_are_those_of_its_profile() {
    let printed = [
        ("rackspace", "rackspace", "stacks.list"),
        ("rackspace", "rackspace", "stacks.show"),
        ("rts", "rts-show", "stacks.show"),
    ];
    for (name, document, operation) in printed {
        let profile = Catalogue::load(name).unwrap();
        let schemas = Schemas::compile(&profile).unwrap();
        let example = profile.examples.iter().find(|example| {
            example.operation == operation
                && example.response.is_some()
                && example.sources[0].document == document
        });
        let response = example.unwrap().response.as_ref().unwrap();
        let schema = schemas.response(operation, response.status).unwrap();
        let errors = schema.errors(response.body.as_ref().unwrap());
        assert!(errors.is_empty(), "{name}, {operation}: {errors:?}");
    }
}

#[test]
fn every_difference_names_a_document_that_binds() {
    for (name, _) in PROFILES {
        let profile = Catalogue::load(name).unwrap();
        for difference in &profile.differences {
            let mut sources = difference.sources.iter();
            let binds = |document: &str| profile.documents[document].binds();
            assert!(
                sources.any(|source| binds(&source.document)),
                "{name}: {}",
                difference.at
            );
        }
    }
}

#[test]
fn the_guideline_asks_for_its_23_capabilities_and_nothing_else() {
    let guideline = Catalogue::load("interop-2020.06").unwrap();
    let ids: Vec<&str> = guideline
        .capabilities
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids.len(), 23);
    for id in [
        "stack-create",
        "stack-hook",
        "stack-software-config",
        "stack-tag",
    ] {
        assert!(ids.contains(&id), "{id}");
    }
    let named: HashSet<&String> = guideline
        .capabilities
        .iter()
        .flat_map(|one| &one.requirements)
        .collect();
    let left: HashSet<&String> = guideline.requirements.keys().collect();
    assert_eq!(named, left);
    // What is asked for of operations that the catalogue has, it has requirements for.
    let has_signals = guideline.operation("resources.signal").is_some();
    for capability in &guideline.capabilities {
        let is_of_signals = matches!(
            capability.id.as_str(),
            "stack-hook" | "stack-signal-resource"
        );
        let is_empty = capability.requirements.is_empty();
        assert_eq!(is_empty, is_of_signals && !has_signals, "{}", capability.id);
    }
    assert!(upstream().capabilities.is_empty());
}
