//! The catalogue agrees with itself, with the documents and with the fault table.

mod common;

use std::collections::HashSet;

use heat_spec::catalogue::{Level, Source};
use heat_spec::{Catalogue, fault};
use serde_json::Value;

use common::upstream;

#[test]
fn an_unknown_profile_is_refused_by_name() {
    let error = Catalogue::load("nope").expect_err("there is no such profile");
    assert_eq!(error.to_string(), "there is no profile `nope`");
}

#[test]
fn a_server_can_do_without_requirements() {
    let catalogue = Catalogue::load_operations("upstream").unwrap();
    assert_eq!(
        serde_json::to_value(&catalogue.operations).unwrap(),
        serde_json::to_value(&upstream().operations).unwrap()
    );
    assert_eq!(catalogue.schemas, upstream().schemas);
    assert!(catalogue.requirements.is_empty());
    assert_eq!(catalogue.digest, "");
    assert!(Catalogue::load_operations("nope").is_err());
}

#[test]
fn every_source_names_a_document_and_a_section() {
    let catalogue = upstream();
    let check = |place: String, sources: &[Source]| {
        assert!(!sources.is_empty(), "{place} has no source");
        for source in sources {
            assert!(
                catalogue.documents.contains_key(&source.document),
                "{place}: there is no document `{}`",
                source.document
            );
            assert!(!source.section.trim().is_empty(), "{place}: {source:?}");
        }
    };
    for operation in catalogue.operations.values() {
        check(operation.id.clone(), &operation.sources);
        for item in operation
            .path_parameters
            .iter()
            .chain(&operation.query_parameters)
        {
            check(format!("{}, {}", operation.id, item.name), &item.sources);
        }
        for (status, response) in &operation.responses {
            check(format!("{}.{status}", operation.id), &response.sources);
            for header in &response.headers {
                let place = format!("{}.{status}, {}", operation.id, header.name);
                check(place, &header.sources);
            }
        }
        for disagreement in &operation.disagreements {
            for document in disagreement.says.keys() {
                assert!(
                    catalogue.documents.contains_key(document),
                    "{}, {}: there is no document `{document}`",
                    operation.id,
                    disagreement.about
                );
            }
        }
    }
    for requirement in catalogue.requirements.values() {
        check(requirement.id.clone(), &requirement.sources);
    }
    for example in &catalogue.examples {
        check(
            format!("{}, {}", example.operation, example.name),
            &example.sources,
        );
    }
    for (name, schema) in &catalogue.schemas {
        for (place, property) in properties(schema) {
            let place = format!("{name}{place}");
            let sources = property["x-sources"]
                .as_object()
                .unwrap_or_else(|| panic!("{place} has no x-sources"));
            let sources: Vec<_> = sources
                .iter()
                .map(|(document, section)| Source {
                    document: document.clone(),
                    section: section.as_str().unwrap_or_default().to_owned(),
                })
                .collect();
            check(place.clone(), &sources);
            let described = property["description"].as_str().unwrap_or_default();
            assert!(!described.is_empty(), "{place} has no description");
        }
    }
}

#[test]
fn every_document_is_a_source_of_something() {
    let catalogue = upstream();
    let whole = serde_json::to_string(&(
        catalogue.operations.values().collect::<Vec<_>>(),
        catalogue.requirements.values().collect::<Vec<_>>(),
        &catalogue.schemas,
    ))
    .unwrap();
    for (name, document) in &catalogue.documents {
        // The proposal describes another interface; it is named so that nobody looks for it here.
        assert!(
            document.kind == "proposal" || whole.contains(&format!("\"{name}\"")),
            "nothing refers to {name}"
        );
    }
}

#[test]
fn operations_agree_with_their_files_and_paths() {
    let catalogue = upstream();
    let sections: HashSet<_> = catalogue
        .sections
        .iter()
        .map(|section| &section.id)
        .collect();
    for (id, operation) in &catalogue.operations {
        assert_eq!(*id, operation.id);
        assert!(sections.contains(&operation.section), "{id}");
        assert_eq!(id.split('.').next(), Some(operation.section.as_str()));
        let named: Vec<_> = operation
            .path_parameters
            .iter()
            .map(|item| item.name.as_str())
            .collect();
        assert_eq!(
            operation.path.parameters().collect::<Vec<_>>(),
            named,
            "{id}"
        );
        assert!(operation.success_status().is_some(), "{id} has no success");
        for parameter in &operation.path_parameters {
            assert!(parameter.required, "{id}, {}", parameter.name);
        }
        let request = operation.request.as_ref().map(|request| &request.schema);
        let bodies = operation
            .responses
            .values()
            .map(|answer| answer.schema.as_ref());
        for schema in bodies.flatten().chain(request) {
            assert!(
                catalogue.schemas.contains_key(schema),
                "{id}: no schema `{schema}`"
            );
        }
        for (status, answer) in &operation.responses {
            let json = answer
                .media_types
                .iter()
                .any(|kind| kind == "application/json");
            assert_eq!(json, answer.schema.is_some(), "{id}.{status}");
        }
    }
}

#[test]
fn operations_with_a_token_document_its_refusals() {
    for operation in upstream().operations.values() {
        let guarded = operation.policy.is_some() || !operation.policies.is_empty();
        // The one address that upstream does not know by other verbs.
        let is_unknown_otherwise = operation.id == "services.list";
        for status in [401, 403, 405] {
            assert_eq!(
                operation.responses.contains_key(&status),
                guarded && !(is_unknown_otherwise && status == 405),
                "{}.{status}",
                operation.id
            );
        }
    }
}

#[test]
fn faults_are_rows_of_the_table_with_the_status_of_the_answer() {
    for operation in upstream().operations.values() {
        for (status, answer) in &operation.responses {
            for name in &answer.faults {
                let row = fault::row(name)
                    .unwrap_or_else(|| panic!("{}.{status}: no fault `{name}`", operation.id));
                let kind = fault::fault_type(row.error_type).unwrap();
                assert_eq!(kind.status, *status, "{}.{status}: {name}", operation.id);
            }
            let refusal = *status >= 400 && *status != 401 && !answer.failure;
            assert_eq!(
                refusal,
                !answer.faults.is_empty(),
                "{}.{status}",
                operation.id
            );
        }
    }
}

#[test]
fn every_row_of_the_fault_table_is_used() {
    let used: HashSet<_> = upstream()
        .operations
        .values()
        .flat_map(|operation| operation.responses.values())
        .flat_map(|answer| answer.faults.iter().map(String::as_str))
        .collect();
    for row in fault::rows() {
        assert!(used.contains(row.id), "no operation yields `{}`", row.id);
    }
}

#[test]
fn generated_requirements_have_ids_of_their_own() {
    let catalogue = upstream();
    let generated: Vec<_> = catalogue.generated().collect();
    let answers = catalogue
        .operations
        .values()
        .flat_map(|operation| operation.responses.values())
        .filter(|answer| !answer.failure)
        .count();
    assert_eq!(generated.len(), answers * 3);
    let mut seen = HashSet::new();
    for requirement in &generated {
        assert!(
            seen.insert(&requirement.id),
            "{} is there twice",
            requirement.id
        );
        assert!(
            catalogue.requirement(&requirement.id).is_none(),
            "{}",
            requirement.id
        );
    }
}

#[test]
fn generated_requirements_are_must_where_a_document_stands_behind_them() {
    let level = |id: &str| {
        upstream()
            .generated()
            .find(|requirement| requirement.id == id)
            .map(|requirement| requirement.level)
    };
    assert_eq!(level("stacks.create.201.headers"), Some(Level::Must));
    assert_eq!(level("stacks.create.409.status"), Some(Level::Must));
    // The form of a fault is written nowhere.
    assert_eq!(level("stacks.create.409.body"), Some(Level::Should));
    assert_eq!(level("stacks.create.403.status"), Some(Level::Should));
    assert_eq!(level("stacks.list.401.headers"), Some(Level::Should));
    assert_eq!(level("stacks.list.500.status"), None);
}

#[test]
fn the_digest_covers_what_is_mixed_in() {
    let catalogue = upstream();
    let mixed = |text| catalogue.digest_with([("a.feature", text)].into_iter());
    assert_eq!(catalogue.digest.len(), 64);
    assert_eq!(mixed("one"), mixed("one"));
    assert_ne!(mixed("one"), mixed("two"));
    assert_ne!(mixed("one"), catalogue.digest);
    assert_eq!(catalogue.digest, upstream().digest);
}

/// All properties in a schema, with JSON pointers to them.
fn properties(schema: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    collect(schema, "", &mut found);
    found
}

fn collect<'a>(schema: &'a Value, place: &str, found: &mut Vec<(String, &'a Value)>) {
    match schema {
        Value::Object(fields) => {
            for (key, item) in fields {
                match item.as_object().filter(|_| key == "properties") {
                    Some(items) => {
                        for (name, property) in items {
                            let place = format!("{place}/properties/{name}");
                            collect(property, &place, found);
                            found.push((place, property));
                        }
                    }
                    None => collect(item, &format!("{place}/{key}"), found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn generated_requirements_say_what_they_promise() {
    let told = |id: &str| {
        let mut all = upstream().generated();
        let found = all.find(|requirement| requirement.id == id);
        let found = found.expect("a generated requirement");
        (found.statement(), found.level)
    };
    let must = |statement: &str| (statement.to_owned(), Level::Must);
    assert_eq!(
        told("stacks.show.200.status"),
        must("stacks.show may answer 200, as documented.")
    );
    assert_eq!(
        told("stacks.show.200.headers"),
        must("An answer 200 of stacks.show has the documented headers.")
    );
    assert_eq!(
        told("stacks.show.200.body"),
        must("An answer 200 of stacks.show has the documented body.")
    );
}

#[test]
fn a_success_is_the_first_documented_status_that_is_no_fault() {
    let success = |id: &str| upstream().operation(id).unwrap().success_status();
    assert_eq!(success("stacks.create"), Some(201));
    assert_eq!(success("stacks.delete"), Some(204));
    assert_eq!(success("stacks.find"), Some(302));
}
